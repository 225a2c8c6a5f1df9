/**
 * Writes small PDF files for tests: pages of content operators with Helvetica as /F1, and as /F2 a font without
 * outlines whose codes are UTF-16, which is enough for the places of Chinese characters.
 */
export interface TestPage {
  readonly content: string
  readonly width?: number
  readonly height?: number
  readonly rotate?: number
  readonly cropBox?: readonly [number, number, number, number]
  /** Content of a form that the page draws with `/X1 Do`, and its matrix. */
  readonly form?: { readonly content: string; readonly matrix: readonly number[] }
}

export function writePdf(pages: readonly TestPage[], options: { readonly encrypted?: boolean } = {}): Uint8Array {
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [5 0 R] /ToUnicode 6 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 7 0 R >>',
    stream(
      '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> endcodespacerange\n1 beginbfrange <0020> <FFFD> <0020> endbfrange\nendcmap end end',
    ),
    '<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -140 1000 860] /ItalicAngle 0 /Ascent 860 /Descent -140 /CapHeight 700 /StemV 80 >>',
  ]
  const add = (object: string) => objects.push(object)
  const kids: number[] = []
  for (const page of pages) {
    const { width = 400, height = 300, rotate = 0, cropBox, form } = page
    const content = add(stream(page.content))
    const drawn = form
      ? add(
          stream(
            form.content,
            `/Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000] /Matrix [${form.matrix.join(' ')}] /Resources << /Font << /F1 3 0 R >> >>`,
          ),
        )
      : 0
    kids.push(
      add(
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Rotate ${rotate}` +
          `${cropBox ? ` /CropBox [${cropBox.join(' ')}]` : ''} /Contents ${content} 0 R` +
          ` /Resources << /Font << /F1 3 0 R /F2 4 0 R >>${drawn ? ` /XObject << /X1 ${drawn} 0 R >>` : ''} >> >>`,
      ),
    )
  }
  objects[1] = `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${kids.length} >>`
  // No password fits these values, so the file opens for nobody.
  const locked = `<< /Filter /Standard /V 1 /R 2 /O <${'1b'.repeat(32)}> /U <${'2c'.repeat(32)}> /P -4 >>`
  const encrypt = options.encrypted ? ` /Encrypt ${add(locked)} 0 R /ID [<00> <00>]` : ''
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = file.length
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R${encrypt} >>\nstartxref\n${table}\n%%EOF\n`
  return Uint8Array.from(file, (letter) => letter.charCodeAt(0))
}

function stream(content: string, entries = ''): string {
  return `<< ${entries} /Length ${content.length} >>\nstream\n${content}\nendstream`
}

/** Text with its pen at (x, y), y upwards from the bottom of the page. Chinese goes to the font without outlines. */
export function text(x: number, y: number, value: string, size = 10): string {
  const wide = [...value].some((letter) => letter.charCodeAt(0) > 0xff)
  const shown = wide ? `<${[...value].map(hex).join('')}>` : `(${value.replace(/[()\\]/g, '\\$&')})`
  return `BT /${wide ? 'F2' : 'F1'} ${size} Tf ${x} ${y} Td ${shown} Tj ET\n`
}

function hex(letter: string): string {
  return letter.charCodeAt(0).toString(16).padStart(4, '0')
}

/** A stroked line. */
export function line(x1: number, y1: number, x2: number, y2: number): string {
  return `0.5 w ${x1} ${y1} m ${x2} ${y2} l S\n`
}

/** A filled rectangle. */
export function bar(x: number, y: number, width: number, height: number): string {
  return `${x} ${y} ${width} ${height} re f\n`
}

/** Every line of a grid, drawn by `draw`. */
export function gridLines(xs: readonly number[], ys: readonly number[], draw = line): string {
  const left = xs[0]!
  const right = xs[xs.length - 1]!
  const bottom = Math.min(...ys)
  const top = Math.max(...ys)
  return ys.map((y) => draw(left, y, right, y)).join('') + xs.map((x) => draw(x, bottom, x, top)).join('')
}
