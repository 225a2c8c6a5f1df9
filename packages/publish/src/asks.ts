/** What a pack asks of a ledger beyond its lines: counts and texts by their keys, and the level of government it names. */
import type { Pack } from '@gouji/compose'

export interface PackAsks {
  /** Keys of measurements: 车辆·机要通信用车. */
  readonly measurements: readonly string[]
  /** Keys of other texts. */
  readonly texts: readonly string[]
  /** Whether a form lists basic expenditure as projects as well (人员类项目、公用经费项目). */
  readonly basicProjects: boolean
  /** Whether a form lists income by function. */
  readonly incomeByFunction: boolean
  /** 区级, where the wording of the pack is for districts only. */
  readonly level?: string
}

export function asksOf(pack: Pack): PackAsks {
  const said = JSON.stringify([pack.figures, pack.sentences, pack.forms, pack.book, pack.phrases, pack.glossary])
  const measurements = [...said.matchAll(/#([\p{Script=Han}（）·、\d]+)/gu)].flatMap((m) => m[1]!.split('、'))
  const texts = [...said.matchAll(/(?:text |text\.)([\p{Script=Han}]+)/gu)].map((m) => m[1]!)
  const levels = new Set([...said.matchAll(/[省市县区]级(?!次|以)/gu)].map((m) => m[0]))
  const [level] = levels
  const listsIncome = Object.values(pack.forms).some(
    (form) => /flow=income/.test(form.scope ?? '') && /"each":"function/.test(JSON.stringify(form.panels)),
  )
  return {
    incomeByFunction: listsIncome,
    measurements: [...new Set(measurements.filter((key) => key.includes('·')))].sort(),
    texts: [...new Set(texts)].sort(),
    basicProjects: /kind=\S*(?:personnel|public)/.test(said),
    ...(levels.size === 1 ? { level: level! } : {}),
  }
}
