import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { printBudget, readBudget } from '@gouji/budget'
import { check } from '@gouji/check'
import { readDocument, readFile } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { read } from '@gouji/read'
import { describe, expect, it } from 'vitest'
import { adopt } from './adopt.ts'
import type { Adopted } from './adopted.ts'
import { undecidedText } from './wording.ts'

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))
const knowledge = loadKnowledge()

async function adopted(from: { path: string } | { text: string }): Promise<Adopted> {
  const document =
    'path' in from ? await readFile(from.path) : await readDocument(new TextEncoder().encode(from.text), 'book.txt')
  const reading = read(document, knowledge)
  return adopt({ document, reading, report: check(document, reading, knowledge) }, knowledge)
}

/** A book of two projects, with the second project's function to be found and one line of prose. */
const book = ({ housing = '12.35', change = '增加 20.00 万元，增长 20.0%' } = {}): string => `云湖市水文站
2025 年单位预算
一、收入预算情况说明
云湖市水文站 2025 年收入预算 120.00 万元，比上年预算数${change}，主要是测站改造项目增加。
二、支出预算总表
2025年单位支出预算总表
单位：万元
科目编码\t科目名称\t总计\t基本支出\t\t项目支出
\t\t\t人员经费\t公用经费\t
\t合计\t120.00\t60.00\t20.00\t40.00
213\t农林水支出\t107.65\t47.65\t20.00\t40.00
21303\t水利\t107.65\t47.65\t20.00\t40.00
2130301\t行政运行\t67.65\t47.65\t20.00\t
2130313\t水文测报\t28.00\t\t\t28.00
2130302\t一般行政管理事务\t12.00\t\t\t12.00
221\t住房保障支出\t12.35\t12.35\t\t
22102\t住房改革支出\t12.35\t12.35\t\t
2210201\t住房公积金\t${housing}\t12.35\t\t
2025年单位一般公共预算基本支出表
单位：万元
科目编码\t科目名称\t合计\t人员经费\t公用经费
\t合计\t80.00\t60.00\t20.00
301\t工资福利支出\t60.00\t60.00\t
30101\t基本工资\t47.65\t47.65\t
30113\t住房公积金\t12.35\t12.35\t
302\t商品和服务支出\t20.00\t\t20.00
30201\t办公费\t15.00\t\t15.00
30211\t差旅费\t5.00\t\t5.00
2025年单位项目支出预算表
单位：万元
项目名称\t总计\t一般公共预算\t单位资金
合计\t40.00\t40.00\t
测站改造\t28.00\t28.00\t
汛期会商\t7.00\t7.00\t
站房租赁\t5.00\t5.00\t
`

describe('a composed book', () => {
  it('comes back whole: every printed amount, asked of the ledger', async () => {
    const { claims } = await adopted({ text: book() })
    expect(claims.filter(({ wanted }) => !wanted.blank).length).toBeGreaterThan(40)
    expect(claims.filter(({ kept }) => !kept)).toEqual([])
  })

  it('ties the fund of housing to its economy and says what it joined by assumption', async () => {
    const { budget } = await adopted({ text: book() })
    const housing = budget.lines.filter((l) => l.function === '2210201' && l.year === 2025)
    expect(housing).toMatchObject([{ economy: '30113', fen: 12_350_000n }])
    expect(housing[0]).not.toHaveProperty('note')
    expect(budget.lines.find((l) => l.economy === '30101')).toMatchObject({ function: '2130301' })
  })

  it('keeps projects whole under the functions that they add up to', async () => {
    const { budget } = await adopted({ text: book() })
    const functions = budget.projects.map(({ code, name }) => [
      name,
      ...budget.lines.filter((l) => l.project === code).map((l) => l.function),
    ])
    expect(functions).toEqual([
      ['测站改造', '2130313'],
      ['汛期会商', '2130302'],
      ['站房租赁', '2130302'],
    ])
  })

  it('takes last year from the change and keeps its reason', async () => {
    const { budget } = await adopted({ text: book() })
    const last = budget.lines.filter((l) => l.flow === 'income' && l.year === 2024)
    expect(last).toMatchObject([{ stage: 'budget', fen: 100_000_000n }])
    expect(budget.texts.reasons.get('收入总计')).toBe('测站改造项目增加')
  })

  it('puts what checking proves in the place of a misprint, and says so', async () => {
    const { budget, undecided } = await adopted({ text: book({ housing: '21.35' }) })
    expect(budget.lines.filter((l) => l.function === '2210201')).toMatchObject([{ fen: 12_350_000n }])
    const said = undecided
      .filter(({ code }) => code === 'corrected' || code === 'left-out')
      .map((u) => undecidedText(u))
    expect(said.join('\n')).toContain('21.35')
  })

  it('takes the code of the year that the printed name means, and says so', async () => {
    // 2130393 is no code, and its name is nearly that of one; 2130388 under a name of nobody stays as it is printed.
    const text = book()
      .replaceAll('2130313\t水文测报', '2130393\t水文侧报')
      .replace('2130302\t一般行政管理事务', '2130388\t站队互助')
    const { budget, undecided, claims } = await adopted({ text })
    expect(claims.filter(({ kept, wanted }) => !kept && !wanted.blank)).toEqual([])
    const functions = new Set(budget.lines.flatMap((l) => (l.project === undefined ? [] : (l.function ?? []))))
    expect([...functions].sort()).toEqual(['2130313', '2130388'])
    expect(undecided.filter(({ code }) => code.startsWith('code-re')).map((u) => undecidedText(u))).toEqual([
      '“水文侧报”印的编码 2130393 在 2025 年科目表中没有，账上按名称改为 2130313 水文测报。请核对。',
      '编码 2130388（站队互助）在 2025 年科目表中没有，账上照录，成书前请更正。',
    ])
  })

  it('is the same ledger every time, and reads as a folder but for the region that no name tells', async () => {
    const [first, second] = [await adopted({ text: book() }), await adopted({ text: book() })]
    const files = printBudget(first.budget)
    expect([...files]).toEqual([...printBudget(second.budget)])
    const errors = readBudget(files, knowledge).problems.filter(({ severity }) => severity === 'error')
    expect(errors.map(({ origin }) => origin.column)).toEqual(['区划'])
  })
})

it.each(['txt', 'docx', 'xlsx', 'html', 'pdf'])('gives back the example whole from %s', async (ending) => {
  const { claims } = await adopted({ path: `${ROOT}/examples/archive-centre-2025-clean.${ending}` })
  expect(claims.filter(({ kept, wanted }) => !kept && !wanted.blank)).toEqual([])
})

const CORPUS = `${ROOT}/../shared/corpus/text`

describe.skipIf(!existsSync(CORPUS))('published books (the corpus is only where the project is made)', () => {
  it.each(existsSync(CORPUS) ? readdirSync(CORPUS).sort() : [])(
    '%s: all but what it contradicts itself',
    async (name) => {
      const { claims, undecided } = await adopted({ path: `${CORPUS}/${name}` })
      const printed = claims.filter(({ wanted }) => !wanted.blank)
      const left = undecided.filter(({ code }) => code === 'left-out')
      expect(printed.filter(({ kept }) => !kept)).toHaveLength(left.length)
      expect(left.length).toBeLessThanOrEqual(1)
    },
    60_000,
  )
})
