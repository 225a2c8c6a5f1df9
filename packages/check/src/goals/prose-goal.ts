/** The same goal told in sentences and in a form: what one says and the other does not. */
import type { Paragraph } from '@gouji/document'
import { plainName } from '@gouji/ledger'
import type { Goal, Indicator } from '@gouji/read'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, listed, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { evidenceOfGoal, keyOfPlace, linesOf, nameOfGoal, quoted, whereOf } from './facts.ts'
import { likeness } from './projects.ts'

export const GOAL_PROSE: RuleInfo = {
  id: 'GOAL-PROSE',
  severity: 'warning',
  title: { zh: '正文与绩效表说法不一', en: 'Goal told differently in text and form' },
  checks: '正文逐项写明的绩效目标、指标和指标值，与随后的申报表逐项比较。',
  basis: '同一目标在正文和表中应当一致',
  good: '正文“指标名称业务培训，指标值 2 次”，表中“业务培训 2 次”',
  bad: '正文“满意度指标：提高群众满意度”，表中“提高使用者满意度”',
}

/** What the paragraphs before a form say of its project. */
interface Told {
  readonly project: string
  readonly paragraphs: readonly Paragraph[]
  /** All that the tables after them hold, column by column. */
  readonly form: string
}

export function goalProse(context: RuleContext): Finding[] {
  const told = tellings(context)
  const goals = (context.reading.goals ?? []).filter((g) => g.scope === 'project' && g.project !== undefined)
  return [
    ...told.flatMap((t) => {
      const goal = goals.find((g) => likeness(g.project!, t.project) >= 0.9)
      return goal ? [...goalText(context, t, goal), ...satisfaction(context, t, goal)] : []
    }),
    ...namedTargets(context),
  ]
}

function tellings(context: RuleContext): Told[] {
  const found: { project: string; paragraphs: Paragraph[]; form: string }[] = []
  for (const block of context.document.blocks) {
    const last = found.at(-1)
    if (block.kind === 'table') {
      if (!last) continue
      const columns = Map.groupBy(block.cells, (c) => c.column)
      for (const [, cells] of [...columns].sort((a, b) => a[0] - b[0]))
        last.form += plainName(cells.map((c) => c.text).join(''))
      continue
    }
    const project = /"(.{2,120})"主要内容是/.exec(plainName(block.text))?.[1]
    if (project) found.push({ project, paragraphs: [block], form: '' })
    else last?.paragraphs.push(block)
  }
  // Text after the last form belongs to other chapters.
  return found.filter((t) => t.form !== '')
}

function pairs(text: string): string[] {
  const characters = [...text]
  return characters.slice(1).map((c, i) => characters[i]! + c)
}

/** Share of the pairs of characters of the sentence that the form holds; torn columns break some. */
function covered(sentence: string, form: string): number {
  const wanted = pairs(sentence.replace(/[^\u4e00-\u9fff]/g, ''))
  const held = new Set(pairs(form.replace(/[^\u4e00-\u9fff]/g, '')))
  return wanted.length < 10 ? 1 : wanted.filter((p) => held.has(p)).length / wanted.length
}

function goalText(context: RuleContext, told: Told, goal: Goal): Finding[] {
  return told.paragraphs.flatMap((paragraph): Finding[] => {
    const text = /绩效(?:总体|总)?目标(?:是|为):?(.+)$/.exec(plainName(paragraph.text))?.[1]
    if (!text || covered(text, told.form) >= 0.4) return []
    return [
      findingOf(GOAL_PROSE, {
        key: keyOfPlace(paragraph.place, 'goal'),
        message: `正文称项目${quoted(nameOfGoal(goal))}的绩效目标是${quoted(text.slice(0, 40))}，而${whereOf(context, goal)}写的是别的目标。请统一。`,
        found: text,
        evidence: [evidenceAt(paragraph.place, paragraph.text), evidenceOfGoal(context, goal, 'same')],
      }),
    ]
  })
}

/** 满意度指标：提高群众满意度 against the names of satisfaction in the form. */
function satisfaction(context: RuleContext, told: Told, goal: Goal): Finding[] {
  const named = linesOf(context).filter((l) => l.goal === goal && /满意/.test(l.name))
  if (named.length === 0) return []
  return told.paragraphs.flatMap((paragraph): Finding[] => {
    const text = /满意度指标:([^。;]{4,30})/.exec(plainName(paragraph.text))?.[1]
    if (!text || !/满意/.test(text)) return []
    // A form may join several into one name: 优化服务，提高群众满意度.
    const alike = (name: string): boolean => name.split(/[、;]/).some((part) => likeness(text, part) >= 0.7)
    const agrees = named.some((l) => l.name.includes(text) || text.includes(l.name) || alike(l.name))
    if (agrees) return []
    const line = named[0]!
    return [
      findingOf(GOAL_PROSE, {
        key: keyOfPlace(paragraph.place, 'satisfaction'),
        message: `正文称项目${quoted(nameOfGoal(goal))}的满意度指标是${quoted(text)}，${whereOf(context, goal)}写${quoted(line.indicator.level3)}。请统一。`,
        expected: text,
        found: line.indicator.level3,
        evidence: [
          evidenceAt(paragraph.place, paragraph.text),
          evidenceAt(line.indicator.place, line.indicator.level3, whereOf(context, goal)),
        ],
      }),
    ]
  })
}

const NAMED = /指标名称(.+?)、指标值、?(.+?)(?=;|。|$)/g

/** 指标名称……，指标值…… in sentences on the whole department, against the form of the same name. */
function namedTargets(context: RuleContext): Finding[] {
  const goals = (context.reading.goals ?? []).filter((g) => g.scope === 'department')
  const found = goals.flatMap((goal) =>
    goal.indicators.flatMap((indicator) =>
      context.document.blocks.flatMap((block) => {
        if (block.kind !== 'paragraph' || !block.text.includes('指标值')) return []
        return [...plainName(block.text).matchAll(NAMED)]
          .filter((m) => m[1] === plainName(indicator.level3) && m[2] !== printedValue(indicator))
          .map((m) => ({ goal, indicator, paragraph: block, said: m[2]! }))
      }),
    ),
  )
  return [...Map.groupBy(found, (f) => f.indicator).values()].map((own) => {
    const { goal, indicator } = own[0]!
    const said = listed([...new Set(own.map((f) => quoted(f.said)))])
    return findingOf(GOAL_PROSE, {
      key: keyOfPlace(indicator.place, 'named'),
      message: `指标${quoted(indicator.level3)}，正文写的指标值是${said}，${whereOf(context, goal)}写${quoted(printedValue(indicator))}。请统一。`,
      expected: own[0]!.said,
      found: printedValue(indicator),
      evidence: [
        ...own.map((f) => evidenceAt(f.paragraph.place, `${indicator.level3} ${f.said}`)),
        evidenceAt(indicator.place, `${indicator.level3} ${printedValue(indicator)}`, whereOf(context, goal)),
      ],
    })
  })
}

const printedValue = (i: Indicator): string => plainName([i.operator, i.target, i.unit].filter(Boolean).join(''))
