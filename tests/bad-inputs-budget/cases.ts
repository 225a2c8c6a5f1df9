/** One thing wrong in each: the name of the case, the file, what stands there, and what stands there instead. */
import { BASE } from './base.ts'

type Change = (files: Map<string, string>) => void

const put =
  (file: string, text: string): Change =>
  (files) => {
    files.set(file, text)
  }
const drop =
  (file: string): Change =>
  (files) => {
    files.delete(file)
  }
/** Fails where the base does not hold what is to be replaced, so that no case goes stale unseen. */
const swap =
  (file: string, from: string, to: string): Change =>
  (files) => {
    const text = files.get(file)
    if (!text?.includes(from)) throw new Error(`${file} has no ${from}`)
    files.set(file, text.replace(from, to))
  }
const add =
  (file: string, ...rows: string[]): Change =>
  (files) => {
    files.set(file, `${files.get(file) ?? ''}${rows.join('\n')}\n`)
  }

const E = 'expenditure.csv'

/** Gives both sheets the column for the other unit, and the expenditure more rows. */
const transfer = (files: Map<string, string>, ...rows: string[]): void => {
  const widen = (file: string, at: number, heading: string): void => {
    const lines = files.get(file)!.trimEnd().split('\n')
    const wide = lines.map((line, i) => {
      // Only an amount of the base holds a comma of its own, and it stands behind this column.
      const cells = line.split(',')
      return [...cells.slice(0, at), i === 0 ? heading : '', ...cells.slice(at)].join(',')
    })
    files.set(file, `${wide.join('\n')}\n`)
  }
  widen(E, 7, '对方单位')
  widen('income.csv', 3, '对方单位')
  add(E, ...rows)(files)
}

const CHANGES: Readonly<Record<string, Change>> = {
  'no head': drop('budget.yaml'),
  'no expenditure': drop(E),
  'a file misspelt': put('expenditures.csv', 'x'),
  'a head of a megabyte': put('budget.yaml', `名称: ${'档'.repeat(1_000_001)}`),
  'a head with a tab': swap('budget.yaml', '阶段: 预算', '\t阶段: 预算'),
  'a bomb of aliases': put('texts.yaml', '职责: &a [x, x]\n机构: [*a, *a, *a]\n'),
  'a deep head': put('budget.yaml', '['.repeat(100_000)),
  'a list for a head': put('budget.yaml', '- 年度\n'),
  'two documents': add('budget.yaml', '---', '年度: 2024'),
  'a map for a name': swap('budget.yaml', '名称: 示例市档案局', '名称:\n  全称: 示例市档案局'),
  'a key twice': add('budget.yaml', '年度: 2024'),
  'an unknown key': add('budget.yaml', '备注: 无'),
  'no year': swap('budget.yaml', '年度: 2025\n', ''),
  'a year in words': swap('budget.yaml', '2025', '二〇二五'),
  'no such day': swap('budget.yaml', '2025-02-14', '2025-02-30'),
  'a date of another year': swap('budget.yaml', '2025-02-14', '2023-02-14'),
  'a region by name': swap('budget.yaml', '"339901"', '示例市'),
  'a stage that is none': swap('budget.yaml', '阶段: 预算', '阶段: 概算'),
  'an empty sheet': put('units.csv', ''),
  'a quote never closed': swap(E, '"612,384.00"', '"612,384.00'),
  'letters behind a quote': swap(E, '"612,384.00"', '"612,384.00"元整'),
  semicolons: put('income.csv', '单位;资金来源;金额(元)\n021001;一般公共预算;1\n'),
  'a comma too many': swap(E, '86000,', '86,000,'),
  'a cell too few': add('income.csv', '021001,一般公共预算'),
  'amounts in ten thousands': swap('income.csv', '金额(元)', '金额(万元)'),
  'a column of our own': swap(E, '备注', '经办人'),
  'a column misspelt': swap(E, '资金来源', '资金来原'),
  'a column twice': swap('income.csv', '资金来源,资金年份', '资金来源,资金来源'),
  'rows without end': put('tasks.csv', `任务名称,主要内容\n${'x,y\n'.repeat(200_002)}`),
  'a total': add('income.csv', '合计,,,,,1217184.50'),
  'no unit': swap(E, '021001,2012602', ',2012602'),
  'an amount in words': swap(E, '86000', '八万六'),
  'an amount with a unit': swap(E, '86000', '8.6万元'),
  'three decimals': swap(E, '3000.5', '3000.505'),
  'a hundred digits': swap(E, '86000', '9'.repeat(100)),
  'half a person': swap('indicators.csv', ',60', ',59.5'),
  'half a car': swap('measurements.csv', ',1,数量', ',1.5,数量'),
  'a quantity in words': swap('procurement.csv', ',2,套', ',两套,套'),
  'a name for a code': swap(E, '2012602', '一般行政管理事务'),
  'a code that was rounded': swap('projects.csv', 'P-01,档案业务指导', '3.39901E+20,档案业务指导'),
  'a source that is none': swap('income.csv', '事业收入', '事业收费'),
  'a hidden sign': swap('units.csv', '示例市档案馆', '示例市\u200b档案馆'),
  'signs of a broken encoding': swap('units.csv', '示例市档案馆', '示例市\ufffd\ufffd馆'),
  'a name on two lines': swap('units.csv', '示例市档案馆', '"示例市\n档案馆"'),
  'a name without end': swap('units.csv', '示例市档案馆', '档'.repeat(501)),
  'a nature that is none': swap('units.csv', '事业', '企业'),
  'a zero lost': swap(E, '021002,2012699', '21002,2012699'),
  'zeros lost everywhere': put('units.csv', '单位编码,单位名称,单位性质\n21001,示例市档案局本级,行政\n'),
  'a name of another code': swap(E, '2012601 行政运行', '2012601 事业运行'),
  'no such function': swap(E, '2012602', '2012642'),
  'no such economy': swap(E, '30216', '30250'),
  'a function no longer in use': swap(E, '2012602', '2010308'),
  'a function cut short': swap(E, '2012602', '20126'),
  'a function of another budget': swap(E, '2012602', '2120803'),
  'no such unit': swap(E, '021002,2012699', '021003,2012699'),
  'no such project': swap(E, 'P-01', 'P-07'),
  'a name of two projects': (files) => {
    swap('projects.csv', '库房柜架', '档案业务指导')(files)
    swap(E, 'P-01', '档案业务指导')(files)
  },
  'units in a circle': put(
    'units.csv',
    '单位编码,单位名称,单位性质,上级单位\n021001,示例市档案局本级,行政,021002\n021002,示例市档案馆,事业,021001\n',
  ),
  'a unit twice': add('units.csv', '021002,示例市档案馆,事业,021'),
  'a project twice': add('projects.csv', 'P-02,库房柜架,021002,其他运转类,2025,2025,15800'),
  'a goal twice': add('goals.csv', '021002,P-02,再换柜架'),
  'a line twice': (files) => {
    add(E, '021002,2012604,30201,事业收入,,,,,,3000.5,')(files)
    add('income.csv', '021002,事业收入,本年,2025,预算,3000.51')(files)
  },
  'a measure misspelt': swap('measurements.csv', '机要通信用车', '机要通讯用车'),
  'wages that are goods': swap(E, '工资福利支出', '商品和服务支出'),
  'a project that is basic': swap(E, ',,P-01', ',人员经费,P-01'),
  'income forgotten': swap('income.csv', '021002,事业收入,本年,2025,预算,3000.50\n', ''),
  'carried over and not spent': (files) => {
    swap('income.csv', '上年结转,2025,预算,15800', '上年结转,2025,预算,20000')(files)
    swap('income.csv', '本年,2025,预算,500000', '本年,2025,预算,495800')(files)
  },
  'more spent than carried over': (files) => {
    swap('income.csv', '上年结转,2025,预算,15800', '上年结转,2025,预算,15000')(files)
    swap('income.csv', '本年,2025,预算,500000', '本年,2025,预算,500800')(files)
  },
  'a negative amount': (files) => {
    add(E, '021001,2012601,30102,一般公共预算,,,,,,-100,')(files)
    swap('income.csv', '698384', '698284')(files)
  },
  'a ledger in ten thousands': (files) => {
    for (const [from, to] of [
      ['"612,384.00"', '61.24'],
      ['86000', '8.6'],
      ['500000', '50'],
      ['3000.5', '0.3'],
      ['15800', '1.58'],
    ] as const)
      swap(E, from, to)(files)
    for (const [from, to] of [
      ['698384', '69.84'],
      ['500000', '50'],
      ['3000.50', '0.3'],
      ['15800', '1.58'],
    ] as const)
      swap('income.csv', from, to)(files)
    swap('projects.csv', '2025,15800', '2025,1.58')(files)
  },
  'more than the whole': swap('projects.csv', '300000', '80000'),
  'less than the whole': swap('projects.csv', '2025,15800', '2025,25800'),
  'years reversed': swap('projects.csv', '2024,2026', '2026,2024'),
  'a line of long ago': add(E, '021001,2012601,30101,一般公共预算,,,,2015,预算,1,'),
  'weights of 95': swap('indicators.csv', ',60', ',55'),
  'weights of 90': swap('indicators.csv', ',60', ',50'),
  'a weight forgotten': swap('indicators.csv', ',60', ','),
  'an indicator of nothing': add('indicators.csv', '021001,,产出指标,数量指标,建档数,≥,1,个,'),
  'a goal without indicators': add('goals.csv', '021001,,全年目标'),
  'a project without a goal': (files) => {
    swap('goals.csv', '021002,P-02,更换柜架\n', '')(files)
    swap('indicators.csv', '021002,P-02,产出指标,数量指标,柜架,=,2,套,100\n', '')(files)
  },
  'a product that is none': swap('procurement.csv', '7900,15800', '7800,15800'),
  'a part above its whole': swap('procurement.csv', '15800,15800', '15800,16000'),
  'a project of another unit': swap(E, ',,P-01', ',,P-02'),
  'a book of one unit': swap('budget.yaml', '部门', '单位'),
  'a subsidy that nobody received': (files) => {
    transfer(files, '021001,2012699,,其他收入,,对附属单位补助支出,,021002,,,5000,')
    add('income.csv', '021001,其他收入,本年,,2025,预算,5000')(files)
  },
  'a subsidy of which less arrived': (files) => {
    transfer(
      files,
      '021001,2012699,,其他收入,,对附属单位补助支出,,021002,,,5000,',
      '021002,2012604,30201,上级补助收入,,,,,,,4000,',
    )
    add('income.csv', '021001,其他收入,本年,,2025,预算,5000', '021002,上级补助收入,本年,021001,2025,预算,4000')(files)
  },
  'a transfer to somebody else': (files) => {
    transfer(files, '021002,2012604,30201,上级补助收入,,,,,,,4000,')
    add('income.csv', '021002,上级补助收入,本年,099001,2025,预算,4000')(files)
  },
  'a transfer to oneself': (files) => {
    transfer(files, '021002,2012604,30201,上级补助收入,,,,,,,4000,')
    add('income.csv', '021002,上级补助收入,本年,示例市档案馆,2025,预算,4000')(files)
  },
  'a transfer that names nobody': (files) => {
    transfer(
      files,
      '021001,2012699,,其他收入,,对附属单位补助支出,,,,,5000,',
      '021002,2012604,30201,上级补助收入,,,,,,,5000,',
    )
    add('income.csv', '021001,其他收入,本年,,2025,预算,5000', '021002,上级补助收入,本年,,2025,预算,5000')(files)
  },
  'a counterpart of what is no transfer': (files) => {
    transfer(files)
    swap(E, '021001,2012602,30216,一般公共预算,,,P-01,', '021001,2012602,30216,一般公共预算,,,P-01,021002')(files)
  },
  'nothing for this year': (files) => {
    put(E, `${BASE.get(E)!.split('\n')[0]!}\n`)(files)
    put('income.csv', '单位,资金来源,资金年份,年度,阶段,金额(元)\n')(files)
  },
  'the wrong year': swap('budget.yaml', '年度: 2025', '年度: 2026'),
  'thousands of problems': add('income.csv', ...new Array<string>(2500).fill('x')),
}

export function badBudgets(): { name: string; files: ReadonlyMap<string, string> }[] {
  return Object.entries(CHANGES).map(([name, change]) => {
    const files = new Map(BASE)
    change(files)
    return { name, files }
  })
}
