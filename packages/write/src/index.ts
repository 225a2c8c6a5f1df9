export {
  csvBytes,
  type DataFile,
  type ManifestFacts,
  type MemberNames,
  manifestFacts,
  manifestOf,
  namesInBook,
  writeData,
} from './data/index.ts'
export { writeDocx } from './docx/index.ts'
export { html, Markup, writeHtml } from './html/index.ts'
export { printWorkbook } from './ledger-workbook/index.ts'
export { type PdfAttachment, PdfFailure, writePdf } from './pdf/index.ts'
export { columnLetters, escapedText, looksLikeFormula, packWorkbook, textCell, writeXlsx } from './xlsx/index.ts'
