/** What `gouji budget merge` and `gouji budget tree` say, and the words for what hinders a merge. */
import type { ConsolidationProblem, Facts } from '@gouji/budget'
import { budgetPlace } from './budget-problems.ts'
import { both } from './budget-shapes.ts'
import { TRANSFERS, type TransferCode } from './budget-transfers.ts'

type MergeCode = Exclude<ConsolidationProblem['code'], TransferCode>

const MERGES: Readonly<Record<MergeCode, ReturnType<typeof both>>> = {
  'merge-other-year': both(
    (f) => [
      `${f.of} 是 ${f.year} 年${stageZh(f.stage)}，部门是 ${f.wanted} 年${stageZh(f.wantedStage)}`,
      '请换成同一年度、同一阶段的文件夹，或改正 budget.yaml。',
    ],
    (f) => [
      `${f.of} is of ${f.year} (${f.stage}), the department of ${f.wanted} (${f.wantedStage})`,
      'Take folders of the same year and stage, or mend budget.yaml.',
    ],
  ),
  'merge-unit-twice': both(
    (f) => [`单位 ${f.code} ${f.name} 在 ${f.before} 中已有`, '一个单位只能合并一次，请去掉重复的文件夹或改正编码。'],
    (f) => [
      `the unit ${f.code} ${f.name} stands in ${f.before} already`,
      'Leave one of the folders out, or mend the code.',
    ],
  ),
  'merge-project-twice': both(
    (f) => [`项目 ${f.code} ${f.name} 在 ${f.before} 中已有`, '项目编码在部门内不能重复，请改正其中一个。'],
    (f) => [
      `the project ${f.code} ${f.name} stands in ${f.before} already`,
      'Codes of projects are unique within a department: mend one of the two.',
    ],
  ),
  'merge-code-of-unit': both(
    (f) => [
      `部门的代码与单位 ${f.code} ${f.name} 相同`,
      '请改正部门 budget.yaml 中的代码；部门本级另有自己的单位编码。',
    ],
    (f) => [
      `the department has the code of the unit ${f.code} ${f.name}`,
      'Mend the code in the budget.yaml of the department: its own level is a unit with a code of its own.',
    ],
  ),
  'merge-purpose-differs': both(
    (f) => [
      `“${f.key}”的用途说明与 ${f.before} 的不同，已采用 ${f.before} 的`,
      '如需改写，请写入部门的 texts.yaml（与部门 budget.yaml 放在一起）。',
    ],
    (f) => [
      `the purpose of ${f.key} differs from that of ${f.before}, which was taken`,
      'To word it otherwise, put it into texts.yaml beside the budget.yaml of the department.',
    ],
  ),
  'merge-text-left-out': both(
    (f) => [
      `${f.of} 的职责、变动原因等 ${f.count} 段文字没有并入`,
      '部门的文字由部门自己写，放在与部门 budget.yaml 同一文件夹的 texts.yaml 中。',
    ],
    (f) => [
      `${f.count} texts of ${f.of} (duties, reasons) were not taken over`,
      'The department has its own, in texts.yaml beside its budget.yaml.',
    ],
  ),
}

const stageZh = (stage: string | number | undefined): string => (stage === 'final' ? '决算' : '预算')

export const mergeProblemWords = (problem: ConsolidationProblem, language: 'zh' | 'en') =>
  ({ ...MERGES, ...TRANSFERS })[problem.code][language](problem.facts as Facts)

export function mergeProblemText(problem: ConsolidationProblem, language: 'zh' | 'en'): string {
  const { message, remedy } = mergeProblemWords(problem, language)
  const place = budgetPlace(problem, language)
  return language === 'zh' ? `${place}：${message}。${remedy}` : `${place}: ${message}. ${remedy}`
}

export const MERGE_WORDS = {
  zh: {
    headings: ['单位', '性质', '收入', '支出', '核对'],
    total: '部门合计（已抵销）',
    balanced: '平',
    differs: (difference: string) => `差 ${difference}`,
    eliminated: (count: number, sum: string) => `部门内抵销 ${count} 笔，${sum} 元：`,
    nothingEliminated: '没有需要抵销的上下级补助和上缴',
    elimination: (kind: string, payer: string, receiver: string, sum: string, income: string) =>
      `${kind} ${sum} 元：${payer} 的支出 = ${receiver} 的${income}`,
    income: { superior: '上级补助收入', subordinate: '附属单位上缴收入' } as Readonly<Record<string, string>>,
    at: (places: readonly string[]) => `见 ${places.join('；')}`,
    unit: '单位：元',
    written: (path: string, units: number, lines: number) =>
      `已写出部门预算文件夹 ${path}（${units} 个单位，${lines} 条明细）`,
    notWritten: '有错误，没有写出文件夹',
    noHead: '请用 --head 指明部门的 budget.yaml（或它所在的文件夹）',
    noOut: '请用 --out 指明写到哪个文件夹',
    noHeadRead: '部门的 budget.yaml 读不出来，见以上各条',
  },
  en: {
    headings: ['unit', 'nature', 'income', 'expenditure', 'balance'],
    total: 'department (eliminated)',
    balanced: 'equal',
    differs: (difference: string) => `differs by ${difference}`,
    eliminated: (count: number, sum: string) => `eliminated within the department: ${count}, ${sum} yuan`,
    nothingEliminated: 'no transfers between the units to eliminate',
    elimination: (kind: string, payer: string, receiver: string, sum: string, income: string) =>
      `${kind} ${sum} yuan: expenditure of ${payer} = ${income} of ${receiver}`,
    income: { superior: '上级补助收入', subordinate: '附属单位上缴收入' } as Readonly<Record<string, string>>,
    at: (places: readonly string[]) => `see ${places.join('; ')}`,
    unit: 'in yuan',
    written: (path: string, units: number, lines: number) =>
      `wrote the folder of the department ${path} (${units} units, ${lines} lines)`,
    notWritten: 'there are errors; no folder was written',
    noHead: 'name the budget.yaml of the department, or its folder, with --head',
    noOut: 'name the folder to write with --out',
    noHeadRead: 'the budget.yaml of the department cannot be read; see above',
  },
} as const
