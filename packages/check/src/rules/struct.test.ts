import { describe, expect, it } from 'vitest'
import { documentOf, findingsIn, findingsOf } from '../testing/findings-of.ts'

const INCOME = `单位：万元
  单位名称 | 总计 | 一般公共预算 | 政府性基金预算
  合计 | 41.00 | 41.00 |
  示范区文化局 | 41.00 | 41.00 | `

const fund = (note: string, title = '2024年部门政府性基金预算支出表'): string => `
  示范区文化局2024年部门预算

  2024年部门收入预算总表
  ${INCOME}

  ${title}
  单位：万元
  科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
  合计 |  | | |

  ${note}
`

describe('STRUCT-CONTENTS', () => {
  const book = (...tables: readonly string[]): string => `
    示范区文化局2024年部门预算
    目录
    一、部门收支预算总表
    二、部门收入预算总表
    三、政府性基金预算支出表
    第一部分 部门概况
    ${tables.map((t) => `${t}\n${INCOME}`).join('\n\n')}
  `

  it('finds a table that only the contents have', async () => {
    const found = await findingsOf(book('2024年部门收支预算总表', '2024年部门收入预算总表'), 'STRUCT-CONTENTS')
    expect(found).toEqual(['error STRUCT-CONTENTS: 政府性基金预算支出表'])
  })

  it('knows a table by another wording of its title', async () => {
    const tables = ['示范区文化局2024年收支总表', '2024年部门收入总体情况表', '2024年政府性基金支出预算表']
    expect(await findingsOf(book(...tables), 'STRUCT-CONTENTS')).toEqual([])
  })

  it('does not accuse when a part of the file could not be read', async () => {
    const text = book('2024年部门收支预算总表', '2024年部门收入预算总表')
    const [finding] = findingsIn(await documentOf(`${text}\n\n[illegible]\n`)).filter(
      (f) => f.rule === 'STRUCT-CONTENTS',
    )
    expect(finding?.state).toBe('unverified')
  })

  it('tells tables that lost their titles', async () => {
    const text = `
      示范区文化局2024年部门预算
      目录
      一、部门收支预算总表
      二、部门收入预算总表
      第一部分 部门概况
      本局主管全区文化工作，负责公共文化服务和文物保护。
      第二部分 部门预算表
      2024
      单位：万元
      收入 | | 支出 |
      项目 | 预算数 | 项目 | 预算数
      一、一般公共预算 | 41.00 | 一、一般公共服务支出 | 41.00
      收入总计 | 41.00 | 支出总计 | 41.00

      2024
      ${INCOME}
    `
    expect(await findingsOf(text, 'STRUCT-CONTENTS')).toEqual([])
    expect(await findingsOf(text, 'STRUCT-TITLE')).toEqual(['warning STRUCT-TITLE: 2024, 2024'])
  })
})

describe('STRUCT-HEADING', () => {
  const book = (second: string): string => `
    示范区文化局2024年部门预算
    目录
    （一）关于示范区文化局2024年收入预算情况说明
    （二）关于示范区文化局2024年支出预算情况说明
    （三）关于示范区文化局2024年政府采购情况说明
    （四）其他重要事项的情况说明
    部门预算由本级和所属单位组成。
    （一）关于示范区文化局2024年收入预算情况说明
    收入全部来自财政拨款。
    ${second}
    支出用于公共文化服务。
    （三）关于示范区文化局
    2024年政府采购情况说明
    没有安排政府采购。
    （四）其他重要事项的情况说明
    没有其他事项。
  `

  it('finds a heading of which little is left', async () => {
    expect(await findingsOf(book('（二）支出预算'), 'STRUCT-HEADING')).toEqual([
      'warning STRUCT-HEADING: （二）支出预算, 关于示范区文化局2024年支出预算情况说明',
    ])
  })

  it('accepts the same heading, also over two lines', async () => {
    const good = book('（二）关于示范区文化局2024年支出预算情况说明')
    expect(await findingsOf(good, 'STRUCT-HEADING')).toEqual([])
  })

  it('judges a heading that goes on below as a whole', async () => {
    const wrapped = '（二）关于示范区文化局本级机关2024年\n    支出的预算情况说明'
    const found = findingsIn(await documentOf(book(wrapped))).filter((f) => f.rule === 'STRUCT-HEADING')
    expect(found.map((f) => [f.severity, f.found])).toEqual([
      ['info', '(二)关于示范区文化局本级机关2024年支出的预算情况说明'],
    ])
  })
})

describe('STRUCT-TITLE', () => {
  it('does not lend a title to a table below it that speaks of the other side', async () => {
    const book = (...rows: readonly string[]): string => `
      示范区文化局2024年部门预算

      2024年部门收入预算总表
      ${INCOME}
      ${rows.join('\n')}
    `
    const spent = ['单位名称 | 支出合计 | 基本支出 | 项目支出', '示范区文化局 | 41.00 | 30.00 | 11.00']
    expect(await findingsOf(book(...spent), 'STRUCT-TITLE')).toEqual(['info STRUCT-TITLE: 支出合计 基本支出 项目支出'])
    const earned = ['单位名称 | 总计 | 事业收入 | 其他收入', '示范区文化局 | 41.00 | 30.00 | 11.00']
    expect(await findingsOf(book(...earned), 'STRUCT-TITLE')).toEqual([])
  })
})

describe('STRUCT-EMPTY', () => {
  it('wants a note below an empty table, or the same in the text', async () => {
    expect(await findingsOf(fund(''), 'STRUCT-EMPTY')).toEqual(['warning STRUCT-EMPTY: 2024年部门政府性基金预算支出表'])
    expect(
      await findingsOf(fund('注：本部门2024年没有政府性基金预算安排的支出，故本表无数据。'), 'STRUCT-EMPTY'),
    ).toEqual([])
    const told = `${fund('')}\n\n五、政府性基金预算情况说明\n2024年我局没有使用政府性基金预算安排的支出，相关表格没有数字。`
    expect(await findingsOf(told, 'STRUCT-EMPTY')).toEqual([])
  })
})

describe('STRUCT-NOTE', () => {
  it('finds a note on other money than the title', async () => {
    const note = '注：本部门2024年无政府性基金预算安排的支出，故本表为空表。'
    expect(await findingsOf(fund(note, '2024年部门国有资本经营预算支出表'), 'STRUCT-NOTE')).toEqual([
      `error STRUCT-NOTE: ${note}`,
    ])
    expect(await findingsOf(fund(note), 'STRUCT-NOTE')).toEqual([])
  })

  const three = (note: string): string => `
    示范区文化局2024年部门预算

    2024年部门一般公共预算“三公”经费支出表
    单位：万元
    合计 | 因公出国（境）费 | 公务用车购置费 | 公务用车运行费 | 公务接待费
    3.50 | | | 2.50 | 1.00

    ${note}
  `

  it('finds a filled table that is called empty', async () => {
    const note = '注：本部门2024年无“三公”经费预算，故本表为空表。'
    expect(await findingsOf(three(note), 'STRUCT-NOTE')).toEqual([`error STRUCT-NOTE: ${note}`])
  })

  it('lets a note deny one part, and a form say what to do', async () => {
    expect(await findingsOf(three('注：本部门2024年没有因公出国（境）经费支出。'), 'STRUCT-NOTE')).toEqual([])
    expect(await findingsOf(three('注：没有“三公”经费预算的，仍应列出空表。'), 'STRUCT-NOTE')).toEqual([])
  })
})

describe('STRUCT-YEAR', () => {
  it('finds last year in a note and in a title', async () => {
    const note = '注：本部门2023年没有政府性基金预算安排的支出，故本表无数据。'
    expect(await findingsOf(fund(note), 'STRUCT-YEAR')).toEqual([`error STRUCT-YEAR: ${note}`])
    const title = '2023年部门政府性基金预算支出表'
    expect(await findingsOf(fund('', title), 'STRUCT-YEAR')).toEqual([`error STRUCT-YEAR: ${title}`])
  })

  const form = (year: string): string => `
    示范区文化局2024年部门预算

    项目支出绩效目标申报表
    ${year}
    项目名称 | 古籍修复 | 项目金额 | 10.00
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | 修复册数 | 200册
  `

  it('finds last year in the heading of a form', async () => {
    expect(await findingsOf(form('（2023年度）'), 'STRUCT-YEAR')).toEqual(['error STRUCT-YEAR: （2023年度）'])
    expect(await findingsOf(form('（2024年度）'), 'STRUCT-YEAR')).toEqual([])
  })

  it('lets notes speak of last year’s money', async () => {
    const note = '注：本部门没有2023年结转的政府性基金预算支出，本表无数据。'
    expect(await findingsOf(fund(note), 'STRUCT-YEAR')).toEqual([])
  })
})

describe('placeholders', () => {
  const goals = (name: string, value: string): string => `
    示范区文化局2024年部门预算

    2024年部门收入预算总表
    ${INCOME}

    2024年项目支出绩效目标表
    一级指标 | 二级指标 | 三级指标 | 指标值
    产出指标 | 数量指标 | ${name} | ${value}
  `

  it('are one finding, whatever their number', async () => {
    expect(await findingsOf(goals('指标1', '指标值1'), 'STRUCT-PLACEHOLDER')).toEqual([
      'warning STRUCT-PLACEHOLDER: 指标1, 指标值1',
    ])
    expect(await findingsOf(goals('修复册数', '200册'), 'STRUCT-PLACEHOLDER')).toEqual([])
  })

  it('are not products, sizes or English words', async () => {
    expect(await findingsOf(goals('宣传栏（2×3米）', '≥20个'), 'STRUCT-PLACEHOLDER')).toEqual([])
    expect(await findingsOf(goals('XXL号制服', '20套'), 'STRUCT-PLACEHOLDER')).toEqual([])
  })

  it('all over a document without figures make it a blank form', async () => {
    const blank = `
      ××局2024年部门预算
      一、××局主要职能
      ××局是主管××工作的部门。
      二、××局机构设置
      ××局内设××个科室。

      2024年部门收入预算总表
      单位：万元
      单位名称 | 总计 | 一般公共预算 | 政府性基金预算
      合计 | | |
      ××局 | | |
    `
    const found = findingsIn(await documentOf(blank)).filter((f) => f.rule.startsWith('STRUCT'))
    expect(found.map((f) => `${f.rule} ${f.state}`)).toEqual(['STRUCT-BLANK-FORM unverified'])
  })
})

describe('units', () => {
  const book = (first: string, second: string, k = '30.25'): string => `
    示范区文化局2024年部门预算

    2024年部门支出预算总表
    ${first}
    科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
    合计 | | 65.37 | 55.12 | 10.25
    201 | 一般公共服务支出 | 30.25 | 20.00 | 10.25
    208 | 社会保障和就业支出 | 21.11 | 21.11 |
    221 | 住房保障支出 | 14.01 | 14.01 |

    2024年部门收支预算总表
    ${second}
    收入 | | 支出 |
    项目 | 预算数 | 项目 | 预算数
    一、一般公共预算 | 65.37 | 一、一般公共服务支出 | ${k}
     | | 二、社会保障和就业支出 | 21.11
     | | 三、住房保障支出 | 14.01
    收入总计 | 65.37 | 支出总计 | 65.37
  `

  it('are hinted at where others print them, and warned of where nobody does', async () => {
    expect(await findingsOf(book('单位：万元', '单位：万元'), 'STRUCT-UNIT')).toEqual([])
    expect(await findingsOf(book('单位：万元', ''), 'STRUCT-UNIT')).toEqual([
      'info STRUCT-UNIT: 2024年部门收支预算总表',
    ])
    expect(await findingsOf(book('', ''), 'STRUCT-UNIT')).toHaveLength(1)
    expect((await findingsOf(book('', ''), 'STRUCT-UNIT'))[0]).toMatch(/^warning/)
  })

  it('of another magnitude make one finding of the table', async () => {
    const found = findingsIn(await documentOf(book('单位：万元', '单位：元'))).filter((f) => f.severity === 'error')
    expect(found.map((f) => f.rule)).toEqual(['UNIT-MAGNITUDE'])
    expect(await findingsOf(book('单位：万元', '单位：万元'), 'UNIT-MAGNITUDE')).toEqual([])
  })

  it('are not to blame for one wrong figure', async () => {
    expect(await findingsOf(book('单位：万元', '单位：万元', '302500.00'), 'UNIT-MAGNITUDE')).toEqual([])
  })
})

describe('STRUCT-WORDING', () => {
  it('compares the cover with the titles', async () => {
    const unit = fund('').replace('2024年部门预算', '2024年单位预算')
    expect(await findingsOf(unit, 'STRUCT-WORDING')).toEqual([
      'info STRUCT-WORDING: 2024年部门收入预算总表, 2024年部门政府性基金预算支出表',
    ])
    expect(await findingsOf(fund(''), 'STRUCT-WORDING')).toEqual([])
  })
})

describe('what could not be read', () => {
  it('is unverified, page by page', async () => {
    const document = await documentOf(fund(''))
    const pages = [1, 2].map((number) => ({ number, width: 595, height: 842, hasText: number === 1 }))
    const [finding] = findingsIn({ ...document, pages }).filter((f) => f.rule === 'STRUCT-PAGE')
    expect(finding).toMatchObject({ state: 'unverified', evidence: [{ place: { page: 2 } }] })
    expect(findingsIn(document).filter((f) => f.rule === 'STRUCT-PAGE')).toEqual([])
  })

  it('is unverified, column by column', async () => {
    const odd = fund('').replace('一般公共预算 | 政府性基金预算', '甲乙丙 | 政府性基金预算')
    expect(await findingsOf(odd, 'STRUCT-UNREAD')).toHaveLength(1)
    expect(await findingsOf(fund(''), 'STRUCT-UNREAD')).toEqual([])
  })
})
