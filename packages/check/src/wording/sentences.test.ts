import { describe, expect, it } from 'vitest'
import { documentOf, findingsIn, findingsOf } from '../testing/findings-of.ts'

const COVER = `丙湖区档案馆
2024年单位预算
一、情况说明
`

/** What the rule says of the sentence, or nothing. */
async function said(rule: string, text: string): Promise<string> {
  const found = findingsIn(await documentOf(COVER + text)).filter((f) => f.rule === rule)
  return found.map((f) => f.found ?? '').join(' ')
}

describe('repetition', () => {
  const words = (text: string) => said('WORDING-REPEATED-WORD', text)

  it('finds doubled characters and words', async () => {
    expect(await words('负责归集数据的的安全管理工作。')).toBe('“的的”应为“的”')
    expect(await words('进一步提高群众群众满意度。')).toBe('“群众”重复')
    expect(await words('加强政务服务服务和档案管理。')).toBe('“服务”重复')
    expect(await words('主要包括：主要包括：办公费、印刷费。')).toBe('“主要包括:”重复')
    expect(await words('支付数字档案项目的数字档案项目经费。')).toBe('“数字档案项目”重复')
  })

  it('knows the reduplications of the language and words that meet', async () => {
    expect(await words('达到目的的措施；群众所有的的确确需要；认真研究研究再定。')).toBe('')
    expect(await words('预算管理管理办法由财政部门制定，费用用于项目项目库建设，公务用车用车补贴除外。')).toBe('')
    expect(await words('用于其他教育支出其他教育支出等方面，方方面面、实实在在、等等。')).toBe('')
  })

  it('finds the same sentence twice in one paragraph', async () => {
    const reason = '基本支出增加的主要原因是人员正常增资'
    expect(await said('WORDING-REPEATED-SENTENCE', `原因：${reason}；${reason}。`)).toContain('说了不止一次')
    expect(await said('WORDING-REPEATED-SENTENCE', `原因：${reason}。\n二、支出\n${reason}。`)).toBe('')
  })
})

describe('signs', () => {
  it('finds doubled and unfinished ones', async () => {
    expect(await said('WORDING-PUNCTUATION', '主要是运维经费增加。。')).toBe('标点连用“。。”')
    const open = '其中：其他收入3.00万元，占比百分之三；\n二、支出情况说明\n支出没有变化。'
    expect(await said('WORDING-PUNCTUATION', open)).toBe('段末以“；”结束')
    expect(await said('WORDING-PUNCTUATION', '（1）负责档案的收集工作；\n（2）负责档案的保管工作。')).toBe('')
    expect(await said('WORDING-PUNCTUATION', '人员经费10.00万元，用于工资；\n公用经费2.00万元，用于办公。')).toBe('')
  })

  it('finds the half of a pair', async () => {
    expect(await said('WORDING-PAIR', '“放管服”改革项目经费”主要内容是指导工作。')).toBe('“””没有另一半')
    expect(await said('WORDING-PAIR', '维修(护费0.05万元，由本单位支付。')).toBe('“（”没有另一半')
    expect(await said('WORDING-PAIR', '“三公”经费（含接待费）按《办法》执行，包括：1)出国费；2)接待费。')).toBe('')
  })
})

describe('blanks', () => {
  it('finds lists, numbers and units that are not there', async () => {
    expect(await findingsOf(`${COVER}其他项目经费主要用于。`, 'WORDING-REASON')).toHaveLength(1)
    expect(await said('WORDING-NUMBER', '公务接待费预算为万元，比上年增长%。')).toBe('“为万元”没有数；“增长%”没有数')
    expect(await said('WORDING-NUMBER', '各表金额单位为万元。')).toBe('')
    expect(await said('WORDING-UNIT', '公务接待费预算数为3.00，与上年持平。')).toBe('“预算数为3.00”没有单位')
    expect(await said('WORDING-UNIT', '普通证件省内10元/件、省外15/件，培训2次/年，全天7×24小时。')).toBe(
      '“15/件”疑漏“元”',
    )
    expect(await said('WORDING-UNIT', '公务接待费预算数为3.00万元，占1.25%。')).toBe('')
    expect(await said('WORDING-UNIT', '农林水支出60.00万元，占本年支出的76.23；其他占23.77%。')).toBe(
      '“占本年支出的76.23”没有百分号',
    )
    expect(await said('WORDING-UNIT', '苗圃占地12.50亩，占用面积3.20，另有1.10。')).toBe('')
  })
})

describe('words', () => {
  it('finds confusable terms, also where the wrong word is right elsewhere', async () => {
    expect(await said('WORDING-TYPO', '公务车用车运行费没有变化。')).toContain('公务用车')
    expect(await said('WORDING-TYPO', '截止2023年12月31日共有车辆2辆。')).toBe('“截止”应为“截至”')
    expect(
      await said('WORDING-TYPO', '社会保障和就业支出（类）行政事业单位养老支出（款）其它行政事业单位养老支出（项）'),
    ).toContain('其他')
    expect(
      await said('WORDING-TYPO', '其它工作照常；报名截止日期另行通知；自己完成；固定资产产权清晰；一切事物。'),
    ).toBe('')
  })

  it('finds remarks of drafting, foreign words and traditional characters', async () => {
    expect(await said('WORDING-DRAFT', '二、国有资产占有使用情况（此处按实际填写）')).toContain('此处')
    expect(await said('WORDING-DRAFT', '因公出国（境）费按实际需要填报。')).toBe('')
    expect(await said('WORDING-FOREIGN', '电子政务外网undefined使用费。')).toBe('外文“undefined”')
    expect(await said('WORDING-FOREIGN', '网址www.example.gov.cn，邮箱abcd@example.com，OA系统、App、IPv6。')).toBe('')
    expect(await said('WORDING-TRADITIONAL', '由单位实际缴纳的職業年金支出。')).toBe('“職業”应为“职业”')
  })
})

describe('subjects in sentences', () => {
  const chain = '卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）'

  it('have the names of the year', async () => {
    expect(await said('WORDING-SUBJECT', `${chain}5.00万元，主要用于医疗保险。`)).toBe('')
    expect(await said('WORDING-SUBJECT', chain.replace('卫生健康', '医疗卫生与计划生育'))).toBe(
      '医疗卫生与计划生育支出',
    )
    expect(await said('WORDING-SUBJECT', chain.replace('单位医疗（款）', '单位医僚（款）'))).toBe('行政事业单位医僚')
  })

  it('are not explained by what another one pays', async () => {
    const text = (
      purpose: string,
    ) => `1.住房保障支出（类）住房改革支出（款）住房公积金（项）8.00万元，主要用于${purpose}。
2.社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）9.00万元，主要用于缴纳养老保险。`
    expect(await said('WORDING-PURPOSE', text('按规定缴纳的基本养老保险费'))).toContain('基本养老保险')
    expect(await said('WORDING-PURPOSE', text('按规定缴纳的住房公积金'))).toBe('')
  })
})
