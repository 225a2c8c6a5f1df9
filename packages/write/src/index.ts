export { writeDocx } from './docx/index.ts'
export { type PdfAttachment, PdfFailure, writePdf } from './pdf/index.ts'
export { columnLetters, escapedText, looksLikeFormula, packWorkbook, textCell, writeXlsx } from './xlsx/index.ts'
