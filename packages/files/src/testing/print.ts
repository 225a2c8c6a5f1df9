import type { Block, Table } from '@gouji/document'

/** A document as lines that a person can compare: headings with #, tables with bars and spans in braces. */
export function printed(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'table') return printedTable(block)
    return [`${'#'.repeat(block.heading ?? 0)}${block.heading ? ' ' : ''}${block.text}`]
  })
}

function printedTable(table: Table): string[] {
  const lines: string[] = []
  for (let row = 0; row < table.rows; row++) {
    const cells = table.cells.filter((c) => c.row === row)
    const shown = cells.map((c) => {
      const span = c.rowSpan > 1 || c.columnSpan > 1 ? `{${c.rowSpan}×${c.columnSpan}}` : ''
      return `${c.text}${span}`
    })
    lines.push(`| ${shown.join(' | ')} |`)
  }
  return lines
}
