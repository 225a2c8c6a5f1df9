/** What keeps a book from being finished, and what to do, in words. Facts come from compose; the wording is here. */
import type { ComposeProblem, PackProblem } from '@gouji/compose'

type Facts = ComposeProblem['facts']
interface Said {
  readonly message: string
  readonly remedy: string
}
type Say = (facts: Facts) => Said

export const COMPOSE_PROBLEMS: Readonly<Record<ComposeProblem['code'], { readonly zh: Say; readonly en: Say }>> = {
  'ledger-too-coarse': {
    zh: (f) => ({
      message: `账里有 ${f.lines} 条明细分得不够细，定不出“${f.figure}”${f.line ? `（如 ${f.line}）` : ''}`,
      remedy: '请把这些明细填到表样要求的一级，例如补上功能科目、经济科目、资金来源或支出性质。',
    }),
    en: (f) => ({
      message: `${f.lines} lines of the ledger are too coarse to tell “${f.figure}”${f.line ? ` (such as ${f.line})` : ''}`,
      remedy: 'Enter them at the level that the form asks for: function, economy, source or character.',
    }),
  },
  'measurement-missing': {
    zh: (f) => ({
      message: `没有“${f.key}”的数`,
      remedy: `请在 measurements.csv 中补一行“${f.key}”；确实没有的填 0。`,
    }),
    en: (f) => ({
      message: `there is no number for “${f.key}”`,
      remedy: 'Add it to measurements.csv; 0 if there is none.',
    }),
  },
  'measurement-unsaid': {
    zh: (f) => ({
      message: `填了“${f.key}” ${f.count}，书中没有说到（${f.line}）`,
      remedy: '请核对名称是否与模板包所用的一致；模板包确实不列的，可不理会。',
    }),
    en: (f) => ({
      message: `“${f.key}” ${f.count} is entered and the book does not speak of it (${f.line})`,
      remedy: 'See whether the pack knows it by another name; nothing to do if it has no place for it.',
    }),
  },
  'reason-missing': {
    zh: (f) => ({
      message: `“${f.figure}”由 ${f.base} 变为 ${f.now}（${f.change}），没有写原因`,
      remedy: `请在 texts.yaml 的“原因”下写“${f.figure}: …”。${f.draft ? `可从变动最大的几项写起：${f.draft}。` : ''}`,
    }),
    en: (f) => ({
      message: `“${f.figure}” went from ${f.base} to ${f.now} (${f.change}) and no reason is given`,
      remedy: `Write it below 原因 in texts.yaml.${f.draft ? ` The largest changes: ${f.draft}.` : ''}`,
    }),
  },
  'reason-contradicts': {
    zh: (f) => ({
      message: `“${f.figure}”变动 ${f.change}，所写的原因“${f.reason}”说的是相反方向`,
      remedy: '请改写原因，使其说明这个方向的变动；如果数填错了，请先改数。',
    }),
    en: (f) => ({
      message: `“${f.figure}” changed by ${f.change}, and its reason “${f.reason}” speaks of the opposite`,
      remedy: 'Reword the reason, or mend the figures first.',
    }),
  },
  'base-missing': {
    zh: (f) => ({
      message: `没有“${f.figure}”的${f.period}，无从比较`,
      remedy: `请在 measurements.csv 中填“${f.figure}”的${f.period}，写明年度和阶段；或者在 expenditure.csv、income.csv 中填那个年度和阶段的明细。`,
    }),
    en: (f) => ({
      message: `“${f.figure}” of another year or stage (${f.period}) is not known, so nothing can be compared with it`,
      remedy: 'Enter it in measurements.csv with year and stage, or enter the lines of that year and stage.',
    }),
  },
  'template-wrong': {
    zh: (f) => ({
      message: `模板包里的句子或表样写错了：${f.reason}，见“${f.template}”`,
      remedy: '请改模板包；gouji pack check 可以先查。',
    }),
    en: (f) => ({
      message: `a template of the pack is wrong: ${f.reason} in “${f.template}”`,
      remedy: 'Mend the pack; gouji pack check tells before.',
    }),
  },
  'form-unknown': {
    zh: (f) => ({ message: `模板包没有名为“${f.name}”的表样`, remedy: '请在 forms 下补上，或改正 book 里的名字。' }),
    en: (f) => ({
      message: `the pack has no form “${f.name}”`,
      remedy: 'Add it below forms, or mend its name in book.',
    }),
  },
  'sentence-unknown': {
    zh: (f) => ({
      message: `模板包没有名为“${f.name}”的句子`,
      remedy: '请在 sentences 下补上，或改正 book 里的名字。',
    }),
    en: (f) => ({
      message: `the pack has no sentence “${f.name}”`,
      remedy: 'Add it below sentences, or mend its name in book.',
    }),
  },
  'axis-unknown': {
    zh: (f) => ({ message: `不认识的展开方式“${f.axis}”`, remedy: '可用的见 docs/packs.md“轴”一节。' }),
    en: (f) => ({ message: `there is no axis “${f.axis}”`, remedy: 'See “Axes” in docs/packs.md.' }),
  },
  'coordinates-wrong': {
    zh: (f) => ({ message: `坐标写错了：${f.reason}`, remedy: '写法是“维度=成员”，可用的见 docs/packs.md。' }),
    en: (f) => ({
      message: `coordinates are wrong: ${f.reason}`,
      remedy: 'They are written dimension=member; see docs/packs.md.',
    }),
  },
  'text-missing': {
    zh: (f) => ({ message: `texts.yaml 的“${f.of}”下没有“${f.key}”`, remedy: `请补写“${f.key}: …”。` }),
    en: (f) => ({ message: `texts.yaml has no “${f.key}” below ${f.of}`, remedy: 'Write it there.' }),
  },
  'table-too-long': {
    zh: (f) => ({ message: `表“${f.title}”有 ${f.rows} 行，超过上限`, remedy: '请按单位分册编制。' }),
    en: (f) => ({
      message: `table “${f.title}” has ${f.rows} rows, more than the limit`,
      remedy: 'Compose one book for each unit.',
    }),
  },
}

interface Both {
  readonly zh: string
  readonly en: string
}

/** By the codes of the YAML parser; its own sentences are for programmers. */
const YAML_TROUBLES: Readonly<Record<string, Both>> = {
  UNEXPECTED_TOKEN: { zh: '多出了内容', en: 'something more than a value' },
  BAD_INDENT: { zh: '缩进不对', en: 'wrong indentation' },
  TAB_AS_INDENT: { zh: '用了制表符缩进，应当用空格', en: 'a tab as indentation; use blanks' },
  BLOCK_AS_IMPLICIT_KEY: {
    zh: '同一行里套了两层，或下一行缩进多了',
    en: 'two levels in one line, or too much indentation',
  },
  MULTILINE_IMPLICIT_KEY: { zh: '项的名字跨了行，或少了冒号', en: 'a key over two lines, or no colon' },
  MISSING_CHAR: { zh: '少了引号、括号或空格', en: 'a quote, bracket or blank is missing' },
  DUPLICATE_KEY: { zh: '同一项写了两遍', en: 'a key stands twice' },
  'too-deep': { zh: '一层套一层，套得太深', en: 'lists in lists, too deep' },
  'not-a-map': { zh: '整个文件应当是一组“项: 值”', en: 'the file must be keys with values' },
  'too-large': { zh: '文件太大', en: 'the file is too large' },
  unreadable: { zh: '文件读不出来，或不是 UTF-8 编码', en: 'the file cannot be read or is not UTF-8' },
}

/** By the names that the schema gives to what it expects. */
const EXPECTED: Readonly<Record<string, Both>> = {
  string: { zh: '文字', en: 'a text' },
  number: { zh: '数', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: ' true 或 false', en: 'true or false' },
  array: { zh: '列表（每条以“- ”起头）', en: 'a list' },
  object: { zh: '一组“项: 值”', en: 'keys with values' },
  record: { zh: '一组“项: 值”', en: 'keys with values' },
  invalid_format: { zh: '一至六位数字（行政区划代码的前几位）', en: 'one to six digits, the first of a region code' },
  too_small: { zh: '更大的数，或至少一条', en: 'more' },
  too_big: { zh: '更小的数', en: 'less' },
}

const TEMPLATE_TROUBLES: Readonly<Record<string, Both>> = {
  'open-brace': { zh: '有 { 没有 }', en: '{ without }' },
  'close-brace': { zh: '有 } 没有 {；要印大括号请写两个', en: '} without {; a brace itself is written twice' },
  'end-without-begin': { zh: '{end} 前面没有 {if} 或 {each}', en: '{end} without {if} or {each}' },
  'else-without-begin': { zh: '{else} 前面没有 {if}', en: '{else} without {if}' },
  'elif-without-begin': { zh: '{elif} 前面没有 {if}', en: '{elif} without {if}' },
  'sep-without-begin': { zh: '{sep} 前面没有 {each}', en: '{sep} without {each}' },
  'end-missing': { zh: '{if} 或 {each} 后面少了 {end}', en: '{if} or {each} without {end}' },
  'else-twice': { zh: '{else} 写了两次', en: '{else} twice' },
  'sep-not-last': { zh: '{sep} 后面只能是 {end}', en: '{sep} must be followed by {end}' },
  'name-missing': { zh: '大括号里没有名字', en: 'no name in the braces' },
  'name-with-blank': { zh: '名字里有空格，或关键词写错了', en: 'a blank in a name, or a wrong keyword' },
  'condition-missing': { zh: '{if} 后面没有条件', en: '{if} without a condition' },
  'needs-of': { zh: '{share} 要写成“{share 部分 of 整体}”', en: 'write {share PART of WHOLE}' },
  'needs-from': { zh: '{change} 要写成“{change 指标 from 年度和阶段}”', en: 'write {change FIGURE from PERIOD}' },
}

type SayPack = (problem: PackProblem) => Said

export const PACK_PROBLEMS: Readonly<Record<string, { readonly zh: SayPack; readonly en: SayPack }>> = {
  'pack-unknown': {
    zh: ({ facts: f }) => ({
      message: `没有名为“${f.name}”的模板包`,
      remedy: `现有：${f.known}。用 --pack 指定其中一个。`,
    }),
    en: ({ facts: f }) => ({
      message: `there is no pack “${f.name}”`,
      remedy: `There are: ${f.known}. Name one with --pack.`,
    }),
  },
  'pack-not-found': {
    zh: ({ facts: f }) => ({
      message: `没有为区划 ${f.region}、${f.year} 年、${bookName(f, 'zh')}准备的模板包`,
      remedy: `请用 --pack 指定一个，或在 budget.yaml 中写“模板包”。现有：${f.known}。`,
    }),
    en: ({ facts: f }) => ({
      message: `no pack is made for region ${f.region}, ${f.year}, ${bookName(f, 'en')}`,
      remedy: `Name one with --pack or in budget.yaml. There are: ${f.known}.`,
    }),
  },
  'pack-choice-open': {
    zh: ({ facts: f }) => ({
      message: `区划 ${f.region}、${f.year} 年、${bookName(f, 'zh')}有几个模板包都合适：${f.known}`,
      remedy: '请用 --pack 指定一个，或在 budget.yaml 中写“模板包”。',
    }),
    en: ({ facts: f }) => ({
      message: `several packs suit region ${f.region}, ${f.year}, ${bookName(f, 'en')}: ${f.known}`,
      remedy: 'Name one with --pack or in budget.yaml.',
    }),
  },
  'pack-folder-missing': {
    zh: ({ facts: f }) => ({
      message: `没有模板包文件夹“${f.folder}”`,
      remedy: '请改正 --packs 或环境变量 GOUJI_PACKS。',
    }),
    en: ({ facts: f }) => ({ message: `there is no folder “${f.folder}”`, remedy: 'Mend --packs or GOUJI_PACKS.' }),
  },
  'pack-parent-unknown': {
    zh: ({ facts: f }) => ({ message: `inherits 写的“${f.name}”不存在`, remedy: `现有：${f.known}。` }),
    en: ({ facts: f }) => ({
      message: `inherits names “${f.name}”, which does not exist`,
      remedy: `There are: ${f.known}.`,
    }),
  },
  'pack-inherits-itself': {
    zh: ({ facts: f }) => ({ message: `继承成了圈：${f.line}`, remedy: '请去掉其中一个 inherits。' }),
    en: ({ facts: f }) => ({
      message: `packs inherit in a circle: ${f.line}`,
      remedy: 'Take one of the inherits away.',
    }),
  },
  'pack-not-yaml': {
    zh: ({ facts: f }) => ({
      message: `第 ${f.line} 行不是正确的 YAML：${YAML_TROUBLES[f.what!]?.zh ?? f.what}`,
      remedy: '多半是缩进、引号或冒号的问题；含 { } : # 的文字请放进引号。',
    }),
    en: ({ facts: f }) => ({
      message: `line ${f.line} is no YAML: ${YAML_TROUBLES[f.what!]?.en ?? f.what}`,
      remedy: 'Mostly indentation, quotes or a colon; quote texts with { } : #.',
    }),
  },
  'pack-key-unknown': {
    zh: ({ facts: f }) => ({ message: `不认识的项“${f.key}”`, remedy: '请检查拼写；可写的项见 docs/packs.md。' }),
    en: ({ facts: f }) => ({
      message: `unknown key “${f.key}”`,
      remedy: 'Check its spelling; docs/packs.md lists the keys.',
    }),
  },
  'pack-key-missing': {
    zh: () => ({ message: '缺少这一项', remedy: '请补上；继承自别的包时，也可能是被写成 null 去掉了。' }),
    en: () => ({ message: 'this key is missing', remedy: 'Add it; if the pack inherits, null may have removed it.' }),
  },
  'pack-value-wrong': {
    zh: ({ facts: f }) => ({
      message: `值不对，应为${EXPECTED[f.expected!]?.zh ?? ` ${f.expected}`}`,
      remedy: '请改正。',
    }),
    en: ({ facts: f }) => ({
      message: `wrong value, expected ${EXPECTED[f.expected!]?.en ?? f.expected}`,
      remedy: 'Mend it.',
    }),
  },
  'pack-entry-unknown': {
    zh: () => ({
      message: '看不懂这一条',
      remedy: 'book 的每一条是 cover、contents、heading、say、form、forms、list、when、each、page 之一。',
    }),
    en: () => ({
      message: 'this entry is not understood',
      remedy: 'Each entry of book is one of cover, contents, heading, say, form, forms, list, when, each, page.',
    }),
  },
  'pack-template-wrong': {
    zh: ({ facts: f }) => ({
      message: `“${f.template}”写错了：${TEMPLATE_TROUBLES[f.reason!]?.zh ?? f.reason}`,
      remedy: '请检查大括号、关键词和名字。',
    }),
    en: ({ facts: f }) => ({
      message: `“${f.template}” is wrong: ${TEMPLATE_TROUBLES[f.reason!]?.en ?? f.reason}`,
      remedy: 'Check braces, keywords and names.',
    }),
  },
  'pack-name-unknown': {
    zh: ({ facts: f }) => ({
      message: `不认识的名字“${f.name}”${f.near ? `，是不是“${f.near}”` : ''}`,
      remedy: '请改正，或在 figures 下定义它。',
    }),
    en: ({ facts: f }) => ({
      message: `unknown name “${f.name}”${f.near ? `, perhaps “${f.near}”` : ''}`,
      remedy: 'Mend it, or define it below figures.',
    }),
  },
  'pack-sum-circular': {
    zh: ({ facts: f }) => ({ message: `合计绕回了自己：${f.line}`, remedy: '请改成不互相引用的算式。' }),
    en: ({ facts: f }) => ({ message: `a sum leads back to itself: ${f.line}`, remedy: 'Break the circle.' }),
  },
  'pack-sum-too-wide': {
    zh: ({ facts: f }) => ({
      message: `合计层层展开后项数太多（${f.terms} 项）或超过 ${f.levels} 层`,
      remedy: '请直接写出要相加的数。',
    }),
    en: ({ facts: f }) => ({
      message: `taken apart, the sum has too many terms (${f.terms}) or more than ${f.levels} levels`,
      remedy: 'Name the figures that are added.',
    }),
  },
  'pack-axis-unknown': {
    zh: ({ facts: f }) => ({ message: `不认识的展开方式“${f.name}”`, remedy: `可用：${f.known}。` }),
    en: ({ facts: f }) => ({ message: `there is no axis “${f.name}”`, remedy: `There are: ${f.known}.` }),
  },
  'pack-period-unknown': {
    zh: ({ facts: f }) => ({ message: `不认识的年度和阶段“${f.name}”`, remedy: `可用：${f.known}。` }),
    en: ({ facts: f }) => ({ message: `there is no period “${f.name}”`, remedy: `There are: ${f.known}.` }),
  },
  'pack-coordinates-wrong': {
    zh: ({ facts: f }) => ({ message: `坐标“${f.word}”写错了`, remedy: '写法是“维度=成员”，可用的见 docs/packs.md。' }),
    en: ({ facts: f }) => ({
      message: `coordinates “${f.word}” are wrong`,
      remedy: 'They are written dimension=member; see docs/packs.md.',
    }),
  },
}

function bookName({ audience, stage }: Facts, language: 'zh' | 'en'): string {
  if (language === 'en') return `${audience} ${stage === 'final' ? 'final accounts' : 'budget'}`
  return `${audience === 'unit' ? '单位' : '部门'}${stage === 'final' ? '决算' : '预算'}`
}

/** Where it is, what is wrong, and what to do, in one line. */
export function packProblemText(problem: PackProblem, language: 'zh' | 'en'): string {
  const { message, remedy } = packWords(problem, language)
  const at = [problem.pack, problem.path].filter(Boolean).join(' ')
  const [colon, stop] = language === 'zh' ? ['：', '。'] : [': ', '. ']
  return `${at}${at === '' ? '' : colon}${message}${stop}${remedy}`
}

export const composeWords = (problem: ComposeProblem, language: 'zh' | 'en'): Said =>
  COMPOSE_PROBLEMS[problem.code][language](problem.facts)

export const packWords = (problem: PackProblem, language: 'zh' | 'en'): Said =>
  PACK_PROBLEMS[problem.code]?.[language](problem) ?? { message: problem.code, remedy: '' }
