/** What a book must hold to be printed, and does not. */
export class PdfFailure extends Error {
  readonly code: 'pdf-letters' | 'pdf-typesetting'
  /** For `pdf-letters`: those that no font at hand has a shape for. */
  readonly letters: readonly string[]

  constructor(code: PdfFailure['code'], letters: readonly string[], detail: string) {
    super(detail)
    this.name = 'PdfFailure'
    this.code = code
    this.letters = letters
  }
}
