/** What is wrong with a pack before any book is composed with it: templates, names, coordinates, references. */
import { nameDistance, plainName } from '@gouji/ledger'
import { AXES } from './axis.ts'
import { CoordinatesError, PERIOD_NAMES, parseCoordinates } from './coordinates.ts'
import type { Column, Entry, Form, Pack, PackProblem, RowRule } from './pack.ts'
import { sumProblems, termsOf } from './pack-sums.ts'
import { conditionOf, type Node, parseTemplate, type Ref, refOf, type Template, TemplateError } from './template.ts'

/** Names that are no figures of the pack: of the head of the budget, of members of axes, of changes. */
const VARIABLES: ReadonlySet<string> = new Set(
  (
    '公开主体 简称 主体代码 年度 上年 级次 主体 阶段 日期 年月 单位个数 行政单位个数 科室个数 项目个数 一级项目个数 民生项目个数 ' +
    '名称 编码 序号 中文序号 全称 类 款 项 用途 科目说明 收入名称 金额 总额 单位名称 单位编码 性质 编制 在职 表序 ' +
    '项目名称 项目编码 一级项目 功能科目 类别 内容 标准 项目总额 年度目标 中期目标 权重合计 目标序号 所在一级指标 一级指标 二级指标 三级指标 ' +
    '计算符号 指标值 计量单位 权重 备注 目标值 成本指标 成本指标值 产出指标 产出指标值 效益指标 效益指标值 满意度指标 ' +
    '满意度指标值 品目 经济科目 资金来源 数量 单价 中小企业 小微企业 额 率 基数 本数 基期 原因 ' +
    '资金性质 定量值 定性值 编制人数 在职人数 缺经济科目笔数 面向中小企业采购 面向小微企业采购'
  ).split(' '),
)

const namesSet = (rows: readonly RowRule[]): string[] =>
  rows.flatMap((row) => [...Object.keys(row.set ?? {}), ...namesSet(row.rows ?? [])])

export function checkPack(pack: Pack): PackProblem[] {
  return new PackCheck(pack).all()
}

class PackCheck {
  readonly #pack: Pack
  /** Names that rows of forms set for their columns. */
  readonly #set: ReadonlySet<string>
  readonly #problems: PackProblem[] = []

  constructor(pack: Pack) {
    this.#pack = pack
    this.#set = new Set(Object.values(pack.forms).flatMap(({ panels }) => panels.flatMap((p) => namesSet(p.rows))))
  }

  all(): PackProblem[] {
    const { figures, phrases, sentences, forms, glossary, book } = this.#pack
    for (const [name, declared] of Object.entries(figures)) {
      if (declared.startsWith('=')) this.#sum(declared.slice(1), `figures.${name}`)
      else if (!declared.startsWith('#')) this.#coordinates(declared, `figures.${name}`)
    }
    this.#problems.push(...sumProblems(this.#pack.id, figures))
    for (const [name, phrase] of Object.entries(phrases)) {
      for (const [sign, text] of Object.entries(phrase))
        this.#template(text.replaceAll('{率}', ''), `phrases.${name}.${sign}`)
    }
    for (const [name, text] of Object.entries(sentences)) this.#template(text, `sentences.${name}`)
    for (const form of Object.values(forms)) this.#form(form)
    glossary.forEach((entry, n) => {
      const path = `glossary[${n}]`
      this.#template(entry.term.replace(/^\{each [^}]*\}/, ''), path)
      this.#template(entry.text, path)
      this.#condition(entry.when, path)
    })
    this.#entries(book, 'book')
    return this.#problems
  }

  #entries(entries: readonly Entry[], path: string): void {
    entries.forEach((entry, n) => {
      const at = `${path}[${n}]`
      if ('cover' in entry) for (const line of entry.cover) this.#template(line.text, at)
      else if ('heading' in entry) this.#template(entry.heading, at)
      else if ('list' in entry) this.#template(entry.item, at)
      else if ('say' in entry) this.#say(entry.say, at)
      else if ('form' in entry) this.#formName(entry.form, at)
      else if ('forms' in entry) for (const form of entry.forms) this.#formName(form, at)
      else if ('when' in entry) {
        this.#condition(entry.when, at)
        this.#entries(entry.book, at)
        this.#entries(entry.else ?? [], at)
      } else if ('each' in entry) {
        this.#axis(entry.each, at)
        this.#entries(entry.book, at)
      }
    })
  }

  #say(what: string, at: string): void {
    if (!/^[a-z][\w-]*$/.test(what)) this.#template(what, at)
    else if (this.#pack.sentences[what] === undefined)
      this.#tell('pack-name-unknown', at, this.#near(what, Object.keys(this.#pack.sentences)))
  }

  #formName(name: string, at: string): void {
    if (!this.#pack.forms[name]) this.#tell('pack-name-unknown', at, this.#near(name, Object.keys(this.#pack.forms)))
  }

  #form(form: Form): void {
    const path = `forms.${form.id}`
    for (const text of [form.title, form.number, form.left, form.right])
      if (text !== undefined) this.#template(text, path)
    this.#coordinates(form.scope, path)
    this.#condition(form.when, path)
    form.notes.forEach((note) => {
      this.#condition(note.when, `${path}.notes`)
      this.#template(note.text, `${path}.notes`)
    })
    form.panels.forEach((panel, n) => {
      const at = `${path}.panels[${n}]`
      this.#coordinates(panel.scope ?? '', at)
      if (panel.head !== undefined) this.#template(panel.head, at)
      this.#columns(panel.columns, `${at}.columns`)
      this.#rows(panel.rows, `${at}.rows`)
      this.#rows(panel.foot, `${at}.foot`)
    })
  }

  #columns(columns: readonly Column[], path: string): void {
    columns.forEach((column, n) => {
      const at = `${path}[${n}]`
      if (column.at !== undefined) this.#coordinates(column.at, at)
      if (column.show !== undefined) this.#template(column.show, at)
      if (column.head !== undefined) this.#template(column.head, at)
      this.#condition(column.when, at)
      if (column.columns) this.#columns(column.columns, at)
    })
  }

  #rows(rows: readonly RowRule[], path: string): void {
    rows.forEach((row, n) => {
      const at = `${path}[${n}]`
      if (row.at !== undefined) this.#coordinates(row.at, at)
      if (row.label !== undefined) this.#template(row.label, at)
      this.#condition(row.when, at)
      for (const template of Object.values(row.set ?? {})) this.#template(template, at)
      for (const cell of row.cells ?? []) this.#template(cell.text, at)
      if (row.each !== undefined) this.#axis(row.each, at)
      this.#rows(row.rows ?? [], `${at}.rows`)
    })
  }

  #template(source: string, path: string): void {
    try {
      this.#nodes(parseTemplate(source), path)
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error
      this.#tell('pack-template-wrong', path, { template: source.slice(0, 80), reason: error.reason })
    }
  }

  #nodes(template: Template, path: string): void {
    for (const node of template) this.#node(node, path)
  }

  #node(node: Node, path: string): void {
    if (node.kind === 'value') this.#ref(node.ref, path)
    else if (node.kind === 'share') for (const ref of [node.part, node.whole]) this.#ref(ref, path)
    else if (node.kind === 'change') {
      this.#ref(node.now, path)
      this.#period(node.base, path)
      if (!this.#pack.phrases[node.phrase])
        this.#tell('pack-name-unknown', path, this.#near(node.phrase, Object.keys(this.#pack.phrases)))
    } else if (node.kind === 'each') {
      this.#axis(node.axis, path)
      if (node.of) this.#ref(node.of, path)
      this.#nodes(node.body, path)
    } else if (node.kind === 'if') {
      for (const { when, then } of node.branches) {
        if (when) for (const ref of [when.left, when.right]) if (ref) this.#ref(ref, path)
        this.#nodes(then, path)
      }
    }
  }

  /** `function 1-3 of 支出总计` */
  #axis(call: string, path: string): void {
    const [what, of] = call.split(/\s+of\s+/)
    const name = what!.trim().split(/\s+/)[0]!
    if (!(AXES as readonly string[]).includes(name)) {
      this.#tell('pack-axis-unknown', path, { name, known: AXES.join('、') })
    }
    if (of !== undefined) this.#ref(refOf(of), path)
  }

  #sum(expression: string, path: string): void {
    for (const ref of termsOf(expression)) this.#ref(ref, path)
  }

  #period(period: string, path: string): void {
    if (Object.hasOwn(PERIOD_NAMES, period)) return
    this.#tell('pack-period-unknown', path, { name: period, known: Object.keys(PERIOD_NAMES).join('、') })
  }

  #ref(ref: Ref, path: string): void {
    if (ref.period !== undefined) this.#period(ref.period, path)
    if (
      ref.kind !== 'name' ||
      VARIABLES.has(ref.name) ||
      this.#set.has(ref.name) ||
      this.#pack.figures[ref.name] !== undefined
    )
      return
    this.#tell('pack-name-unknown', path, this.#near(ref.name, [...Object.keys(this.#pack.figures), ...VARIABLES]))
  }

  #condition(source: string | undefined, path: string): void {
    if (source === undefined) return
    const { left, right } = conditionOf(source)
    for (const ref of [left, right]) if (ref) this.#ref(ref, path)
  }

  #coordinates(source: string, path: string): void {
    try {
      parseCoordinates(source)
    } catch (error) {
      if (!(error instanceof CoordinatesError)) throw error
      this.#tell('pack-coordinates-wrong', path, { word: error.word })
    }
  }

  #near(name: string, known: readonly string[]): PackProblem['facts'] {
    const plain = plainName(name)
    const far = (other: string): number => nameDistance(plain, plainName(other), 2) ?? (other.includes(name) ? 3 : 9)
    const near = known.reduce((best, other) => (far(other) < far(best) ? other : best), '')
    return { name, near: far(near) < 9 && near.length > 1 ? near : '' }
  }

  #tell(code: string, path: string, facts: PackProblem['facts']): void {
    this.#problems.push({ code, pack: this.#pack.id, path, facts })
  }
}
