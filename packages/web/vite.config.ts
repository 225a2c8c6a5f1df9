import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** In development the API comes from the fixture server in dev/, or from a real one: GOUJI_API=http://127.0.0.1:4180 */
const target = process.env.GOUJI_API ?? 'http://127.0.0.1:5174'
const OUT = fileURLToPath(new URL('dist', import.meta.url))

/** Compressed once, when it is built: the server hands these out as they are. */
const compressed = (): Plugin => ({
  name: 'compressed',
  apply: 'build',
  closeBundle() {
    for (const name of readdirSync(OUT, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:js|css|html|svg)$/.test(name)) continue
      const path = join(OUT, name)
      const bytes = readFileSync(path)
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
    }
  },
})

export default defineConfig({
  plugins: [react(), compressed()],
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': { target, changeOrigin: true } } },
  build: {
    target: 'es2022',
    outDir: OUT,
    // A polyfill would be an inline script, which the content security policy refuses.
    modulePreload: { polyfill: false },
    // No data: addresses in scripts or styles either.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
})
