/** Bad packs: each is a folder of files of which the first is checked; `null` beside a name is a pack that is not there. */
export interface BadPack {
  readonly name: string
  /** Id → text of the file. */
  readonly files: Readonly<Record<string, string>>
  /** Which pack is asked for; the first file where it is left out. */
  readonly asked?: string
}

const child = (text: string): string => `title: 试验\ninherits: national\n${text}`

const BOOK = 'book:\n  - { heading: 一、说明, level: 1 }\nforms: {}\n'

const FORM = (inside: string): string =>
  child(`book:\n  - { form: one }\nforms:\n  one:\n    title: 表一\n    panels:\n      - ${inside}\n`)

export const BAD_PACKS: readonly BadPack[] = [
  { name: 'missing pack', files: {}, asked: 'nowhere-2025' },
  { name: 'missing parent', files: { mine: 'title: 试验\ninherits: nowhere\n' } },
  {
    name: 'circle of inheritance',
    files: { a: 'title: 甲\ninherits: b\n', b: 'title: 乙\ninherits: c\n', c: 'title: 丙\ninherits: a\n' },
  },
  { name: 'wrong YAML: quotes', files: { mine: child(`sentences:\n  one: {年度}年预算\n${BOOK}`) } },
  { name: 'wrong YAML: indentation', files: { mine: 'title: 试验\n  inherits: national\n' } },
  { name: 'wrong YAML: key twice', files: { mine: child(`title: 又一个\n${BOOK}`) } },
  { name: 'no map at all', files: { mine: '- 一\n- 二\n' } },
  { name: 'unknown key', files: { mine: child(`sentence:\n  one: 甲\n${BOOK}`) } },
  { name: 'unknown key in a form', files: { mine: FORM("{ columns: [{ heading: 合计, at: '' }] }") } },
  { name: 'missing key', files: { mine: 'inherits: national\nbook:\n  - { heading: 一, level: 1 }\nforms: {}\n' } },
  { name: 'no book', files: { mine: child('forms: {}\n') } },
  { name: 'removed by null', files: { mine: child(`style: null\n${BOOK}`) } },
  { name: 'wrong value', files: { mine: child(`style: { unit: 万, decimals: 2.5 }\n${BOOK}`) } },
  { name: 'wrong region', files: { mine: child(`for: { region: 上海 }\n${BOOK}`) } },
  { name: 'wrong rounding', files: { mine: child(`rounding: { mode: down }\n${BOOK}`) } },
  { name: 'unknown entry of the book', files: { mine: child('book:\n  - { table: one }\nforms: {}\n') } },
  { name: 'form that is not there', files: { mine: child('book:\n  - { form: balance }\nforms: {}\n') } },
  { name: 'sentence that is not there', files: { mine: child('book:\n  - { say: income }\nforms: {}\n') } },
  { name: 'unknown name of a figure', files: { mine: child(`sentences:\n  one: 支出{支出总额}\n${BOOK}`) } },
  {
    name: 'unknown phrase',
    files: { mine: child(`sentences:\n  one: '{change 支出总计 from last-budget as other}'\n${BOOK}`) },
  },
  { name: 'unknown name in a sum', files: { mine: child(`figures:\n  两项: = 基本支出 + 项目支处\n${BOOK}`) } },
  {
    name: 'sums in a circle',
    files: { mine: child(`figures:\n  甲数: = 乙数 + 支出总计\n  乙数: = 甲数 - 基本支出\n${BOOK}`) },
  },
  {
    name: 'sum of doubled sums',
    files: {
      mine: child(
        `figures:\n  数0: = 支出总计 + 支出总计\n${Array.from({ length: 20 }, (_, n) => `  数${n + 1}: = 数${n} + 数${n}\n`).join('')}${BOOK}`,
      ),
    },
  },
  { name: 'unknown period', files: { mine: child(`sentences:\n  one: '{支出总计@last-year}'\n${BOOK}`) } },
  { name: 'unknown dimension', files: { mine: child(`figures:\n  某数: flow=expenditure fund=general\n${BOOK}`) } },
  { name: 'unknown member', files: { mine: FORM('{ columns: [{ head: 合计, at: flow=spending }] }') } },
  {
    name: 'unknown axis',
    files: { mine: FORM("{ columns: [{ head: 合计, at: '' }], rows: [{ each: functions 1-3 }] }") },
  },
  { name: 'open brace', files: { mine: child(`sentences:\n  one: '支出{支出总计'\n${BOOK}`) } },
  { name: 'end without begin', files: { mine: child(`sentences:\n  one: '支出{end}'\n${BOOK}`) } },
  { name: 'end missing', files: { mine: child(`sentences:\n  one: '{if 项目支出}有'\n${BOOK}`) } },
  { name: 'share without whole', files: { mine: child(`sentences:\n  one: '{share 项目支出}'\n${BOOK}`) } },
  {
    name: 'wrong condition',
    files: { mine: child('book:\n  - { when: 项目数 > 0, book: [{ page: true }] }\nforms: {}\n') },
  },
]
