/**
 * Which pack composes a book: the one that is named, else the one that the nearest bureau has put to use for such books,
 * else the one that is made for them. A bureau's own pack counts in the version that was put to use.
 */
import type { BuiltPack } from '@gouji/compose'
import { type Addressee, chosenPack, packNamed, shippedPacks, withPacks } from '@gouji/publish'
import type { PackInUse, ReasonThresholds } from '@gouji/store'

export interface PackOfBook {
  /** As an edition keeps it: `zhejiang-unit-2023` of the program, `own-unit@3` for the third version of a bureau's own. */
  readonly label: string
  readonly built: BuiltPack
}

/** With what the bureau wants reasons for, where it has laid that down; else the pack says. */
export function packOf(
  head: Addressee,
  { packsInUse, reasonsAsked }: { readonly packsInUse: readonly PackInUse[]; readonly reasonsAsked?: ReasonThresholds },
  asked?: string,
): PackOfBook {
  const found = packFor(head, packsInUse, asked)
  const { pack } = found.built
  if (!pack || !reasonsAsked) return found
  const { permille: ratePermille, fen } = reasonsAsked
  return { ...found, built: { ...found.built, pack: { ...pack, reasons: { ratePermille, fen } } } }
}

function packFor(
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
