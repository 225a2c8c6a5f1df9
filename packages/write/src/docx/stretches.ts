/** Stretches of a book whose pages lie the same way; each becomes a section. */
import type { BookBlock } from '@gouji/compose'
import type { Orientation } from './page.ts'

export interface Stretch {
  readonly orientation: Orientation | 'cover'
  readonly blocks: BookBlock[]
}

/** Headings right before a lying table go with it, else they would stand alone on the upright page before. */
export function stretchesOf(blocks: readonly BookBlock[]): Stretch[] {
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
    return { orientation, blocks: from < 0 ? [] : all.slice(from, to + 1) }
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
