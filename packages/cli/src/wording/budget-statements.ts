/** Words for what the entries of a budget say together and cannot all be right. */
import type { Facts } from '@gouji/budget'
import type { BothWords } from './budget-problems.ts'
import { both, given, type StatementCode } from './budget-shapes.ts'

const nearZh = (f: Facts, otherwise: string): string => given(f.near, (near) => `是否应为：${near}？`) || otherwise
const nearEn = (f: Facts, otherwise: string): string => given(f.near, (near) => `Did you mean ${near}?`) || otherwise

const validZh = (f: Facts): string =>
  given(f.to, (to) => `，用到 ${to} 年`) || given(f.from, (from) => `，${from} 年起才有`)
const validEn = (f: Facts): string =>
  given(f.to, (to) => `; it was used until ${to}`) || given(f.from, (from) => `; it is used from ${from}`)

const whoZh = (f: Facts): string => `单位 ${f.unit} ${given(f.source, (s) => `的${s}`)}`
const whenZh = (f: Facts): string => `${f.year} 年${f.stage}`
const whoEn = (f: Facts): string => `unit ${f.unit}${given(f.source, (s) => `, ${s}`)}, ${f.year} ${f.stage}`

export const STATEMENTS: Readonly<Record<StatementCode, BothWords>> = {
  'unknown-subject': both(
    (f) => [`${f.year} 年的科目表里没有 ${f.code}`, nearZh(f, '请对照当年的科目表核对。')],
    (f) => [`the classification of ${f.year} has no ${f.code}`, nearEn(f, 'Compare it with the list of the year.')],
  ),
  'superseded-subject': both(
    (f) => [`科目 ${f.code}（${f.name}）${f.year} 年不在用${validZh(f)}`, nearZh(f, '请改用当年的科目。')],
    (f) => [`${f.code} (${f.name}) is not in use in ${f.year}${validEn(f)}`, nearEn(f, 'Use a subject of the year.')],
  ),
  'coarse-subject': both(
    (f) => [
      `科目 ${f.code}（${f.name}）只写到${f.level}级`,
      `请写到${f.wanted}级，否则按${f.wanted}级列示的表填不出来。`,
    ],
    (f) => [
      `${f.code} (${f.name}) stops at the level ${f.level}`,
      `Enter the ${f.wanted}: forms that ask for it cannot be filled otherwise.`,
    ],
  ),
  'other-budget': both(
    (f) => [`科目 ${f.code}（${f.name}）属于${f.budget}，资金来源却是${f.source}`, '请核对科目和资金来源哪个写错。'],
    (f) => [
      `${f.code} (${f.name}) belongs to ${f.budget}, but is paid from ${f.source}`,
      'See which of the two is wrong.',
    ],
  ),
  'unknown-unit': both(
    (f) => [`单位表中没有“${f.found}”`, nearZh(f, '请在 units.csv 中补上，或改正这里的编码。')],
    (f) => [`there is no unit "${f.found}"`, nearEn(f, 'Add it to units.csv, or mend the code.')],
  ),
  'unknown-project': both(
    (f) => [`项目表中没有“${f.found}”`, nearZh(f, '请在 projects.csv 中补上，或改正这里的编码。')],
    (f) => [`there is no project "${f.found}"`, nearEn(f, 'Add it to projects.csv, or mend the code.')],
  ),
  'ambiguous-name': both(
    (f) => [`“${f.found}”不止一个（${f.codes}）`, '请改写编码。'],
    (f) => [`"${f.found}" is the name of several (${f.codes})`, 'Write the code.'],
  ),
  'unit-cycle': both(
    (f) => [`单位 ${f.found} 的上级绕回到它自己`, '请改正上级单位；最上一级不填。'],
    (f) => [`going up from the unit ${f.found} leads back to it`, 'Mend its parent; the topmost unit has none.'],
  ),
  'duplicate-unit': both(
    (f) => [`单位编码 ${f.found} 重复，第 ${f.before} 行已有`, '请删去一行或改正编码。'],
    (f) => [`the unit ${f.found} stands at line ${f.before} already`, 'Remove one of the two or mend its code.'],
  ),
  'duplicate-project': both(
    (f) => [`项目编码 ${f.found} 重复，第 ${f.before} 行已有`, '请删去一行或改正编码。'],
    (f) => [`the project ${f.found} stands at line ${f.before} already`, 'Remove one of the two or mend its code.'],
  ),
  'duplicate-goal': both(
    (f) => [
      `${given(f.found, (x) => `“${x}”的`) || '整体'}绩效目标重复，第 ${f.before} 行已有`,
      '一个项目只有一个目标，请合并。',
    ],
    (f) => [
      `the goal${given(f.found, (x) => ` of ${x}`)} stands at line ${f.before} already`,
      'A project has one goal: join the two.',
    ],
  ),
  'duplicate-line': both(
    (f) => [`与第 ${f.before} 行完全相同`, '若是重复粘贴请删去；确是两笔请在备注中区分。'],
    (f) => [
      `this is line ${f.before} again`,
      'Remove it; if there are two such payments, tell them apart in the note.',
    ],
  ),
  'unknown-measure': both(
    (f) => [`没有见过名称“${f.found}”`, nearZh(f, '请核对。')],
    (f) => [`"${f.found}" is not a known name`, nearEn(f, 'Check it.')],
  ),
  'character-contradicts-economy': both(
    (f) => [
      `支出性质“${f.character}”与部门经济科目 ${f.economy} 不符`,
      '请改正其一；一般不必填支出性质，由经济科目和项目推出。',
    ],
    (f) => [
      `the character ${f.character} does not go with the economy ${f.economy}`,
      'Mend one of the two; the character can usually be left out.',
    ],
  ),
  'character-contradicts-project': both(
    (f) => [`支出性质“${f.character}”与项目 ${f.project} 的类别（${f.kind}）不符`, '请改正其一，或不填支出性质。'],
    (f) => [
      `the character ${f.character} does not go with the project ${f.project} (${f.kind})`,
      'Mend one of the two, or leave the character out.',
    ],
  ),
  unbalanced: both(
    (f) => [
      `${whoZh(f)}收支不平：${whenZh(f)}${given(f.vintage, (v) => `（${v}）`)}收入 ${f.income} 元，支出 ${f.expenditure} 元，相差 ${f.difference} 元`,
      f.vintage
        ? '结转没有用完的部分请以“结转下年”列入支出明细。'
        : '请补上漏填的收入或支出；不在本年支出的请以“结转下年”列入支出明细。',
    ],
    (f) => [
      `income and expenditure differ (${whoEn(f)}${given(f.vintage, (v) => `, ${v}`)}): ${f.income} and ${f.expenditure}, by ${f.difference} yuan`,
      'Enter what is missing; what is not spent this year stands under 结转下年.',
    ],
  ),
  'carried-overspent': both(
    (f) => [
      `${whoZh(f)}用了 ${f.expenditure} 元上年结转，而 ${whenZh(f)}的上年结转只有 ${f.income} 元`,
      '请核对收入明细中的上年结转和支出明细中的资金年份。',
    ],
    (f) => [
      `${f.expenditure} yuan are spent out of ${f.income} carried over (${whoEn(f)})`,
      'Check what was carried over in income and the 资金年份 of the expenditure.',
    ],
  ),
  'negative-amount': both(
    (f) => [`金额为负（${f.found}）`, '请核对；调减以外的预算金额不应为负。'],
    (f) => [`the amount is negative (${f.found})`, 'Check it: only adjustments are negative.'],
  ),
  'money-unit-suspected': both(
    (f) => [
      `疑整本账按万元录入：${f.economy} ${f.name}共 ${f.paid} 元，${f.persons} 人平均每人全年 ${f.each} 元，不到一个月的最低工资（${f.month} 元）`,
      '账册的金额一律以元为单位。按万元录入的，请把各表金额都乘以 10000（按千元的乘以 1000）；金额无误的，请核对人数和经济科目。',
    ],
    (f) => [
      `the whole ledger seems to be entered in 万元: ${f.economy} ${f.name} is ${f.paid} yuan for ${f.persons} persons, ${f.each} a year each, less than a month's least pay (${f.month})`,
      'Amounts are in yuan: multiply all of them by 10,000 if they are in 万元, by 1,000 if in 千元; else check the number of staff and the economy.',
    ],
  ),
  'whole-exceeded': both(
    (f) => [`项目“${f.project}”本年安排 ${f.spent} 元，超过项目总额 ${f.whole} 元`, '请核对项目总额和本年金额。'],
    (f) => [
      `the project ${f.project} spends ${f.spent} this year, more than its whole of ${f.whole}`,
      'Check both amounts.',
    ],
  ),
  'whole-differs': both(
    (f) => [
      `项目“${f.project}”只在一年内实施，本年安排 ${f.spent} 元，与项目总额 ${f.whole} 元不同`,
      '请核对项目总额、本年金额或起止年度。',
    ],
    (f) => [
      `the project ${f.project} is of one year, but spends ${f.spent} of its whole of ${f.whole}`,
      'Check the amounts and its years.',
    ],
  ),
  'years-reversed': both(
    (f) => [`终止年度 ${f.to} 早于起始年度 ${f.from}`, '请改正。'],
    (f) => [`it ends in ${f.to}, before it begins in ${f.from}`, 'Mend the years.'],
  ),
  'year-far': both(
    (f) => [`年度 ${f.found} 与本预算的 ${f.year} 年相差过远`, '请核对；本年数写本年，上年数写上年。'],
    (f) => [`the year ${f.found} is far from the ${f.year} of this budget`, 'Check it.'],
  ),
  'date-far': both(
    (f) => [`日期 ${f.date} 与 ${f.year} 年度不相称，应在 ${f.expected} 年`, '请核对年度和日期。'],
    (f) => [`the date ${f.date} does not go with the year ${f.year}; ${f.expected} was expected`, 'Check both.'],
  ),
  weights: both(
    (f) => [
      `“${f.goal}”的指标权重合计 ${f.sum}，不是 100`,
      f.sum === 90 ? '若预算执行率另占 10 分，可以不改。' : '请调整权重。',
    ],
    (f) => [
      `the weights of ${f.goal} add up to ${f.sum}, not 100`,
      f.sum === 90 ? 'This is right where the rate of execution has ten points apart.' : 'Mend the weights.',
    ],
  ),
  'weight-missing': both(
    (f) => [`“${f.goal}”有 ${f.count} 个指标没有权重，其余有`, '请补上，或都不填。'],
    (f) => [`${f.count} indicators of ${f.goal} have no weight, the others have`, 'Add them, or leave all out.'],
  ),
  'indicator-without-goal': both(
    (f) => [
      `指标“${f.name}”没有对应的绩效目标${given(f.goal, (g) => `（${g}）`)}`,
      '请在绩效目标表中补上，或改正指标的单位、项目。',
    ],
    (f) => [
      `the indicator ${f.name} has no goal${given(f.goal, (g) => ` (${g})`)}`,
      'Add the goal, or mend the unit and project of the indicator.',
    ],
  ),
  'goal-without-indicator': both(
    (f) => [`“${f.goal}”的绩效目标没有指标`, '请在绩效指标表中补上。'],
    (f) => [`the goal of ${f.goal} has no indicators`, 'Add them to indicators.csv.'],
  ),
  'project-without-goal': both(
    (f) => [`项目“${f.project}”没有绩效目标`, '请在绩效目标表中补上；没有目标的项目不应安排预算。'],
    (f) => [`the project ${f.project} has no goal`, 'Add one to goals.csv.'],
  ),
  'price-differs': both(
    (f) => [
      `数量 ${f.quantity} 乘单价 ${f.price} 得 ${f.product} 元，与金额 ${f.found} 元不同`,
      '请改正数量、单价或金额。',
    ],
    (f) => [
      `${f.quantity} times ${f.price} is ${f.product}, not ${f.found}`,
      'Mend the quantity, the price or the amount.',
    ],
  ),
  'share-exceeds': both(
    (f) => [`${f.part} 元超过“${f.of}”的 ${f.whole} 元`, '这一列是其中数，请改正。'],
    (f) => [`${f.part} exceeds the ${f.whole} of ${f.of}, of which it is a part`, 'Mend one of the two.'],
  ),
  'project-of-other-unit': both(
    (f) => [`项目“${f.project}”属于单位 ${f.owner}，这笔钱却列在单位 ${f.unit}`, '请核对单位和项目。'],
    (f) => [`the project ${f.project} belongs to ${f.owner}, but ${f.unit} spends on it`, 'Check both.'],
  ),
  'one-unit': both(
    (f) => [`公开主体是单位，单位表里却有 ${f.count} 个单位`, '若是部门汇总，请把公开主体改为“部门”。'],
    (f) => [`this is the book of one unit, but there are ${f.count}`, 'Set 公开主体 to 部门 if it is a department.'],
  ),
  'no-lines': both(
    (f) => [`没有 ${f.year} 年本阶段的收支`, '请核对收入、支出明细中的年度和阶段。'],
    (f) => [`there is no income or expenditure of ${f.year} at this stage`, 'Check the years and stages of the lines.'],
  ),
  'more-problems': both(
    (f) => [`另有 ${f.count} 个问题没有列出`, '请先改正以上各处，再检查一次。'],
    (f) => [`there are ${f.count} more problems`, 'Mend these and check again.'],
  ),
}
