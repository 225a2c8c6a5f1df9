import { describe, expect, it } from 'vitest'
import { readBlocks, readLines, showAll } from '../testing/prose.ts'

interface Case {
  readonly says: string
  readonly lines: readonly string[]
  readonly expected: readonly string[]
}

const CASES: readonly Case[] = [
  {
    says: 'an amount, its change against last year, and the rate',
    lines: ['2024年收入预算800.50万元，比上年执行数减少20.50万元，下降2.5%，主要是人员调出。'],
    expected: [
      'amount 800.50万元 | flow=income',
      'change-amount -20.50万元 | flow=income | change>0',
      'change-percent -2.5% | flow=income | change>0',
    ],
  },
  {
    says: 'parts, an amount in brackets, and shares of the whole',
    lines: [
      '（二）收入预算情况说明',
      '我局收入预算400.00万元。其中：一般公共预算拨款收入390.00万元（上年结转12.00万元），占97.5%；其他收入10.00万元，占2.5%。',
    ],
    expected: [
      'amount 400.00万元 | flow=income',
      'amount 390.00万元 | flow=income source=general | part>0',
      'amount 12.00万元 | flow=income source=general vintage=carried | part>1',
      'percent-of 97.5% | flow=income source=general | share>1 of 0',
      'amount 10.00万元 | flow=income source=other-income | part>0',
      'percent-of 2.5% | flow=income source=other-income | share>4 of 0',
    ],
  },
  {
    says: '以上 is the whole whose parts were listed, and what it holds is no further part of it',
    lines: [
      '收入总计420.00万元。其中：一般公共预算拨款收入390.00万元、其他收入30.00万元，以上包含上年结转结余12.00万元。',
    ],
    expected: [
      'amount 420.00万元 | flow=income',
      'amount 390.00万元 | flow=income source=general | part>0',
      'amount 30.00万元 | flow=income source=other-income | part>0',
      'amount 12.00万元 | flow=income vintage=carried | within>0',
    ],
  },
  {
    says: 'money of a project by its source and its year, behind the amount, also given back',
    lines: [
      '“库房改造”主要内容是：更换密集架。2024年预算安排62.5万元，其中40万元来自当年一般公共预算、20万元来自上年结转的政府性基金预算、2.5万元来自其他收入。',
      '“展厅维修”主要内容是：结清尾款。2024年预算安排-12万元，其中-12万元来自当年一般公共预算。',
    ],
    expected: [
      'amount 62.5万元 | character=project flow=expenditure project=库房改造',
      'amount 40万元 | character=project flow=expenditure origin=current project=库房改造 source=general | part>0',
      'amount 20万元 | character=project flow=expenditure origin=carried project=库房改造 source=fund | part>0',
      'amount 2.5万元 | character=project flow=expenditure project=库房改造 source=other-income | part>0',
      'amount -12万元 | character=project flow=expenditure project=展厅维修',
      'amount -12万元 | character=project flow=expenditure origin=current project=展厅维修 source=general | part>4',
    ],
  },
  {
    says: 'two sides of one total, each with its own list',
    lines: [
      '财政拨款收支总预算90.00万元。收入包括：一般公共预算90.00万元；支出包括：教育支出60.00万元、住房保障支出30.00万元。',
    ],
    expected: [
      'amount 90.00万元 | source=fiscal',
      'amount 90.00万元 | flow=income source=general | part>0',
      'amount 60.00万元 | flow=expenditure function=205 source=fiscal | part>0',
      'amount 30.00万元 | flow=expenditure function=221 source=fiscal | part>0',
    ],
  },
  {
    says: 'a name that is a function among functions, and a source among sources',
    lines: [
      '2024年支出预算90.00万元。包括：教育支出60.00万元、国有资本经营预算支出30.00万元。',
      '2024年支出预算90.00万元。包括：一般公共预算支出60.00万元、国有资本经营预算支出30.00万元。',
    ],
    expected: [
      'amount 90.00万元 | flow=expenditure',
      'amount 60.00万元 | flow=expenditure function=205 | part>0',
      'amount 30.00万元 | flow=expenditure function=223 | part>0',
      'amount 90.00万元 | flow=expenditure',
      'amount 60.00万元 | flow=expenditure source=general | part>3',
      'amount 30.00万元 | flow=expenditure source=capital | part>3',
    ],
  },
  {
    says: 'a name of two accounts, which is that of the account behind which the bracket stands',
    lines: [
      '2024年基本支出90.00万元，按支出经济分类，其中：商品和服务支出87.00万元、资本性支出3.00万元（办公设备购置3.00万元）。',
    ],
    expected: [
      'amount 90.00万元 | character=basic flow=expenditure',
      'amount 87.00万元 | character=basic economy=302 flow=expenditure | part>0',
      'amount 3.00万元 | character=basic economy=310 flow=expenditure | part>0',
      'amount 3.00万元 | character=basic economy=31002 flow=expenditure | part>2',
    ],
  },
  {
    says: 'a chain of accounts, with the stages of the same account behind it',
    lines: [
      '一般公共服务支出（类）财政事务（款）行政运行（项）。主要用于：单位日常开支。年初预算为50.00万元，支出决算为48.00万元，完成年初预算的96%。',
    ],
    expected: [
      'amount 50.00万元 | flow=expenditure function=2010601',
      'amount 48.00万元 | flow=expenditure function=2010601 stage=final',
      'percent-of 96% | flow=expenditure function=2010601 | execution>1 of 0',
    ],
  },
  {
    says: 'a base that is printed, before the change from it',
    lines: ['2024年基本支出70.00万元，比上年预算64.00万元增加6.00万元；项目支出30.00万元，上年预算数30.00万元。'],
    expected: [
      'amount 70.00万元 | character=basic flow=expenditure',
      'amount 64.00万元 | character=basic flow=expenditure year=2023 | base>0',
      'change-amount +6.00万元 | character=basic flow=expenditure | change>0',
      'amount 30.00万元 | character=project flow=expenditure',
      'amount 30.00万元 | character=project flow=expenditure year=2023 | base>3',
    ],
  },
  {
    says: 'changes of one side and the other after a comparison that holds for both',
    lines: ['收入总计50.00万元，支出总计50.00万元，与2023年预算相比，收入增加5.00万元，增长11.11%；支出增加5.00万元。'],
    expected: [
      'amount 50.00万元 | flow=income',
      'amount 50.00万元 | flow=expenditure',
      'change-amount +5.00万元 | flow=income | change>0',
      'change-percent +11.11% | flow=income | change>0',
      'change-amount +5.00万元 | flow=expenditure | change>1',
    ],
  },
  {
    says: 'a rate whose amount is not printed belongs to its change',
    lines: ['固定资产较上年减少13.00万元，减少17.9%。'],
    expected: ['change-amount -13.00万元 | 固定资产', 'change-percent -17.9% | 固定资产 | rate>0'],
  },
  {
    says: 'accounts of the economic classification in brackets',
    lines: ['按照支出经济分类科目，主要用于：', '1. 商品和服务支出2.65万元。（办公费 2. 00 万、工会经费 0.65 万）'],
    expected: [
      'amount 2.65万元 | economy=302 flow=expenditure',
      'amount 2.00万元 | economy=30201 flow=expenditure | part>0',
      'amount 0.65万元 | economy=30228 flow=expenditure | part>0',
    ],
  },
  {
    says: 'a list inside a list ends where its members end',
    lines: [
      '基本支出9.00万元。其中：人员经费7.00万元，主要包括：基本工资、津贴补贴；公用经费2.00万元，主要包括：办公费、印刷费。',
    ],
    expected: [
      'amount 9.00万元 | character=basic flow=expenditure',
      'amount 7.00万元 | character=personnel flow=expenditure | part>0',
      'amount 2.00万元 | character=public flow=expenditure | part>0',
    ],
  },
  {
    says: 'the three public items under their heading, unchanged, against a year by name',
    lines: [
      '六、“三公”经费预算情况说明',
      '“三公”经费预算1.20万元，与2023年预算持平。',
      '（一）因公出国（境）费0万元，与2023年预算持平。',
      '（二）公务接待费1.20万元，比2023年预算数下降60%。',
    ],
    expected: [
      'amount 1.20万元 | flow=expenditure item=three-public',
      'comparison =持平 | flow=expenditure item=three-public | change>0',
      'amount 0万元 | flow=expenditure item=abroad | part>0',
      'comparison =持平 | flow=expenditure item=abroad | change>2',
      'amount 1.20万元 | flow=expenditure item=reception | part>0',
      'change-percent -60% | flow=expenditure item=reception | change>4',
    ],
  },
  {
    says: 'procurement by kind, and a remark that is no kind of its own',
    lines: [
      '政府采购总额30.00万元，其中货物类采购预算金额10.00万元；服务类采购金额20.00万元；面向中小企业采购金额25.00万元。',
    ],
    expected: [
      'amount 30.00万元 | flow=expenditure procurement=procured',
      'amount 10.00万元 | flow=expenditure procurement=procured-goods | part>0',
      'amount 20.00万元 | flow=expenditure procurement=procured-services | part>0',
      'amount 25.00万元 | 面向中小企业采购金额 | within>0',
    ],
  },
  {
    says: 'vehicles are counted, limits of value are not amounts',
    lines: [
      '截至2023年12月31日，共有车辆3辆，其中，应急保障用车1辆、其他用车2辆；单价100万元（含）以上设备0台（套）。',
    ],
    expected: [
      'count 3辆 | 车辆',
      'count 1辆 | 应急保障用车',
      'count 2辆 | 其他用车',
      'threshold 100万元 | 设备',
      'count 0台(套) | 单价100万元(含)以上设备',
    ],
  },
  {
    says: 'what there is none of',
    lines: [
      '2024年没有使用政府性基金预算拨款安排的支出。',
      '本年未安排购置公务用车。',
      '本科目反映未单独设置的其他支出。',
    ],
    expected: ['nil  | flow=expenditure source=fund', 'nil  | 购置公务用车'],
  },
  {
    says: 'amounts handed out one by one share the unit of the last',
    lines: ['人员经费、公用经费分别为12.00、3.50万元。'],
    expected: [
      'amount 12.00万元 | character=personnel flow=expenditure',
      'amount 3.50万元 | character=public flow=expenditure',
    ],
  },
  {
    says: 'targets, prices, and the source behind the amount',
    lines: [
      '组织培训≥4次；按时完结率=100%；邮寄省内10元/件、省外12/件。安排8.00万元，其中：8.00万元资金来源为一般公共预算资金。',
    ],
    expected: [
      'target ≥4次 | 组织培训',
      'target =100% | 按时完结率',
      'price 10元/件 | 邮寄省内',
      'price 12元/件 | 省外',
      'amount 8.00万元 | 安排',
      'amount 8.00万元 | source=general | part>4',
    ],
  },
  {
    says: 'a list that goes on in the passages below, and the 项 of a 款 that is being listed',
    lines: [
      '一般公共服务支出（类）财政事务（款）2024年预算数为9.00万元。其中：',
      '行政运行（项）2024年预算数为7.00万元，比2023年执行数增加1.00万元。',
      '信息化建设（项）2.00万元。',
      '2024年“三公”经费预算1.00万元。',
    ],
    expected: [
      'amount 9.00万元 | flow=expenditure function=20106',
      'amount 7.00万元 | flow=expenditure function=2010601 | part>0',
      'change-amount +1.00万元 | flow=expenditure function=2010601 | change>1',
      'amount 2.00万元 | flow=expenditure function=2010607 | part>0',
      'amount 1.00万元 | flow=expenditure item=three-public',
    ],
  },
  {
    says: 'accounts in the headings above the amounts',
    lines: [
      '（一）教育支出（类）',
      '1. 进修及培训（款）',
      '（1）培训支出（项）3.00万元，主要用于干部培训。',
      '2. 普通教育（款）',
      '年初预算为4.00万元。',
    ],
    expected: [
      'amount 3.00万元 | flow=expenditure function=2050803',
      'amount 4.00万元 | flow=expenditure function=20502',
    ],
  },
  {
    says: 'all projects together, and some of them',
    lines: [
      '其他运转类项目和特定目标类项目均实行绩效目标管理，涉及一般公共预算拨款60.00万元，二级项目8个。',
      '编报绩效目标的项目4个，涉及项目预算资金50.00万元。',
    ],
    expected: [
      'amount 60.00万元 | character=project flow=expenditure source=general',
      'count 8个 | 二级项目',
      'count 4个 | 编报绩效目标的项目',
      'amount 50.00万元 | 涉及项目预算资金',
    ],
  },
  {
    says: 'accounts with their code, and a value that is reached',
    lines: [
      '行政运行（2010301）2024年预算数为7.00万元，比2023年执行数增加1.00万元。',
      '人员经费由2023年的5.00万元增加到6.00万元。',
    ],
    expected: [
      'amount 7.00万元 | flow=expenditure function=2010301',
      'change-amount +1.00万元 | flow=expenditure function=2010301 | change>0',
      'amount 5.00万元 | character=personnel flow=expenditure year=2023',
      'amount 6.00万元 | character=personnel flow=expenditure',
    ],
  },
  {
    says: 'nothing is claimed of a number about which nothing is said',
    lines: ['2023年为10.00万元，2024年为12.00万元。'],
    expected: ['amount 10.00万元 | 为', 'amount 12.00万元 | 为'],
  },
  {
    says: 'a name with other words before it is not the whole of its kind',
    lines: ['主要是减少弱电系统维保项目经费39.00万元，办公用房租赁费较上年增加25.00万元。'],
    expected: ['change-amount -39.00万元 | 弱电系统维保项目经费', 'change-amount +25.00万元 | 办公用房租赁费'],
  },
]

describe('sentences', () => {
  it.each(CASES)('$says', ({ lines, expected }) => {
    expect(showAll(lines)).toEqual(expected)
  })
})

describe('final accounts', () => {
  it('measure the year against its own budget, and say which way it differs', () => {
    const lines = ['公务接待费年初预算为2.00万元，支出决算为1.50万元。决算数小于预算数的主要原因：接待减少。']
    expect(showAll(lines, { year: 2024, stage: 'final' })).toEqual([
      'amount 2.00万元 | flow=expenditure item=reception stage=budget',
      'amount 1.50万元 | flow=expenditure item=reception',
      'comparison -小于 | flow=expenditure item=reception | change>1',
    ])
    const { statements } = readLines(lines, { year: 2024, stage: 'final' })
    expect(statements[2]).toMatchObject({
      basis: '预算数',
      base: { stage: 'budget', year: '2024' },
      reason: '接待减少',
    })
  })
})

describe('numbers that are no claims', () => {
  it.each([
    ['dates and years', '2024年1月2日至12月31日，2021-2025年规划，2024-05-06。'],
    ['document numbers', '根据某发〔2023〕15号和某令第729号。'],
    ['telephone numbers', '咨询电话：0123-12345678。'],
    ['list numbers before a year', '3.2024年有关情况的说明如下'],
    ['list numbers, also before a name of digits', '内容是：1.聘请顾问。2.12345热线培训。'],
    ['names', '打造12345平台，完成IPv6改造，全天7×24小时响应，另有912项目一个。'],
    ['numbers of tables and goals', '年度目标 1：详见附件5-1和表10。'],
  ])('%s', (_, line) => {
    const { statements, coverage, unread } = readLines([line])
    expect(statements).toEqual([])
    expect(unread).toEqual([])
    expect(coverage.other).toBe(coverage.numbers)
    expect(coverage.numbers).toBeGreaterThan(0)
  })

  it('lists an amount without its unit as not understood', () => {
    const { unread, coverage } = readLines(['本年支出合计235.70，比上年增加。'])
    expect(unread).toMatchObject([{ reason: 'number-not-understood', place: { line: 1, column: 7 } }])
    expect(coverage).toEqual({ numbers: 1, claimed: 0, other: 0, unread: 1 })
  })
})

describe('lines cut by a page', () => {
  it('joins a sentence and keeps the line of each number', () => {
    const { statements } = readLines([
      '住房保障支出（类）住房改革支出（款）住房公积',
      '',
      '- 3 -',
      '',
      '金（项）安排11.00',
      '',
      '万元，占支出的5%。',
    ])
    expect(statements.map((s) => [s.place.line, s.value, s.coordinates?.function])).toEqual([
      [5, '11.00', '2210201'],
      [7, '5', '2210201'],
    ])
  })

  it('joins a heading, and does not join a heading with the sentence below', () => {
    const { statements } = readLines([
      '（七）关于某某局2024',
      '',
      '年政府性基金预算支出情况说明',
      '',
      '年初预算为0.00万元。',
    ])
    expect(statements[0]?.coordinates).toEqual({ source: 'fund', flow: 'expenditure', year: '2024', stage: 'budget' })
  })
})

describe('places on a page', () => {
  it('are the box of the number, not of its line', () => {
    const place = { page: 2, box: [100, 50, 290, 62] as const }
    const text = '公务接待费预算为1.20万元，与上年持平。'
    const { statements } = readBlocks([{ kind: 'paragraph', text, place, runs: [{ start: 0, place }] }])
    // Seventeen full letters and four half ones share 190 points; eight letters stand before the number.
    expect(statements[0]?.place).toEqual({ page: 2, box: [180, 50, 220, 62] })
  })
})

describe('lists of names', () => {
  it('belong to the amount before them', () => {
    const { listings } = readLines(['人员经费7.00万元，主要包括：基本工资、津贴补贴和奖金。'])
    expect(listings[0]?.of).toBe(0)
    expect(listings[0]?.names.map((n) => [n.text, n.coordinates?.economy, n.place.column])).toEqual([
      ['基本工资', '30101', 17],
      ['津贴补贴', '30102', 22],
      ['奖金', '30103', 27],
    ])
  })
})
