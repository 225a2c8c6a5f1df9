import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** In development the API comes from the fixture server in dev/, or from a real one: GOUJI_API=http://127.0.0.1:8080 */
const target = process.env.GOUJI_API ?? 'http://127.0.0.1:5174'

export default defineConfig({
  plugins: [react()],
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': { target, changeOrigin: true } } },
  build: {
    target: 'es2022',
    // A polyfill would be an inline script, which the content security policy refuses.
    modulePreload: { polyfill: false },
    // No data: addresses in scripts or styles either.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
})
