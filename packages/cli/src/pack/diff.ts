/** `gouji pack diff A B`: what differs once everything is inherited, in the words of the trade. */
import { checkPack, coordinatesText, DIFFERENCE_AREAS, diffPacks, type Pack, type PackDifference } from '@gouji/compose'
import { packNamed } from '@gouji/publish'
import { EXIT } from '../outcome.ts'
import { packProblemText } from '../wording/compose-problems.ts'
import { PACK_WORDS, type PackWords } from '../wording/pack-commands.ts'
import type { PackJob, Told } from './list.ts'

/** More of one kind are counted: two packs of different provinces have little in common. */
const LISTED_MAX = 40

export function diffText(a: string, b: string, job: PackJob): Told {
  const { shelf, language, style, json } = job
  const words = PACK_WORDS[language]
  const built = [a, b].map((id) => packNamed(id, shelf))
  const broken = built.flatMap(({ problems }) => problems)
  const [before, after] = built.map(({ pack }) => pack)
  if (!before || !after) {
    return { text: `${broken.map((problem) => packProblemText(problem, language)).join('\n')}\n`, status: EXIT.unread }
  }
  const differences = diffPacks(before, after)
  const status = differences.length === 0 ? EXIT.clean : EXIT.findings
  if (json) return { text: `${JSON.stringify(differences, undefined, 2)}\n`, status }
  const lines = [`${style.bold(`${a} → ${b}`)}  ${before.title} → ${after.title}`]
  if (differences.length === 0) lines.push(words.same)
  for (const area of DIFFERENCE_AREAS) {
    const own = differences.filter((difference) => difference.area === area)
    if (own.length === 0) continue
    lines.push('', style.bold(`${words.areas[area]}${words.colon}${words.differences(own.length)}`))
    if (area === 'form') lines.push(...formLines(own, before, after, job))
    else {
      const told = own.map((difference) => `  ${lineOf(difference, job)}`)
      lines.push(...told.slice(0, LISTED_MAX))
      if (told.length > LISTED_MAX) lines.push(`  ${words.more(told.length - LISTED_MAX)}`)
    }
  }
  const unsound = [before, after].filter((pack) => checkPack(pack).length > 0).map(({ id }) => id)
  if (unsound.length > 0) lines.push('', words.checkFirst(unsound.join('、')))
  return { text: `${lines.join('\n')}\n`, status }
}

/** Forms one by one, those that only one pack has first. */
function formLines(own: readonly PackDifference[], before: Pack, after: Pack, job: PackJob): string[] {
  const words = PACK_WORDS[job.language]
  const ids = [...new Set(own.map(({ of }) => of))]
  const whole = (id: string): PackDifference | undefined => own.find((d) => d.of === id && d.part === undefined)
  const lines = ids.flatMap((id) => {
    const one = whole(id)
    if (!one) return []
    return [
      `  ${one.before === undefined ? words.onlyAfter : words.onlyBefore}${words.form(one.before ?? one.after ?? '', id)}`,
    ]
  })
  for (const id of ids) {
    if (whole(id)) continue
    lines.push(`  ${words.form((after.forms[id] ?? before.forms[id])!.title, id)}`)
    const parts = own.filter((d) => d.of === id)
    for (const part of new Set(parts.map((d) => d.part!))) {
      const told = parts.filter((d) => d.part === part)
      const label = words.parts[part] ?? part
      if (part === 'columns' || part === 'rows' || part === 'notes') {
        lines.push(`    ${label}${words.colon}`)
        const listed = told.map((d) => `      ${d.before === undefined ? `+ ${d.after}` : `- ${d.before}`}`)
        lines.push(...listed.slice(0, LISTED_MAX))
        if (listed.length > LISTED_MAX) lines.push(`      ${words.more(listed.length - LISTED_MAX)}`)
      } else {
        for (const d of told)
          lines.push(
            `    ${label}${words.colon}${words.from(shown(part, d.before, words), shown(part, d.after, words))}`,
          )
      }
    }
  }
  return lines
}

function shown(part: string, value: string | undefined, words: PackWords): string | undefined {
  if (value === undefined) return undefined
  return part === 'scope' ? coordinatesText(value) : (words.values[value] ?? value)
}

function lineOf({ area, of, before, after }: PackDifference, { language }: PackJob): string {
  const words = PACK_WORDS[language]
  if (area === 'order') return before === undefined ? `+ ${words.entry(after!)}` : `- ${words.entry(before)}`
  const name = words.keys[of] ?? of
  const value = (text: string | undefined): string | undefined =>
    text !== undefined && area === 'figure' && !/^[=#]/.test(text) ? coordinatesText(text) : shown(of, text, words)
  return `${name}${words.colon}${words.from(value(before), value(after))}`
}
