/** Reads a PDF: every page's paragraphs and tables with their places, and what could not be taken over whole. */
import { createHash } from 'node:crypto'
import { type Document, type Doubt, type Page, UnreadableError } from '@gouji/document'
import { type PageFlow, toBlocks } from './flow.ts'
import { type PageContent, readPage } from './page.ts'
import { isTrap, type Pdfium, withDocument } from './pdfium.ts'

export interface PdfLimits {
  /** Pages beyond this number are left out, with a doubt. */
  readonly maxPages?: number
  /** Milliseconds since 1970 after which reading gives up. */
  readonly deadline?: number
}

export async function readPdf(
  bytes: Uint8Array,
  name: string,
  limits: PdfLimits = {},
  now: () => number = Date.now,
): Promise<Document> {
  return withDocument(bytes, (engine, handle) => {
    const { pages, blocks, doubts } = readPages(engine, handle, limits, now)
    if (!hasEnd(bytes)) doubts.unshift({ code: 'part-damaged', place: {}, facts: { bytes: bytes.length } })
    return {
      name,
      format: 'pdf',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
      pages,
      blocks,
      doubts,
    }
  })
}

/** A whole file ends with its end mark; one that was cut off is read as far as it goes. */
function hasEnd(bytes: Uint8Array): boolean {
  const end = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).subarray(-2048)
  return end.includes('%%EOF')
}

/** Letter size in points, told for a page that could not even be measured. */
const unknownPage = { width: 612, height: 792 }

function readPages(engine: Pdfium, handle: number, limits: PdfLimits, now: () => number) {
  const { maxPages = Infinity, deadline = Infinity } = limits
  const count = engine.calls.FPDF_GetPageCount(handle)
  if (count === 0) throw new UnreadableError('empty-file')
  const pages: Page[] = []
  const flows: PageFlow[] = []
  const doubts: Doubt[] = []
  const read = Math.min(count, maxPages)
  for (let number = 1; number <= read; number++) {
    if (now() > deadline) throw new UnreadableError('took-too-long', { page: number, pages: count })
    const content = contentOf(engine, handle, number)
    if (content) {
      pages.push(content.page)
      flows.push(content.flow)
      doubts.push(...content.doubts)
    } else {
      pages.push({ number, ...unknownPage, hasText: false })
      doubts.push({ code: 'page-damaged', place: { page: number }, facts: { page: number } })
    }
  }
  if (read < count)
    doubts.push({ code: 'pages-beyond-limit', place: { page: read + 1 }, facts: { read, pages: count } })
  return { pages, blocks: toBlocks(flows), doubts }
}

/** A page that our own layout cannot digest costs that page only; a trap of the engine costs the document. */
function contentOf(engine: Pdfium, handle: number, number: number): PageContent | undefined {
  try {
    return readPage(engine, handle, number)
  } catch (error) {
    if (isTrap(error)) throw error
    if (error instanceof RangeError) return undefined
    throw error
  }
}
