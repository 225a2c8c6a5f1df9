/** `gouji pack list`: which packs there are and for which books each is chosen. */
import type { PackFor } from '@gouji/compose'
import { type PackShelf, packNamed } from '@gouji/publish'
import { EXIT } from '../outcome.ts'
import type { Style } from '../terminal/style.ts'
import { packProblemText } from '../wording/compose-problems.ts'
import type { Language } from '../wording/index.ts'
import { PACK_WORDS } from '../wording/pack-commands.ts'

export interface PackJob {
  readonly shelf: PackShelf
  readonly language: Language
  readonly style: Style
  readonly json: boolean
}

export interface Told {
  readonly text: string
  readonly status: number
}

export function listText({ shelf, language, style, json }: PackJob): Told {
  const words = PACK_WORDS[language]
  const packs = [...shelf.raws].map(([id, raw]) => {
    const built = packNamed(id, shelf)
    return {
      id,
      title: String(raw.title ?? ''),
      inherits: typeof raw.inherits === 'string' ? raw.inherits : undefined,
      for: raw.for as PackFor | undefined,
      forms: Object.keys(built.pack?.forms ?? {}).length,
    }
  })
  const status = shelf.problems.length > 0 ? EXIT.unread : EXIT.clean
  if (json) return { text: `${JSON.stringify({ packs, problems: shelf.problems }, undefined, 2)}\n`, status }
  const lines = packs.flatMap((pack) => [
    `${style.bold(pack.id)}  ${pack.title}`,
    style.dim(
      `  ${[
        pack.for ? words.isFor(pack.for) : words.isParent,
        ...(pack.inherits === undefined ? [] : [words.inherits(pack.inherits)]),
        ...(pack.forms > 0 ? [words.forms(pack.forms)] : []),
      ].join(words.comma)}`,
    ),
  ])
  for (const problem of shelf.problems) lines.push(`${style.red('✗')} ${packProblemText(problem, language)}`)
  return { text: `${lines.join('\n')}\n`, status }
}
