/**
 * The PDF engine: PDFium compiled to WebAssembly, started once in a process and kept. Only the raw exports are used,
 * because the wrapped calls cost more than the work that they do for one character.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { init } from '@embedpdf/pdfium'
import { UnreadableError } from '@gouji/document'

type Call = (...values: number[]) => number

/** The exports that Gouji uses; pointers, handles, counts and flags are all plain numbers. */
export type PdfiumCalls = Readonly<
  Record<
    | 'malloc'
    | 'free'
    | 'PDFiumExt_Init'
    | 'FPDF_LoadMemDocument'
    | 'FPDF_CloseDocument'
    | 'FPDF_GetLastError'
    | 'FPDF_GetPageCount'
    | 'FPDF_LoadPage'
    | 'FPDF_ClosePage'
    | 'FPDF_GetPageWidthF'
    | 'FPDF_GetPageHeightF'
    | 'FPDF_GetPageBoundingBox'
    | 'FPDFPage_GetRotation'
    | 'FPDFPage_CountObjects'
    | 'FPDFPage_GetObject'
    | 'FPDFFormObj_CountObjects'
    | 'FPDFFormObj_GetObject'
    | 'FPDFPageObj_GetType'
    | 'FPDFPageObj_GetMatrix'
    | 'FPDFPageObj_GetBounds'
    | 'FPDFPageObj_GetStrokeWidth'
    | 'FPDFPageObj_GetClipPath'
    | 'FPDFClipPath_CountPaths'
    | 'FPDFClipPath_CountPathSegments'
    | 'FPDFClipPath_GetPathSegment'
    | 'FPDFPath_CountSegments'
    | 'FPDFPath_GetPathSegment'
    | 'FPDFPath_GetDrawMode'
    | 'FPDFPathSegment_GetPoint'
    | 'FPDFPathSegment_GetType'
    | 'FPDFPathSegment_GetClose'
    | 'FPDFText_LoadPage'
    | 'FPDFText_ClosePage'
    | 'FPDFText_CountChars'
    | 'FPDFText_GetUnicode'
    | 'FPDFText_GetTextObject'
    | 'FPDFText_GetCharOrigin'
    | 'FPDFText_GetLooseCharBox'
    | 'FPDFText_GetCharBox'
    | 'FPDFText_GetMatrix'
    | 'FPDFText_GetFontSize'
    | 'FPDFBitmap_CreateEx'
    | 'FPDFBitmap_Destroy'
    | 'FPDFBitmap_FillRect'
    | 'FPDF_RenderPageBitmap'
    | 'FPDF_DocumentHasValidCrossReferenceTable'
    | 'FPDF_SaveAsCopy'
    | 'PDFiumExt_OpenFileWriter'
    | 'PDFiumExt_GetFileWriterSize'
    | 'PDFiumExt_GetFileWriterData'
    | 'PDFiumExt_CloseFileWriter'
    | 'FPDFPage_CreateAnnot'
    | 'FPDFPage_CloseAnnot'
    | 'FPDFAnnot_SetRect'
    | 'FPDFAnnot_SetColor'
    | 'FPDFAnnot_SetBorder'
    | 'FPDFAnnot_SetFlags'
    | 'FPDFAnnot_SetStringValue'
    | 'FPDFAnnot_AppendAttachmentPoints'
    | 'EPDFAnnot_GenerateAppearance',
    Call
  >
>

export interface Pdfium {
  readonly calls: PdfiumCalls
  /** Room for the results of one call, at an address divisible by eight. */
  readonly scratch: number
  /** Views of the memory; they go stale when the memory grows, so take them anew after loading a page. */
  readonly views: () => MemoryViews
}

export interface MemoryViews {
  readonly bytes: Uint8Array
  readonly int32: Int32Array
  readonly float32: Float32Array
  readonly float64: Float64Array
}

const scratchBytes = 256
let resident: Promise<Pdfium> | undefined

/** The engine of this process, started at the first call. */
export function pdfium(): Promise<Pdfium> {
  resident ??= start().catch((error: unknown) => {
    resident = undefined
    throw error
  })
  return resident
}

/** After a trap the memory of the engine cannot be trusted: the next document gets a new one. */
export function discardPdfium(): void {
  resident = undefined
}

async function start(): Promise<Pdfium> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm'))
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer
  const module = await init({ wasmBinary, print: () => {}, printErr: () => {} })
  const calls = module.pdfium.wasmExports as unknown as PdfiumCalls & {
    readonly memory: { readonly buffer: ArrayBuffer }
  }
  calls.PDFiumExt_Init()
  const scratch = calls.malloc(scratchBytes)
  let views = viewsOf(calls.memory.buffer)
  return {
    calls,
    scratch,
    views: () => {
      if (views.bytes.buffer !== calls.memory.buffer) views = viewsOf(calls.memory.buffer)
      return views
    },
  }
}

function viewsOf(buffer: ArrayBuffer): MemoryViews {
  return {
    bytes: new Uint8Array(buffer),
    int32: new Int32Array(buffer),
    float32: new Float32Array(buffer),
    float64: new Float64Array(buffer),
  }
}

const passwordError = 4
const securityError = 5

/** Opens a document, hands it to `use`, and frees it whatever happens. */
export async function withDocument<T>(bytes: Uint8Array, use: (engine: Pdfium, document: number) => T): Promise<T> {
  if (bytes.length === 0) throw new UnreadableError('empty-file')
  const engine = await pdfium()
  const { calls } = engine
  let memory = 0
  let document = 0
  let trapped = false
  try {
    memory = calls.malloc(bytes.length)
    if (memory === 0) throw new UnreadableError('out-of-memory', { bytes: bytes.length })
    engine.views().bytes.set(bytes, memory)
    document = calls.FPDF_LoadMemDocument(memory, bytes.length, 0)
    if (document === 0) {
      const error = calls.FPDF_GetLastError()
      throw new UnreadableError(error === passwordError || error === securityError ? 'encrypted' : 'damaged')
    }
    return use(engine, document)
  } catch (error) {
    if (!isTrap(error)) throw error
    trapped = true
    throw new UnreadableError('damaged')
  } finally {
    if (trapped) discardPdfium()
    else {
      if (document !== 0) calls.FPDF_CloseDocument(document)
      if (memory !== 0) calls.free(memory)
    }
  }
}

/** A trap of the engine (or its abort), as against an error of ours. */
export function isTrap(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return error.name === 'RuntimeError' || (error instanceof RangeError && /call stack/.test(error.message))
}
