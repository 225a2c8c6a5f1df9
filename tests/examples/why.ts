/** Why a cell of a composed book differs from the published one: rules by example, then what a damaged text shows itself. */
import type { Difference } from './align.ts'

export type Why = '公开件误' | '转换损坏' | '排版取舍' | '文字自拟' | '待查'

export interface Reason {
  readonly why: Why
  readonly note: string
  /** Many of a kind: told by number and a few examples. */
  readonly isOfAKind?: boolean
}

export interface Rule extends Reason {
  readonly form: RegExp
  readonly column?: number
  readonly published?: RegExp
  readonly ours?: RegExp
  readonly name?: RegExp
}

export interface Circumstances {
  readonly rules: readonly Rule[]
  /** The text was recognized from pictures of pages. */
  readonly isRecognized: boolean
}

export function whyOf(form: string, difference: Difference, { rules, isRecognized }: Circumstances): Reason {
  const { published, ours, column, name, moved } = difference
  const rule = rules.find(
    (r) =>
      r.form.test(form) &&
      (r.column === undefined || r.column === column) &&
      (r.published?.test(published) ?? true) &&
      (r.ours?.test(ours) ?? true) &&
      (r.name?.test(name) ?? true),
  )
  if (rule) return rule
  if (moved) return { why: '排版取舍', note: '各行相同，先后不同' }
  const cut = [...published].length >= 2 && ours.startsWith(published)
  if (cut && !isAmount(ours)) return { why: '转换损坏', note: '只印出开头，后面被单元格边框截去', isOfAKind: true }
  if (isRecognized) {
    const note = damageOf(published, ours)
    if (note) return { why: '转换损坏', note, isOfAKind: true }
  }
  return { why: '待查', note: '' }
}

/** Codes of many digits are no amounts. */
const isAmount = (text: string): boolean => /^-?[\d,]*\.?\d+$/.test(text) && !/^\d{12,}$/.test(text)

/** What recognition does to a cell. Two whole amounts that differ are never put down to it. */
function damageOf(published: string, ours: string): string | undefined {
  // A row with amounts or with a code of a subject is no noise.
  if (ours === '')
    return /\d\.\d\d(?!\d)|(?:^|\|)(?:\d{5}|\d{7}|\d{21})(?:\||$)/.test(published)
      ? undefined
      : '多认出的符号和表头碎片'
  if (!isAmount(ours)) return published === '' ? '表头和文字认丢' : '错字、漏字'
  if (published === '') return /^0\.00$/.test(ours) ? '零认丢' : undefined
  const [a, b] = [published, ours].map((text) => text.replace(/[,.]/g, ''))
  if (a === b) return '小数点认成逗号'
  return ours.startsWith(published.replace(/\.$/, '')) ? '数的末尾认丢' : undefined
}
