/** Stretches of a book whose pages lie the same way; each becomes a section. */
import type { Book, BookBlock, BookTable, Look } from '@gouji/compose'
import type { Orientation } from './page.ts'
import { fitTable } from './rows.ts'

export interface Stretch {
  readonly orientation: Orientation | 'cover'
  readonly blocks: BookBlock[]
}

/** Headings right before a lying table go with it, else they would stand alone on the upright page before. */
export function stretchesOf({ blocks, look }: Book): Stretch[] {
  const stretches: Stretch[] = []
  blocks.forEach((block, i) => {
    const orientation = block.kind === 'cover' ? 'cover' : orientationAt(blocks, i)
    const current = stretches.at(-1)
    if (current?.orientation === orientation) current.blocks.push(block)
    else stretches.push({ orientation, blocks: [block] })
  })
  // A page break where a section begins or ends is there already.
  const lasting = stretches.map(({ orientation, blocks: all }) => {
    const from = all.findIndex((block) => block.kind !== 'page-break')
    const to = all.findLastIndex((block) => block.kind !== 'page-break')
    return { orientation, blocks: from < 0 ? [] : withLongTablesApart(all.slice(from, to + 1), look) }
  })
  return lasting.filter((stretch) => stretch.blocks.length > 0)
}

function orientationAt(blocks: readonly BookBlock[], i: number): Orientation {
  const leading = new Set(['heading', 'page-break'])
  let at = i
  while (leading.has(blocks[at]?.kind ?? '')) at++
  const block = blocks[at]
  return block?.kind === 'table' ? block.table.orientation : 'portrait'
}

/** A table that goes on over pages begins on a page of its own, with the headings right before it. */
function withLongTablesApart(blocks: readonly BookBlock[], look: Look): BookBlock[] {
  const apart: BookBlock[] = []
  for (const block of blocks) {
    if (block.kind === 'table' && isLong(block.table, look)) {
      const before = apart.findLastIndex((one) => one.kind !== 'heading')
      if (before >= 0 && apart[before]!.kind !== 'page-break') apart.splice(before + 1, 0, { kind: 'page-break' })
    }
    apart.push(block)
  }
  return apart
}

const isLong = (table: BookTable, look: Look): boolean => !fitTable(table, look.tableSize).whole
