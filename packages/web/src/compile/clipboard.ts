/** Cells as Excel puts them on the clipboard: tabs and lines, quoted where a cell holds either. */

export function parseCells(text: string): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const body = text.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  for (let i = 0; i < body.length; i++) {
    const c = body[i]!
    if (quoted) {
      if (c === '"' && body[i + 1] === '"') {
        cell += '"'
        i++
      } else if (c === '"') quoted = false
      else cell += c
    } else if (c === '"' && cell === '') quoted = true
    else if (c === '\t' || c === '\n') {
      row.push(cell)
      cell = ''
      if (c === '\n') {
        rows.push(row)
        row = []
      }
    } else cell += c
  }
  row.push(cell)
  rows.push(row)
  return rows
}

export const printCells = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => row.map((c) => (/[\t\n"]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join('\t')).join('\n')

/** What a cell of this kind takes from a spreadsheet: no thousands separators in numbers, no blanks around. */
export function cleaned(text: string, kind: string): string {
  const trimmed = kind === 'long' ? text.replace(/^\s+|\s+$/g, '') : text.replace(/\s+/g, ' ').trim()
  if (kind !== 'amount' && kind !== 'count' && kind !== 'quantity') return trimmed
  const bare = trimmed.replaceAll(/[,，\s¥￥]/g, '')
  // Excel prints a negative amount in brackets, and nothing as a dash.
  if (/^[-–—]$/.test(bare)) return ''
  const bracketed = /^[(（](.+)[)）]$/.exec(bare)
  return bracketed ? `-${bracketed[1]}` : bare
}
