/**
 * Marks and notes in a PDF, added as an increment behind the bytes of the original, which stay as they are: boxes
 * around what is wrong, a pale colour over what it is compared with, each with a note that every viewer lists.
 */
import type { Box } from '@gouji/document'
import { invert, mapBox, shownMatrix, type Turns } from './frame.ts'
import { visibleOf } from './page.ts'
import { type Pdfium, withDocument } from './pdfium.ts'

export interface PageMark {
  /** 1-based. */
  readonly page: number
  /** On the page as it is shown, like every place; `note` uses its upper left corner. */
  readonly box: Box
  readonly kind: 'box' | 'highlight' | 'note'
  readonly colour: readonly [red: number, green: number, blue: number]
  readonly author: string
  readonly text: string
}

const subtypes = { note: 1, box: 5, highlight: 9 } as const
const printed = 4
const incremental = 1
/** A box drawn on the figure itself would hide part of it. */
const margin = 1.5
const noteSize = 20

/** `date` as PDF writes it: `D:20250131120000+08'00'`. */
export function annotatePdf(bytes: Uint8Array, marks: readonly PageMark[], date: string): Promise<Uint8Array> {
  return withDocument(bytes, (engine, document) => {
    const pages = new Map<number, PageMark[]>()
    for (const mark of marks) pages.set(mark.page, [...(pages.get(mark.page) ?? []), mark])
    for (const [number, own] of pages) annotatePage(engine, document, number, own, date)
    return save(engine, document)
  })
}

function annotatePage(engine: Pdfium, document: number, number: number, marks: readonly PageMark[], date: string) {
  const { calls } = engine
  const page = calls.FPDF_LoadPage(document, number - 1)
  if (page === 0) return
  try {
    const visible = visibleOf(engine, page)
    if (!visible) return
    const turns = (((calls.FPDFPage_GetRotation(page) % 4) + 4) % 4) as Turns
    const toPage = invert(shownMatrix(visible, turns))!
    for (const mark of marks) addMark(engine, page, mark, mapBox(toPage, ...boxOf(mark)), date)
  } finally {
    calls.FPDF_ClosePage(page)
  }
}

function boxOf({ box: [left, top, right, bottom], kind }: PageMark): Box {
  if (kind === 'note') return [left, top, left + noteSize, top + noteSize]
  return kind === 'box' ? [left - margin, top - margin, right + margin, bottom + margin] : [left, top, right, bottom]
}

/** `x1, y1, x2, y2` in user space, y upwards. */
function addMark(engine: Pdfium, page: number, mark: PageMark, [x1, y1, x2, y2]: Box, date: string): void {
  const { calls, scratch } = engine
  const annotation = calls.FPDFPage_CreateAnnot(page, subtypes[mark.kind])
  if (annotation === 0) return
  try {
    calls.FPDFAnnot_SetFlags(annotation, printed)
    const [red, green, blue] = mark.colour
    calls.FPDFAnnot_SetColor(annotation, 0, red, green, blue, mark.kind === 'highlight' ? 110 : 255)
    if (mark.kind === 'box') calls.FPDFAnnot_SetBorder(annotation, 0, 0, 2.4)
    floats(engine, [x1, y2, x2, y1])
    calls.FPDFAnnot_SetRect(annotation, scratch)
    if (mark.kind === 'highlight') {
      floats(engine, [x1, y2, x2, y2, x1, y1, x2, y1])
      calls.FPDFAnnot_AppendAttachmentPoints(annotation, scratch)
    }
    setText(engine, annotation, 'Contents', mark.text)
    setText(engine, annotation, 'T', mark.author)
    setText(engine, annotation, 'M', date)
    if (mark.kind === 'note') setText(engine, annotation, 'Name', 'Comment')
    calls.EPDFAnnot_GenerateAppearance(annotation)
  } finally {
    calls.FPDFPage_CloseAnnot(annotation)
  }
}

/** Rectangles are left, top, right, bottom, as in the header of the engine. */
function floats(engine: Pdfium, values: readonly number[]): void {
  engine.views().float32.set(values, engine.scratch >> 2)
}

/** The key in ASCII, the value in UTF-16, both ended by zero. */
function setText(engine: Pdfium, annotation: number, key: string, value: string): void {
  const { calls } = engine
  const text = Buffer.from(`${value}\0`, 'utf16le')
  const memory = calls.malloc(text.length + key.length + 1)
  if (memory === 0) return
  try {
    const { bytes } = engine.views()
    bytes.set(text, memory)
    bytes.set(Buffer.from(`${key}\0`, 'latin1'), memory + text.length)
    calls.FPDFAnnot_SetStringValue(annotation, memory + text.length, memory)
  } finally {
    calls.free(memory)
  }
}

function save(engine: Pdfium, document: number): Uint8Array {
  const { calls } = engine
  const writer = calls.PDFiumExt_OpenFileWriter()
  try {
    // Behind a table of contents that had to be rebuilt nothing can be appended: such a file is written anew.
    const sound = calls.FPDF_DocumentHasValidCrossReferenceTable(document) !== 0
    calls.FPDF_SaveAsCopy(document, writer, sound ? incremental : 0)
    const size = calls.PDFiumExt_GetFileWriterSize(writer)
    const memory = calls.malloc(size)
    calls.PDFiumExt_GetFileWriterData(writer, memory, size)
    const saved = engine.views().bytes.slice(memory, memory + size)
    calls.free(memory)
    return saved
  } finally {
    calls.PDFiumExt_CloseFileWriter(writer)
  }
}
