/**
 * Typst, kept resident: reading the fonts takes longer than setting a book. It runs inside this process and without
 * waiting, so books are set one after another.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
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
  // Set and printed in one call: a document that the native part hands over in between is a few bytes for this side and
  // ten megabytes for that one, so nothing would ever collect it.
  const print = (pdfStandard?: string): Buffer =>
    compiler.pdf({ mainFileContent: template }, pdfStandard === undefined ? {} : { pdfStandard })
  try {
    for (const file of files) compiler.mapShadow(file.path, file.bytes)
    if (book.date.length > 0) return new Uint8Array(print(archival))
    refuseMissingLetters(() => print(archival))
    return new Uint8Array(print())
  } catch (error) {
    throw error instanceof PdfFailure ? error : failureOf(error)
  } finally {
    for (const file of files) compiler.unmapShadow(file.path)
    // What Typst remembers of one book is of no use for the next one, and a long book is hundreds of megabytes.
    compiler.evictCache(0)
  }
}

/** Only the archival standard minds empty boxes in place of letters, so it is asked although it must refuse the rest. */
function refuseMissingLetters(print: () => unknown): void {
  try {
    print()
  } catch (error) {
    const failure = failureOf(error)
    if (failure.code === 'pdf-letters') throw failure
  }
}

/** What setting failed by comes as the code of an error that has no message; what printing failed by, as a message. */
function toldBy(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message === '' && 'code' in error ? String(error.code) : error.message
}

function failureOf(error: unknown): PdfFailure {
  const told = toldBy(error)
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
