/** Which pack a book that was read follows, by the titles and headings of its tables. */
import { type Pack, type Recognition, recognise } from '@gouji/compose'
import type { Reading } from '@gouji/read'
import { type PackShelf, packNamed } from './packs.ts'

/** Below this a book follows none of the packs: its own is best drafted from it (`gouji pack draft`). */
const FOLLOWS = 0.3

export function recognisePack(reading: Reading, shelf: PackShelf): Recognition {
  const packs = [...shelf.raws.keys()].flatMap((id): Pack[] => {
    const { pack } = packNamed(id, shelf)
    return pack ? [pack] : []
  })
  const seen = reading.tables.map(({ title, columns }) => ({ title, columns: columns.map(({ path }) => path) }))
  const found = recognise(seen, packs)
  if (found.likeness >= FOLLOWS) return found
  return { likeness: found.likeness, forms: found.forms }
}
