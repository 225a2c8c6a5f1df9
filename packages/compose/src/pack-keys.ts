/** The keys of a pack in docs/packs.md, made from its schema: a key without a description, or one too many, fails a test. */
import { packJsonSchema } from './pack-schema.ts'

interface Schema {
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly type?: string
  readonly default?: unknown
}

interface Thing {
  readonly title: string
  /** From the pack to the thing: `*` for any name, `[]` for each of a list. */
  readonly path: readonly string[]
  readonly keys: Readonly<Record<string, string>>
}

const THINGS: readonly Thing[] = [
  {
    title: '模板包',
    path: [],
    keys: {
      title: '叫什么；不继承',
      inherits: '从哪个包继承',
      for: '用于哪些书；不继承',
      style: '句子里的数怎么写',
      look: '版式',
      figures: '指标：名称和口径',
      names: '成员的叫法，如“source=general”；收入句里的叫法写“income=general”',
      phrases: '增减的说法',
      sentences: '句子，按名字',
      forms: '表样，按名字',
      book: '篇章次序',
      glossary: '名词解释',
      explanations: '科目说明，按编码或名称；“*”用于其余科目',
      reasons: '变动多大要写原因',
      rounding: '舍入与调平',
    },
  },
  {
    title: 'for',
    path: ['for'],
    keys: {
      region: '行政区划代码（GB/T 2260）的前几位',
      audience: '部门还是单位',
      stage: '预算还是决算；不写为预算',
      yearFrom: '从哪一年起',
      yearTo: '到哪一年止',
    },
  },
  {
    title: 'style',
    path: ['style'],
    keys: {
      unit: '金额的计量单位',
      decimals: '金额的小数位',
      shareDecimals: '占比的小数位',
      rateDecimals: '增减率的小数位',
      gap: '数与单位之间：不空，或空一格',
      thousands: '千分位',
    },
  },
  {
    title: 'look',
    path: ['look'],
    keys: { paper: '纸张', bodySize: '正文字号（磅）', tableSize: '表格字号（磅）', fonts: '字体，按用处' },
  },
  {
    title: 'look.fonts',
    path: ['look', 'fonts'],
    keys: { title: '大标题', heading1: '一级标题', heading2: '二级标题', body: '正文', table: '表格' },
  },
  {
    title: 'phrases 的一条',
    path: ['phrases', '*'],
    keys: {
      up: '增加时',
      down: '减少时',
      flat: '没有变动时',
      fresh: '基数为零、算不出增减率时；不写用 up',
      unknown: '没有基数时；不写则报缺数',
    },
  },
  {
    title: 'reasons',
    path: ['reasons'],
    keys: { ratePermille: '变动超过基数的千分之几', yuan: '并且超过多少元' },
  },
  {
    title: 'rounding',
    path: ['rounding'],
    keys: { mode: '舍入办法', adjust: '各表是否调平', note: '有调平的表，表下加的注' },
  },
  {
    title: 'glossary 的一条',
    path: ['glossary', '[]'],
    keys: { term: '词条；“{each 轴}…”展开成多条', text: '解释', when: '什么时候才列' },
  },
  {
    title: 'forms 的一张表',
    path: ['forms', '*'],
    keys: {
      title: '表名',
      number: '表号；{表序} 是第几张表',
      left: '表头左侧',
      right: '表头右侧',
      unit: '计量单位',
      decimals: '小数位',
      thousands: '千分位',
      adjust: '本表是否调平；不写按包',
      zero: '没有数时：留白、0.00、0 或一字线',
      orientation: '纸张方向',
      ruler: '栏次行里文字栏写什么；不写没有栏次行',
      scope: '整张表的口径',
      panels: '并排的各半张表，从左到右',
      notes: '表下的注',
      each: '按这个轴，每个成员一张',
      when: '什么时候才出这张表',
    },
  },
  {
    title: 'notes 的一条',
    path: ['forms', '*', 'notes', '[]'],
    keys: { when: '什么时候才注', text: '注' },
  },
  {
    title: 'panels 的半张',
    path: ['forms', '*', 'panels', '[]'],
    keys: {
      head: '横跨各栏的表头',
      columns: '栏目',
      rows: '行',
      foot: '垫底的行，与旁边半张的垫底行对齐',
      scope: '这半张的口径',
    },
  },
  {
    title: 'columns 的一栏',
    path: ['forms', '*', 'panels', '[]', 'columns', '[]'],
    keys: {
      head: '表头',
      columns: '下分各栏',
      rows: '分栏的表头占几行',
      at: '金额的口径；空字符串是全部',
      show: '文字栏：模板',
      role: '这一栏是什么',
      align: '对齐',
      width: '相对宽度',
      merge: '相邻相同的格合并',
      indent: '随级次缩进',
      ordinal: '行次，各半张连续编号',
      unit: '与全表不同的计量单位',
      decimals: '与全表不同的小数位',
      zero: '与全表不同的空数写法',
      ruler: '栏次行里写什么；写数字则从它接着数',
      when: '什么时候才有这一栏；其下没有栏的栏组也不列',
    },
  },
  {
    title: 'rows 的一行',
    path: ['forms', '*', 'panels', '[]', 'rows', '[]'],
    keys: {
      label: '固定行的名称；与 each 同用时是每行的名称',
      code: '固定行的编码',
      at: '口径；不写没有数',
      none: '这一行不填数',
      indent: '缩进几级',
      set: '给本行的名字定值，供 show 取用',
      role: '合计行、表头行或一般行',
      when: '什么时候才有',
      each: '按轴展开，如“function 1-3”',
      rows: '每个成员之下的行',
      own: 'false：成员自己不占行',
      cells: '逐格手写的一行',
      blank: '空几行',
    },
  },
  {
    title: 'cells 的一格',
    path: ['forms', '*', 'panels', '[]', 'rows', '[]', 'cells', '[]'],
    keys: {
      text: '内容（模板）',
      span: '占几栏',
      rows: '占几行',
      head: '是不是表头格',
      align: '对齐',
      merge: '与上一行相同则合并',
      role: '金额、数、文字或名称',
    },
  },
  {
    title: 'book 的一条',
    path: ['book', '[]'],
    keys: {
      cover: '封面各行',
      contents: '目录的标题',
      depth: '目录列到几级',
      heading: '标题',
      level: '标题级次',
      id: '标题的锚',
      say: '句子的名字，或句子本身',
      style: '正文、小字注或居中',
      form: '一张表',
      forms: '几张表',
      list: '职责、内设机构或名词解释',
      item: '列表每条的模板',
      when: '条件',
      book: '条件成立（或对每个成员）时的内容',
      else: '条件不成立时的内容',
      each: '按轴展开',
      page: '另起一页',
    },
  },
]

const CHOICES: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数',
  boolean: '是否',
  array: '列表',
}

/** The part of docs/packs.md that lists every key. */
export function describeKeys(): string {
  const root = packJsonSchema() as Schema
  return THINGS.map(({ title, path, keys }) => {
    const found = propertiesAt(root, path)
    const lines = [...found].map(([key, { schema, required }]) => {
      const text = keys[key]
      if (text === undefined) throw new Error(`no description of ${title} ${key}`)
      return `| ${key} | ${required ? '是' : ''} | ${valueText(schema, root)} | ${text} |`
    })
    const tooMany = Object.keys(keys).filter((key) => !found.has(key))
    if (tooMany.length > 0) throw new Error(`${title} has no ${tooMany.join(', ')}`)
    return `### ${title}\n\n| 项 | 必写 | 值 | 说明 |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`
  }).join('\n')
}

interface Property {
  readonly schema: Schema
  readonly required: boolean
}

/** Keys at a path; those of all alternatives where there are several (entries of a book). */
function propertiesAt(root: Schema, path: readonly string[]): Map<string, Property> {
  let here: readonly Schema[] = [root]
  for (const step of path) here = here.flatMap((schema) => stepInto(resolved(schema, root), step, root))
  const all = new Map<string, Property>()
  for (const schema of here.flatMap((one) => alternatives(one, root)))
    for (const [key, own] of Object.entries(schema.properties ?? {})) {
      if (!all.has(key))
        all.set(key, { schema: own, required: here.length === 1 && isRequired(schema, key, here[0]!, root) })
    }
  return all
}

const isRequired = (schema: Schema, key: string, at: Schema, root: Schema): boolean =>
  alternatives(at, root).length === 1 && (schema.required ?? []).includes(key)

function stepInto(schema: Schema, step: string, root: Schema): readonly Schema[] {
  const own = alternatives(schema, root)
  if (step === '[]') return own.flatMap(({ items }) => items ?? [])
  if (step === '*') {
    return own.flatMap(({ additionalProperties: any }) => (typeof any === 'object' ? [any] : []))
  }
  return own.flatMap(({ properties }) => properties?.[step] ?? [])
}

function resolved(schema: Schema, root: Schema): Schema {
  if (schema.$ref === undefined) return schema
  const path = schema.$ref.replace(/^#\/?/, '').split('/').filter(Boolean)
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], root) as Schema
}

const alternatives = (schema: Schema, root: Schema): Schema[] => {
  const own = resolved(schema, root)
  return own.anyOf ? own.anyOf.flatMap((one) => alternatives(one, root)) : [own]
}

function valueText(schema: Schema, root: Schema): string {
  const own = resolved(schema, root)
  const value = own.enum
    ? own.enum.map((one) => (one === '' ? '（空）' : one === ' ' ? '（空格）' : String(one))).join('、')
    : own.const !== undefined
      ? String(own.const)
      : (CHOICES[own.type ?? ''] ?? '一组项')
  const standard = own.default
  if (standard === undefined || typeof standard === 'object' || standard === '') return value
  return `${value}；不写为 ${String(standard)}`
}
