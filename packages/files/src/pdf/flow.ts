/** From pages of tables and lines to blocks in reading order; the margins are learnt from all pages of one width. */
import type { Block, Table } from '@gouji/document'
import type { Line } from './lines.ts'
import { type Margins, toParagraphs } from './paragraphs.ts'
import type { PlaceOf } from './table.ts'

/** A table, or a stretch of lines without a table between them. */
export interface FlowItem {
  readonly top: number
  readonly left: number
  readonly right: number
  readonly table?: Table
  readonly lines?: readonly Line[]
}

export interface PageFlow {
  /** From top to bottom. */
  readonly items: readonly FlowItem[]
  /** Width of the page as it is read. */
  readonly width: number
  readonly placeOf: PlaceOf
}

export function toBlocks(pages: readonly PageFlow[]): Block[] {
  const margins = new Map<number, Margins>()
  return pages.flatMap((page) => {
    const width = Math.round(page.width)
    const usual = margins.get(width) ?? marginsOf(pages.filter((other) => Math.round(other.width) === width))
    margins.set(width, usual)
    const tables = page.items.filter((item) => item.table)
    const setting = {
      text: ownMargins(page, usual),
      ...(tables.length > 0 && {
        tables: {
          left: Math.min(...tables.map((item) => item.left)),
          right: Math.max(...tables.map((item) => item.right)),
        },
      }),
      pageWidth: page.width,
      placeOf: page.placeOf,
    }
    return page.items.flatMap((item): readonly Block[] =>
      item.table ? [item.table] : toParagraphs(item.lines!, setting),
    )
  })
}

/** A page with several full lines shows its own margins; they may be narrower than those of its neighbours. */
function ownMargins(page: PageFlow, usual: Margins): Margins {
  const full = page.items
    .flatMap((item) => item.lines ?? [])
    .filter((line) => line.right - line.left > 0.6 * (usual.right - usual.left))
  if (full.length < 3) return usual
  const left = shared(
    full.map((line) => line.left),
    2,
    6,
  )
  const right = -shared(
    full.map((line) => -line.right),
    3,
    14,
  )
  return { left, right }
}

/** The outermost edges that enough lines share: one line that sticks out does not move the margin. */
function marginsOf(pages: readonly PageFlow[]): Margins {
  const lines = pages.flatMap((page) => page.items.flatMap((item) => item.lines ?? []))
  const width = pages[0]!.width
  // Few lines say little: a title alone on its page is centred, not full width.
  if (lines.length < 4) {
    return {
      left: Math.min(0.12 * width, ...lines.map((line) => line.left)),
      right: Math.max(0.88 * width, ...lines.map((line) => line.right)),
    }
  }
  const enough = Math.max(2, Math.floor(0.03 * lines.length))
  return {
    left: shared(
      lines.map((line) => line.left),
      enough,
      6,
    ),
    right: -shared(
      lines.map((line) => -line.right),
      enough,
      14,
    ),
  }
}

/** The smallest value with enough others at most `reach` above it. */
function shared(values: number[], enough: number, reach: number): number {
  values.sort((one, other) => one - other)
  for (let index = 0; index + enough <= values.length; index++) {
    if (values[index + enough - 1]! - values[index]! <= reach) return values[index]!
  }
  return values[0]!
}
