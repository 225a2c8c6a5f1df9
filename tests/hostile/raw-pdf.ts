/** Writes PDF files by hand: objects as they are given, with a true cross-reference table unless told otherwise. */
export interface RawObject {
  readonly dictionary: string
  readonly stream?: Uint8Array
}

export interface RawPdf {
  readonly objects: readonly (RawObject | string)[]
  readonly trailer?: string
  readonly startxref?: number
}

export function rawPdf({ objects, trailer = '', startxref }: RawPdf): Uint8Array {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n', 'latin1')]
  let at = pieces[0]!.length
  const offsets: number[] = []
  const add = (piece: Buffer | string): void => {
    const buffer = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece
    pieces.push(buffer)
    at += buffer.length
  }
  objects.forEach((object, i) => {
    offsets.push(at)
    const { dictionary, stream } = typeof object === 'string' ? { dictionary: object, stream: undefined } : object
    add(`${i + 1} 0 obj\n${dictionary}\n`)
    if (stream) {
      add('stream\n')
      add(Buffer.from(stream))
      add('\nendstream\n')
    }
    add('endobj\n')
  })
  const table = at
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`)
  for (const offset of offsets) add(`${String(offset).padStart(10, '0')} 00000 n \n`)
  add(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${startxref ?? table}\n%%EOF\n`)
  return new Uint8Array(Buffer.concat(pieces))
}

export const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
export const BOX = '/MediaBox [0 0 595 842]'

/** A sound document with one page for each content stream. Object 3 is the font, pages start at 4. */
export function pdf(contents: readonly string[], page = BOX): Uint8Array {
  const kids = contents.map((_, i) => `${4 + i * 2} 0 R`).join(' ')
  return rawPdf({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Kids [${kids}] /Count ${contents.length} >>`,
      FONT,
      ...contents.flatMap((content, i) => [
        `<< /Type /Page /Parent 2 0 R ${page} /Contents ${5 + i * 2} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        { dictionary: `<< /Length ${content.length} >>`, stream: Buffer.from(content, 'latin1') },
      ]),
    ],
  })
}
