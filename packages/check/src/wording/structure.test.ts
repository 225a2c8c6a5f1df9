import { describe, expect, it } from 'vitest'
import { documentOf, findingsIn, findingsOf } from '../testing/findings-of.ts'
import { levelOf } from './level.ts'
import { isKin, regionOf } from './region.ts'

const COVER = `甲山省乙水市丙湖区政务服务和数据管理局
2024年部门预算
`

describe('numbering', () => {
  const found = (text: string) => findingsOf(COVER + text, 'WORDING-NUMBERING')

  it('tells what is missing', async () => {
    expect(await found('（一）收入情况。\n（二）支出情况。\n（四）采购情况。')).toEqual([
      'warning WORDING-NUMBERING: （四）采购情况。',
    ])
    expect(
      await found('1.财政拨款收入：指拨付的资金。\n2.其他收入：指其他的资金。\n2.基本支出：指日常的支出。'),
    ).toEqual(['warning WORDING-NUMBERING: 2.基本支出：指日常的支出。'])
  })

  it('lets lists begin anew, nest, and go on after an inner list', async () => {
    expect(
      await found(`一、收入
（一）一般公共预算收入。
（二）事业收入。
二、支出
（一）基本支出。
1.人员经费。
2.公用经费。
（二）项目支出。
1.专项业务费。
2.设备购置费。
三、其他`),
    ).toEqual([])
    // An outer list of the same style is taken up again where the inner one began.
    expect(await found('1、第一项任务。\n2、第二项任务：\n1、前期准备。\n2、组织实施。\n3、第三项任务。')).toEqual([])
  })

  it('sees numbers inside a joined paragraph and in a table', async () => {
    expect(await found('1.制定计划。2.组织实施。\n3.检查验收。')).toEqual([])
    expect(await found('一、收入总表\n二、|支出总表|金额\n合计|1.00|2.00\n\n三、采购表')).toEqual([])
  })
})

describe('order', () => {
  it('is that of the contents', async () => {
    const book = (first: string, second: string) =>
      findingsOf(
        `${COVER}目录
一、部门概况
二、收支预算说明
三、采购预算说明
四、名词解释
一、部门概况
本部门设三个科室。
二、${first}
有关情况详见各表。
三、${second}
有关情况详见各表。
四、名词解释
1.基本支出：指日常的支出。`,
        'WORDING-ORDER',
      )
    expect(await book('收支预算说明', '采购预算说明')).toEqual([])
    expect(await book('采购预算说明', '收支预算说明')).toHaveLength(1)
  })
})

describe('glossary', () => {
  const chain = (name: string) => `住房保障支出（类）住房改革支出（款）${name}（项）`
  const body = `${COVER}预算安排情况说明
1.${chain('住房公积金')}20.00万元，主要用于缴纳住房公积金。
2.${chain('提租补贴')}3.00万元，主要用于发放提租补贴。
3.${chain('购房补贴')}9.00万元，主要用于发放购房补贴。
`

  it('wants every subject of a kind explained, or none', async () => {
    const two = `名词解释
1.${chain('住房公积金')}：反映单位缴纳的住房公积金。
2.${chain('提租补贴')}：反映向职工发放的租金补贴。`
    const [missing, ...more] = await findingsOf(body + two, 'WORDING-TERM-MISSING')
    expect(missing).toMatch(/^warning .*购房补贴/)
    expect(more).toEqual([])
    const none = '名词解释\n1.基本支出：指保障机构正常运转的支出。\n2.住房公积金：指为职工缴存的资金。'
    expect(await findingsOf(body + none, 'WORDING-TERM-MISSING')).toEqual([])
  })

  it('reads an explanation that a page break has cut off behind the colon', async () => {
    const cut = `名词解释
1.${chain('住房公积金')}：反映单位缴纳的住房公积金。
2.${chain('提租补贴')}：反映向职工发放的租金补贴。
3.${chain('购房补贴')}：

反映向职工发放的购房补贴。`
    expect(await findingsOf(body + cut, 'WORDING-TERM-MISSING')).toEqual([])
  })

  it('hints at terms that occur nowhere', async () => {
    const text = `${body}名词解释
1.住房公积金：指为职工缴存的长期住房储金。
2.提租补贴：指向职工发放的租金补贴。
3.弥补收支差额：指以前年度积累用于弥补缺口的资金。`
    expect(await findingsOf(text, 'WORDING-TERM-UNUSED')).toEqual(['info WORDING-TERM-UNUSED: 弥补收支差额'])
  })

  it('notices the explanation of another term and 决算 in a budget', async () => {
    // The words on the first pages tell a budget from final accounts; these come later.
    const pages = '本部门预算按规定编制。\n'.repeat(12)
    const text = `${body}${pages}名词解释
1.财政拨款收入：指本级财政决算安排且当年拨付的资金。
2.事业收入：指开展专业业务活动及辅助活动取得的收入。
3.经营收入：指开展专业业务活动及辅助活动取得的收入。
4.“三公”经费：纳入财政预决算管理的经费。`
    const found = await findingsOf(text, 'WORDING-TERM-EXPLANATION')
    expect(found).toHaveLength(2)
    expect(found[0]).toContain('财政决算安排')
    expect(found[1]).toContain('经营收入')
  })
})

describe('sections', () => {
  const sentence = (about: string) =>
    `本部门按照有关规定编制预算，${about}，具体数额见所附各表，并按要求向社会公开，接受社会各方面的监督。`
  const subjects = [
    '主要职责是服务群众',
    '机构设置精简',
    '收入比上年增加',
    '“三公”经费从严',
    '政府采购依法进行',
    '国有资产管理规范',
    '绩效目标合理',
    '名词解释附后',
  ]
  const fill = Array.from({ length: 14 }, (_, i) => sentence(`认真做好第${i}件工作并且保证质量`))

  it('misses what the law wants explained, with the law', async () => {
    const text = COVER + [...subjects.map(sentence), ...fill].join('\n')
    const found = findingsIn(await documentOf(text)).filter((f) => f.rule === 'WORDING-SECTION')
    expect(found.map((f) => [f.severity, f.expected, f.basis.slice(0, 7)])).toEqual([
      ['warning', '机关运行经费的安排', '预算法第十四条'],
    ])
    expect(await findingsOf(`${text}\n${sentence('机关运行经费从紧安排')}`, 'WORDING-SECTION')).toEqual([])
  })

  it('asks nothing of tables with a few notes', async () => {
    expect(await findingsOf(`${COVER}注：本表无数据。`, 'WORDING-SECTION')).toEqual([])
  })
})

describe('years', () => {
  it('finds sentences of last year', async () => {
    const found = await findingsOf(`${COVER}一、其他说明\n2023年部门预算安排购置车辆1辆。`, 'WORDING-YEAR')
    expect(found).toHaveLength(1)
    expect(found[0]).toContain('2023年部门预算')
    expect(await findingsOf(`${COVER}（一）关于丙湖区政务局2023年收入预算情况说明`, 'WORDING-YEAR')).toHaveLength(1)
  })

  it('lets comparisons, executions, dates, plans and names of documents be', async () => {
    const fine = `2024年部门预算安排购置车辆1辆，2023年预算未安排。
与2023年预算相比，收入减少2.00万元。
2023年当年预算执行数为5.00万元。
2023年结转资金安排支出3.00万元。
截至2023年12月31日，共有车辆2辆。
2023年度绩效自评结果用于预算安排。
根据《2023年政府预算编制办法》安排支出。
2023年12月完成采购项目验收。
2025年起预算标准调整。`
    expect(await findingsOf(`${COVER}${fine}`, 'WORDING-YEAR')).toEqual([])
  })

  it('wants the assets of the end of the year before', async () => {
    const at = (date: string) => findingsOf(`${COVER}截至${date}，本部门共有车辆2辆。`, 'WORDING-DATE')
    expect(await at('2022年12月31日')).toHaveLength(1)
    expect(await at('2024年12月31日')).toHaveLength(1)
    expect(await at('2023年12月31日')).toEqual([])
    // Some places count in summer, when the budget is drawn up.
    expect(await at('2023年8月31日')).toEqual([])
  })
})

describe('names', () => {
  it('finds a garbled name, not that of another bureau', async () => {
    const name = (said: string) => findingsOf(`${COVER}部门名称：${said}`, 'WORDING-NAME')
    expect(await name('丙湖区政务服务与大数据管理局')).toHaveLength(1)
    expect(await name('丙湖区政务服务和数据管理局')).toEqual([])
    expect(await name('丙湖区市场监督管理局')).toEqual([])
    expect(await name('丙湖区政务服务和数据管理局下属政务服务中心')).toEqual([])
  })

  it('finds the name of another place where the own one should speak', async () => {
    const cover = '浙江省杭州市财政局\n2024年部门预算\n'
    const other = await findingsOf(`${cover}宁波市财政局2024年收支总预算10.00万元。`, 'WORDING-NAME-OTHER')
    expect(other).toHaveLength(1)
    const fine = '浙江省财政厅部门预算单位。\n杭州市财政局2024年收支总预算10.00万元。\n与宁波市财政局开展交流。'
    expect(await findingsOf(cover + fine, 'WORDING-NAME-OTHER')).toEqual([])
  })

  it('knows counties, also those whose name stands in several cities or is a plain word', async () => {
    const other = (cover: string, subject: string) =>
      findingsOf(`${cover}\n2024年部门预算\n${subject}2024年收支总预算10.00万元。`, 'WORDING-NAME-OTHER')
    // 鼓楼区 lies in four cities; that of the name is meant by both.
    expect(await other('南京市鼓楼区财政局', '鼓楼区财政局')).toEqual([])
    expect(await other('江苏省南京市鼓楼区财政局', '玄武区财政局')).toHaveLength(1)
    expect(await other('鼓楼区财政局', '玄武区财政局')).toHaveLength(1)
    expect(await other('南京市鼓楼区财政局', '老城区改造服务中心')).toEqual([])
    expect(await other('德清县财政局', '安吉县财政局')).toHaveLength(1)
  })

  it('knows where a region ends', () => {
    expect(regionOf('甲山省乙水市丙湖区财政局')).toBe('甲山省乙水市丙湖区')
    expect(regionOf('乙山市市场监督管理局')).toBe('乙山市')
    expect(regionOf('丁水县城市管理局')).toBe('丁水县')
    expect(regionOf('乙山市社区服务中心')).toBe('乙山市')
    const region = (code: string) => ({ code, name: '', level: '' })
    expect(isKin(region('330000'), region('330100'))).toBe(true)
    expect(isKin(region('330200'), region('330100'))).toBe(false)
  })
})

describe('level', () => {
  it('is that of the organisation', async () => {
    expect([levelOf('甲山省乙水市丙湖区财政局'), levelOf('乙山市财政局'), levelOf('某局')]).toEqual([
      '区',
      '市',
      undefined,
    ])
    const glossary = (level: string) => `${COVER}名词解释
（一）“三公”经费：是与${level}财政有经费领拨关系的部门安排的经费。
（二）上级补助收入：指从上级市级财政部门取得的补助。`
    expect(await findingsOf(glossary('市级'), 'WORDING-LEVEL')).toHaveLength(1)
    expect(await findingsOf(glossary('区级'), 'WORDING-LEVEL')).toEqual([])
    expect(await findingsOf(glossary('本级'), 'WORDING-LEVEL')).toEqual([])
  })
})
