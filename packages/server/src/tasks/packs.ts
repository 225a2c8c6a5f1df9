/**
 * Which pack composes a book: the one that is named, else the one that the nearest bureau has put to use for such books,
 * else the one that is made for them. A bureau's own pack counts in the version that was put to use.
 */
import type { BuiltPack } from '@gouji/compose'
import { type Addressee, chosenPack, packNamed, shippedPacks, withPacks } from '@gouji/publish'
import type { PackInUse } from '@gouji/store'

export interface PackOfBook {
  /** As an edition keeps it: `zhejiang-unit-2023` of the program, `own-unit@3` for the third version of a bureau's own. */
  readonly label: string
  readonly built: BuiltPack
}

export function packOf(
  head: Addressee,
  inUse: readonly PackInUse[],
  asked: string | undefined = head.pack === '' ? undefined : head.pack,
): PackOfBook {
  const suits = (use: PackInUse): boolean => use.stage === head.stage && use.audience === head.audience
  const named = inUse.filter(({ name }) => asked === undefined || name === asked)
  // One that is named may be in use for another kind of book only: whoever names it wants it.
  const use = named.find(suits) ?? (asked === undefined ? undefined : named[0])
  if (use) {
    const [own] = use.packs
    const label = own ? `${use.name}@${own.number}` : use.name
    return { label, built: packNamed(use.name, withPacks(shippedPacks(), use.packs)) }
  }
  const built = chosenPack(head, shippedPacks(), asked)
  return { label: built.pack?.id ?? asked ?? '', built }
}
