/** `gouji explain`: what a rule checks, what it rests on, a good and a bad example. The same texts make docs/rules.md. */
import { RULE_INFOS, type RuleInfo } from '@gouji/check'
import { nearest } from '../nearest.ts'
import { COLOURED, PLAIN } from '../terminal/style.ts'
import { padTo, textWidth, wrapTo } from '../terminal/width.ts'
import { groupOf, RULE_GROUPS } from '../view/group.ts'
import type { Wording } from '../wording/index.ts'
import { ruleTitle } from '../wording/rules.ts'

export interface Explained {
  readonly output: string
  /** For standard error; empty when every rule is known. */
  readonly complaint: string
}

const WIDTH = 80

/** Without a rule, all are listed by name; `all` explains all. */
export function explain(asked: readonly string[], wording: Wording, colour: boolean): Explained {
  if (asked.length === 0) return { output: listOfRules(wording), complaint: '' }
  const wanted = asked.includes('all') ? [...RULE_INFOS.keys()] : asked.map((rule) => rule.toUpperCase())
  const unknown = wanted.filter((rule) => !RULE_INFOS.has(rule))
  const known = wanted.flatMap((rule) => RULE_INFOS.get(rule) ?? [])
  const complaints = unknown.map((rule) => {
    const words = wording.explain.unknownRule(rule, nearest(rule, [...RULE_INFOS.keys()]))
    return `${wording.usage.prefix}${wording.colon}${words}\n`
  })
  if (unknown.length > 0) complaints.push(`${wording.usage.prefix}${wording.colon}${wording.explain.listHint}\n`)
  return { output: known.map((info) => ruleText(info, wording, colour)).join('\n'), complaint: complaints.join('') }
}

function ruleText(info: RuleInfo, wording: Wording, colour: boolean): string {
  const style = colour ? COLOURED : PLAIN
  const words = wording.explain
  const title = ruleTitle(info.id, wording.language === 'en' ? 'en' : 'zh')
  const facts: readonly (readonly [string, string])[] = [
    [words.group, wording.ruleGroup[groupOf(info.id)]],
    [words.severity, wording.severity[info.severity]],
    [words.checks, info.checks],
    [wording.finding.basis, info.basis],
    [words.good, info.good],
    [words.bad, info.bad],
  ]
  const wide = Math.max(...facts.map(([label]) => textWidth(label)))
  const lines = facts.flatMap(([label, text]) =>
    wrapTo(text, WIDTH - wide - 4).map((line, i) => `  ${style.dim(padTo(i === 0 ? label : '', wide))}  ${line}`),
  )
  return `${style.bold(info.id)}  ${title}\n${lines.join('\n')}\n`
}

function listOfRules(wording: Wording): string {
  const infos = [...RULE_INFOS.values()]
  const wide = Math.max(...infos.map(({ id }) => id.length))
  const parts = RULE_GROUPS.flatMap((group) => {
    const own = infos.filter(({ id }) => groupOf(id) === group)
    if (own.length === 0) return []
    const lines = own.map(({ id }) => `  ${id.padEnd(wide)}  ${ruleTitle(id, wording.language === 'en' ? 'en' : 'zh')}`)
    return [`${wording.ruleGroup[group]}\n${lines.join('\n')}\n`]
  })
  return parts.join('\n')
}

/** docs/rules.md, from the same texts. */
export function rulesManual(wording: Wording): string {
  const head = [
    '# Rules',
    'Every rule that a finding can name, made from what the rules say of themselves; ' +
      '`npx vitest run packages/cli -u` writes it again. `gouji explain RULE` prints the same in a terminal.',
  ]
  const parts = RULE_GROUPS.flatMap((group) => {
    const own = [...RULE_INFOS.values()].filter(({ id }) => groupOf(id) === group)
    return own.length === 0 ? [] : [`## ${wording.ruleGroup[group]}`, ...own.map((info) => ruleSection(info, wording))]
  })
  return `${[...head, ...parts].join('\n\n')}\n`
}

function ruleSection(info: RuleInfo, wording: Wording): string {
  const words = wording.explain
  return [
    `### ${info.id}`,
    '',
    `**${info.title.zh}** · ${info.title.en} · ${wording.severity[info.severity]}`,
    '',
    plain(info.checks),
    '',
    `- ${wording.finding.basis}${wording.colon}${plain(info.basis)}`,
    `- ${words.good}${wording.colon}${plain(info.good)}`,
    `- ${words.bad}${wording.colon}${plain(info.bad)}`,
  ].join('\n')
}

/** Signs that Markdown would take for its own. */
const plain = (text: string): string => text.replace(/[\\`*_<>|[\]]/g, (sign) => `\\${sign}`)
