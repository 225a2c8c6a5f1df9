/** What `gouji pack` says. Problems of packs have a table of their own. */
import type { DifferenceArea, PackFor } from '@gouji/compose'

export interface PackWords {
  readonly colon: string
  readonly stop: string
  readonly comma: string
  readonly wrongAction: (action: string | undefined, actions: string) => string
  readonly wrongCount: (action: string) => string
  readonly isFor: (whom: PackFor) => string
  readonly isParent: string
  readonly inherits: (id: string) => string
  readonly forms: (n: number) => string
  readonly sound: string
  readonly unsound: string
  readonly trial: (ledger: 'full' | 'bare', tables: number, figures: number) => string
  readonly asked: (keys: string) => string
  readonly missing: (where: string, text: string) => string
  readonly contradicted: (where: string, text: string, ledger: string) => string
  readonly same: string
  readonly areas: Readonly<Record<DifferenceArea, string>>
  readonly parts: Readonly<Record<string, string>>
  /** Names of settings. */
  readonly keys: Readonly<Record<string, string>>
  /** Values of settings. */
  readonly values: Readonly<Record<string, string>>
  readonly differences: (n: number) => string
  readonly more: (n: number) => string
  readonly onlyBefore: string
  readonly onlyAfter: string
  readonly form: (title: string, id: string) => string
  readonly from: (before: string | undefined, after: string | undefined) => string
  /** A line of the order of the book. */
  readonly entry: (line: string) => string
  readonly checkFirst: (ids: string) => string
  readonly isThere: (path: string) => string
  readonly wrote: (path: string, forms: number, open: number) => string
  readonly unreadable: (file: string, reason: string) => string
  readonly noTables: (file: string) => string
}

const ENTRY = /^(#+|say|form|list|cover|contents|when|each)\s+(.*)$/s

const entry = (names: Readonly<Record<string, string>>, colon: string) => (line: string) => {
  const [, kind, text] = ENTRY.exec(line) ?? []
  if (kind === undefined) return line
  return `${names[kind.startsWith('#') ? 'heading' : kind]}${colon}${text!.replace(/\s+/g, ' ').slice(0, 60)}`
}

export const PACK_WORDS: Readonly<Record<'zh' | 'en', PackWords>> = {
  zh: {
    colon: '：',
    stop: '。',
    comma: '；',
    wrongAction: (action, actions) =>
      action === undefined ? `请指明做什么：${actions}` : `没有“${action}”，可用：${actions}`,
    wrongCount: (action) => `pack ${action} 后面的名字个数不对`,
    isFor: ({ region, audience, stage, yearFrom, yearTo }) => {
      const years =
        yearFrom === undefined && yearTo === undefined
          ? ''
          : `${yearFrom ?? ''}年至${yearTo === undefined ? '今' : `${yearTo}年`}`
      const book = `${audience === 'unit' ? '单位' : audience === 'department' ? '部门' : '部门、单位'}${stage === 'final' ? '决算' : '预算'}`
      return `用于：${[region === undefined ? '全国' : `区划 ${region} 开头`, book, years].filter(Boolean).join('，')}`
    },
    isParent: '供其他包继承，不单独选用',
    inherits: (id) => `继承 ${id}`,
    forms: (n) => `${n} 个表样`,
    sound: '没有问题',
    unsound: '有问题',
    trial: (ledger, tables, figures) =>
      `${ledger === 'full' ? '用各项俱全的小账试编' : '用只有基本支出的小账试编'}：${tables} 张表，${figures} 个数`,
    asked: (keys) => `账册要提供：${keys}`,
    missing: (where, text) => `“${where}”中的 ${text} 读不回来`,
    contradicted: (where, text, ledger) => `“${where}”读出 ${text}，账上是 ${ledger} 元`,
    same: '没有不同',
    areas: {
      style: '数的写法',
      look: '版式',
      rounding: '舍入',
      reasons: '何时要写原因',
      order: '篇章次序',
      form: '表样',
      sentence: '句子',
      phrase: '增减说法',
      figure: '指标口径',
      name: '叫法',
      glossary: '名词解释',
      explanation: '科目说明',
    },
    parts: {
      title: '表名',
      number: '表号',
      left: '表头左侧',
      right: '表头右侧',
      unit: '计量单位',
      decimals: '小数位',
      thousands: '千分位',
      adjust: '调平',
      zero: '空数写法',
      orientation: '纸张方向',
      ruler: '栏次行',
      scope: '整表口径',
      each: '每个一张',
      when: '出现条件',
      columns: '栏目',
      rows: '行',
      notes: '表下注',
    },
    keys: {
      unit: '计量单位',
      decimals: '小数位',
      shareDecimals: '占比小数位',
      rateDecimals: '增减率小数位',
      gap: '数与单位之间',
      thousands: '千分位',
      bodySize: '正文字号',
      tableSize: '表格字号',
      mode: '舍入办法',
      adjust: '调平',
      note: '调平的注',
      ratePermille: '变动超过千分之几',
      fen: '变动超过多少分',
    },
    values: {
      true: '是',
      false: '否',
      blank: '留白',
      decimals: '写 0 并带小数',
      zero: '写 0',
      dash: '写一字线',
      portrait: '纵向',
      landscape: '横向',
      'half-up': '四舍五入',
    },
    differences: (n) => `${n} 处`,
    more: (n) => `另有 ${n} 处`,
    onlyBefore: '只有前者有：',
    onlyAfter: '只有后者有：',
    form: (title, id) => `《${title}》（${id}）`,
    from: (before, after) =>
      before === undefined ? `增加“${after}”` : after === undefined ? `去掉“${before}”` : `由“${before}”改为“${after}”`,
    entry: entry(
      {
        heading: '标题',
        say: '句子',
        form: '表',
        list: '列表',
        cover: '封面',
        contents: '目录',
        when: '条件',
        each: '逐个',
      },
      '：',
    ),
    checkFirst: (ids) => `${ids} 本身有问题，见 gouji pack check`,
    isThere: (path) => `${path} 已经存在；要覆盖请加 --force`,
    wrote: (path, forms, open) => `已写出模板包草稿 ${path}：${forms} 个表样，${open} 处没有看懂，在文件里以注释列出`,
    unreadable: (file, reason) => `读不了 ${file}：${reason}`,
    noTables: (file) => `${file} 中没有读到表，起草不出模板包`,
  },
  en: {
    colon: ': ',
    stop: '. ',
    comma: '; ',
    wrongAction: (action, actions) =>
      action === undefined ? `say what to do: ${actions}` : `there is no "${action}", only ${actions}`,
    wrongCount: (action) => `wrong number of names after pack ${action}`,
    isFor: ({ region, audience, stage, yearFrom, yearTo }) => {
      const years = yearFrom === undefined && yearTo === undefined ? '' : `${yearFrom ?? ''}–${yearTo ?? ''}`
      const book = `${audience ?? 'department or unit'} ${stage === 'final' ? 'final accounts' : 'budget'}`
      return `for ${[region === undefined ? 'any region' : `regions ${region}…`, book, years].filter(Boolean).join(', ')}`
    },
    isParent: 'for other packs to inherit from',
    inherits: (id) => `inherits ${id}`,
    forms: (n) => `${n} forms`,
    sound: 'no problems',
    unsound: 'has problems',
    trial: (ledger, tables, figures) =>
      `${ledger === 'full' ? 'composed with something of everything' : 'composed with basic expenditure only'}: ${tables} tables, ${figures} figures`,
    asked: (keys) => `what it asks a ledger for: ${keys}`,
    missing: (where, text) => `${text} in “${where}” is not read back`,
    contradicted: (where, text, ledger) => `“${where}” reads ${text}, the ledger says ${ledger} yuan`,
    same: 'no difference',
    areas: {
      style: 'style of numbers',
      look: 'typography',
      rounding: 'rounding',
      reasons: 'when a reason is asked for',
      order: 'order of the book',
      form: 'forms',
      sentence: 'sentences',
      phrase: 'phrases of change',
      figure: 'figures',
      name: 'names',
      glossary: 'glossary',
      explanation: 'explanations of subjects',
    },
    parts: {},
    keys: {},
    values: {},
    differences: (n) => `${n}`,
    more: (n) => `and ${n} more`,
    onlyBefore: 'only in the first: ',
    onlyAfter: 'only in the second: ',
    form: (title, id) => `“${title}” (${id})`,
    from: (before, after) =>
      before === undefined
        ? `adds “${after}”`
        : after === undefined
          ? `drops “${before}”`
          : `“${before}” becomes “${after}”`,
    entry: entry(
      {
        heading: 'heading',
        say: 'sentence',
        form: 'table',
        list: 'list',
        cover: 'cover',
        contents: 'contents',
        when: 'when',
        each: 'each',
      },
      ': ',
    ),
    checkFirst: (ids) => `${ids} has problems of its own, see gouji pack check`,
    isThere: (path) => `${path} exists already; --force writes over it`,
    wrote: (path, forms, open) =>
      `wrote the draft ${path}: ${forms} forms; ${open} things not understood are comments in it`,
    unreadable: (file, reason) => `cannot read ${file}: ${reason}`,
    noTables: (file) => `no table was read in ${file}, so there is nothing to draft`,
  },
}
