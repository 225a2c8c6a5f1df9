/** What is known about the differences of each example, as an accountant would explain them; proofs are in corrections.md. */
import type { Circumstances, Rule } from './why.ts'

const own = (form: RegExp, column: number, note = '目标由编者另写，不照抄原文'): Rule => ({
  form,
  column,
  why: '文字自拟',
  note,
  isOfAKind: true,
})

export const CIRCUMSTANCES: Readonly<Record<string, Circumstances>> = {
  'jiaxing-2023': {
    isRecognized: false,
    rules: [
      { form: /^income$/, column: 1, why: '转换损坏', note: '单元格截去了后半个括号' },
      { form: /^fiscal$/, column: 0, published: /^$/, why: '转换损坏', note: '表尾的合计、结转各行没有抄下来' },
      {
        form: /^livelihood-blank$/,
        published: /指标值?\d/,
        why: '排版取舍',
        note: '空白登记表里的“指标1”“指标值1”是样张的占位文字，不印',
        isOfAKind: true,
      },
      {
        form: /^livelihood-blank$/,
        ours: /^成本$/,
        why: '转换损坏',
        note: '“成本”一行少了前面的空栏，错位一栏',
      },
    ],
  },
  'shaoxing-2024': {
    isRecognized: false,
    rules: [
      own(/^programs$/, 4),
      { form: /^indicators$/, column: 0, published: /绩效指标表/, why: '排版取舍', note: '表名印在表内，本书印在表上' },
      own(/^indicators$/, 4),
      {
        form: /^indicators$/,
        column: 3,
        published: /^办公房屋租赁$/,
        why: '公开件误',
        note: '同一项目在表10 叫“办公用房租赁费”，编码、金额相同',
        isOfAKind: true,
      },
      {
        form: /^indicators$/,
        published: /^(33457\.10|4107\.50)$/,
        why: '公开件误',
        note: '其余各行以元为单位，这两格以百元为单位：4107.50 百元 = 410750 元，即表10 的 41.08 万元',
      },
      {
        form: /^indicators$/,
        column: 11,
        ours: /^5$/,
        why: '公开件误',
        note: '漏印权重：该项目合计 100 − 其余 95 = 5',
      },
      {
        form: /^indicators$/,
        published: /^700$/,
        why: '公开件误',
        note: '把编码 215003 的两个项目算在审批中心名下：5 个项目 × 100 = 500，另 200 属交易中心',
      },
      { form: /^indicators$/, ours: /^绍兴市公共资源交易中心\|200$/, why: '公开件误', note: '漏印交易中心的一行' },
      {
        form: /^indicators$/,
        column: 1,
        published: /^绍兴市?$/,
        why: '转换损坏',
        note: '单位名称只印出开头',
        isOfAKind: true,
      },
    ],
  },
  'shaoxing-data-2021': {
    isRecognized: false,
    rules: [
      {
        form: /^balance$/,
        published: /5,068,099\.80/,
        why: '公开件误',
        note: '明细和总计均为 5,068,099.82',
      },
      {
        form: /^expenditure$/,
        column: 5,
        published: /^$/,
        why: '公开件误',
        note: '漏印：总计 − 人员支出 − 项目支出 = 435,519.18，与下级各行相同',
      },
      {
        form: /^fiscal$/,
        published: /5,068,099\.82/,
        why: '公开件误',
        note: '误印总计：款级 4,621,133.66，项级 2,883,800.00 + 1,737,333.66 = 4,621,133.66',
      },
      {
        form: /^fiscal$/,
        published: /4,621,123\.66/,
        why: '公开件误',
        note: '错一位：2,883,800.00 + 1,737,333.66 = 4,621,133.66',
      },
      {
        form: /^general$/,
        why: '排版取舍',
        note: '各行相同，先后不同；公开件表1、表3 与表4 的先后也不一样，本书表4 按编码',
      },
      { form: /^indicators$/, ours: /^0$/, why: '公开件误', note: '漏印指标值；年度目标说的是没有败诉和撤销' },
      own(/^indicators$/, 8),
      own(/^indicators$/, 5),
    ],
  },
  'zengdu-2024': {
    isRecognized: true,
    rules: [
      {
        form: /^whole-goal$/,
        name: /填报人|联系电话/,
        why: '排版取舍',
        note: '填报人和电话不进账，留白',
      },
      {
        form: /^procurement$/,
        column: 13,
        published: /^$/,
        why: '公开件误',
        note: '漏印：正文说面向中小企业 200 万元，占 100%',
      },
      { form: /^projects$/, published: /^16$/, ours: /^016$/, why: '转换损坏', note: '编码开头的 0 认丢' },
      {
        form: /^whole-goal$/,
        published: /^4$/,
        ours: /^14$/,
        why: '转换损坏',
        note: '“14”拆成“1”“4”两格：在编 5 + 编外 9 = 14',
      },
      own(/^whole-goal$/, 2, '职责、目标由编者另写'),
      { ...own(/^whole-goal$/, 0, '职责、目标由编者另写；原文拆散到各行'), published: /^\d\.|政务公开|大数据/ },
      { ...own(/^project-goal/, 0, '目标由编者另写；原文在转换中拆散到各行'), published: /^(?!.*\d\.\d\d)/ },
      own(/^project-goal/, 2, '目标由编者另写；原文在转换中拆散到各行'),
      own(/^project-goal/, 3, '目标由编者另写；原文在转换中拆散到各行'),
    ],
  },
  'fengquan-2023': {
    isRecognized: false,
    rules: [
      {
        form: /^fiscal$/,
        published: /^235\.93$/,
        why: '公开件误',
        note: '支出总计和表1 收入总计均为 232.31；各类 213.78 + 9.96 + 8.57 = 232.31',
      },
      {
        form: /^fiscal$/,
        published: /^$/,
        ours: /^232\.31$/,
        why: '公开件误',
        note: '漏印：本年收入全部是一般公共预算拨款',
      },
      { form: /^fiscal$/, published: /^\(三\)国防支出\($/, why: '公开件误', note: '多印半个括号' },
      {
        form: /^(?:balance|fiscal)$/,
        name: /城乡社区|农林水|资源勘探/,
        why: '公开件误',
        note: '用了停用的旧名；当年的科目是“城乡社区支出”“农林水支出”“资源勘探工业信息等支出”',
      },
      {
        form: /^fiscal$/,
        published: /文化体育旅游/,
        why: '公开件误',
        note: '第 207 类的名称是“文化旅游体育与传媒支出”，收支预算表第七行印的也是它',
      },
      {
        form: /^fiscal$/,
        column: 0,
        why: '公开件误',
        note: '（九）用了旧名“医疗卫生与计划生育”，与（十）重复；第 209 类是社会保险基金支出，表1 印的也是它',
      },
      {
        form: /^general$/,
        published: /^201$/,
        ours: /^208$/,
        why: '公开件误',
        note: '2010505 与名称不符；养老保险缴费是 2080505',
      },
      { form: /^general$/, published: /^其他社会保障就业支出$/, why: '公开件误', note: '科目名称漏“和”字' },
      { form: /^projects$/, published: /服务服务/, why: '公开件误', note: '名称多印“服务”二字' },
      own(/^whole-goal$/, 5, '指标值说明由编者另写'),
      own(/^whole-goal$/, 4, '任务内容由编者另写'),
      own(/^whole-goal$/, 2),
      {
        form: /^whole-goal$/,
        column: 0,
        published: /^等事项/,
        why: '转换损坏',
        note: '上一格的文字跨页断成一行',
      },
      { form: /^project-goals$/, published: /^项目支出\|>10万元/, why: '转换损坏', note: '跨页处的一行印了两次' },
      {
        form: /^project-goals$/,
        name: /空调/,
        why: '转换损坏',
        note: '跨页处的一行少了几栏：成本一栏重复，效益的指标值和满意度缺失',
      },
    ],
  },
}
