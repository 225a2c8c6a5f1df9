/**
 * Typst, kept resident: reading the fonts takes longer than setting a book. It runs inside this process and without
 * waiting, so books are set one after another.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler, type NodeError } from '@myriaddreamin/typst-ts-node-compiler'
import type { BookLayout, PdfAttachment } from './layout.ts'
import { PdfFailure } from './pdf-failure.ts'

const FONT_STYLES = ['400Regular', '600SemiBold', '700Bold']
const WORKSPACE = fileURLToPath(new URL('.', import.meta.url))

let resident: { readonly compiler: NodeCompiler; readonly template: string } | undefined

function start(): { readonly compiler: NodeCompiler; readonly template: string } {
  const fonts = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/package.json'))
  return {
    compiler: NodeCompiler.create({
      workspace: WORKSPACE,
      fontArgs: [{ fontPaths: FONT_STYLES.map((style) => join(fonts, style)) }],
    }),
    // The same text every time: Typst gives places in it, and a changed text under the same name breaks them.
    template: readFileSync(new URL('book.typ', import.meta.url), 'utf8'),
  }
}

/** The standard is left out for a book without a date, which PDF/A does not admit. */
export function typeset(book: BookLayout, attachments: readonly PdfAttachment[]): Uint8Array {
  resident ??= start()
  const { compiler, template } = resident
  const files = [
    { path: join(WORKSPACE, 'book.json'), bytes: Buffer.from(JSON.stringify(book)) },
    ...attachments.map(({ bytes }, i) => ({ path: join(WORKSPACE, `attachment-${i}`), bytes: Buffer.from(bytes) })),
  ]
  const archival = attachments.length > 0 ? 'a-3b' : 'a-2b'
  try {
    for (const file of files) compiler.mapShadow(file.path, file.bytes)
    const made = compiler.compile({ mainFileContent: template })
    if (!made.result) throw new PdfFailure('pdf-typesetting', [], toldBy(made.takeError()))
    if (book.date.length > 0) return new Uint8Array(compiler.pdf(made.result, { pdfStandard: archival }))
    refuseMissingLetters(() => compiler.pdf(made.result!, { pdfStandard: archival }))
    return new Uint8Array(compiler.pdf(made.result))
  } catch (error) {
    if (error instanceof PdfFailure) throw error
    throw failureOf(error)
  } finally {
    for (const file of files) compiler.unmapShadow(file.path)
    // What Typst remembers of one book is of no use for the next one, and a long book is hundreds of megabytes.
    compiler.evictCache(0)
  }
}

/** The messages without the paths of this machine that come with them. */
const toldBy = (error: NodeError | null): string =>
  (error?.shortDiagnostics ?? []).map(({ message }: { message: string }) => message).join('; ')

/** Only the archival standard minds empty boxes in place of letters, so it is asked although it must refuse the rest. */
function refuseMissingLetters(print: () => unknown): void {
  try {
    print()
  } catch (error) {
    const failure = failureOf(error)
    if (failure.code === 'pdf-letters') throw failure
  }
}

function failureOf(error: unknown): PdfFailure {
  const told = error instanceof Error ? error.message : String(error)
  // The native part tells its diagnostics as Rust prints a structure, so quoted words in them are escaped twice.
  const letters = [...told.matchAll(/the text `\\"(.*?)\\"` could not be displayed/g)].map((m) =>
    unescaped(unescaped(m[1]!)),
  )
  if (letters.length === 0) return new PdfFailure('pdf-typesetting', [], told)
  const distinct = [...new Set(letters)]
  return new PdfFailure('pdf-letters', distinct, `no font has a shape for ${distinct.join(' ')}`)
}

const unescaped = (text: string): string =>
  text.replace(/\\(?:u\{([0-9a-f]+)\}|(.))/g, (_, code, letter) =>
    code ? String.fromCodePoint(Number.parseInt(code, 16)) : letter,
  )
