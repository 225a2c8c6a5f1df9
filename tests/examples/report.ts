/** The differences of one example as a page for an accountant. */
import type { ComparedTable } from './compare-book.ts'
import { type Circumstances, type Reason, type Why, whyOf } from './why.ts'

const CLIP = 40
/** Of texts that we worded ourselves only as much is shown as tells which one it is. */
const CLIP_OWN = 8
const EXAMPLES = 4

export interface Told {
  readonly text: string
  readonly open: number
}

export function reportOf(title: string, tables: readonly ComparedTable[], circumstances: Circumstances): Told {
  const compared = tables.filter(({ cells }) => cells !== undefined)
  const sum = (key: 'equal' | 'cells' | 'amounts' | 'equalAmounts'): number =>
    compared.reduce((total, table) => total + table[key]!, 0)
  const counts = new Map<Why, number>()
  const sections = compared.map((table) => {
    const told = table.differences!.map((d) => ({ d, reason: whyOf(table.form, d, circumstances) }))
    for (const { reason } of told) counts.set(reason.why, (counts.get(reason.why) ?? 0) + 1)
    const lines = told
      .filter(({ reason }) => !reason.isOfAKind)
      .map(({ d, reason }) => {
        const cell = (text: string): string => shown(text, CLIP)
        const hidden = /填报人|联系电话/.test(d.name)
        const row = [
          String(d.row),
          shown(d.name, 16),
          d.column === 0 ? '整行' : String(d.column),
          hidden ? '（从略）' : cell(d.published),
          d.moved ? '（同）' : cell(d.ours),
          reason.why,
          reason.note,
        ]
        return `| ${row.join(' | ')} |`
      })
    const kinds = Map.groupBy(
      told.filter(({ reason }) => reason.isOfAKind),
      ({ reason }) => `${reason.why}：${reason.note}`,
    )
    const bullets = [...kinds].map(([kind, all]) => {
      const own = all[0]!.reason.why === '文字自拟'
      const pairs = all.map(
        ({ d }) => `${shown(d.published, own ? CLIP_OWN : 16)} → ${shown(d.ours, own ? CLIP_OWN : 16)}`,
      )
      const few = [...new Set(pairs)].slice(0, EXAMPLES)
      return `- ${kind}，${all.length} 处${own ? '' : `，如 ${few.join('；')}`}。`
    })
    const ofAmounts = table.amounts! > 0 ? `，其中金额 ${table.equalAmounts} / ${table.amounts} 格` : ''
    const head = `## ${table.title}\n\n相同 ${table.equal} / ${table.cells} 格${ofAmounts}。`
    const list =
      lines.length > 0
        ? [`| 行 | 行名 | 列 | 公开件 | 本书 | 原因 | 说明 |\n|---|---|---|---|---|---|---|\n${lines.join('\n')}`]
        : []
    return [head, ...list, ...(bullets.length > 0 ? [bullets.join('\n')] : [])].join('\n\n')
  })
  const missing = tables.filter(({ cells }) => cells === undefined).map((table) => `“${table.title}”`)
  const share = ((sum('equal') * 1000) / sum('cells') / 10).toString().slice(0, 5)
  const damaged = counts.get('转换损坏') ?? 0
  const reasons = [...counts].sort((a, b) => b[1] - a[1]).map(([why, n]) => `${why} ${n} 处`)
  const text = [
    `# ${title}：编成的表与公开文本的不同`,
    `由 tests/examples 逐格比对写成。各表相同 ${sum('equal')} / ${sum('cells')} 格（${share}%），其中金额 ${sum('equalAmounts')} / ${sum('amounts')} 格；不同之处：${reasons.join('，')}。证明见 examples/ledgers 各文件夹的 corrections.md。`,
    ...(damaged > 0 ? ['“转换损坏”是公开文本从原文件转成文字时断行、截字、错位或认错的格，不是公开件的错。'] : []),
    ...(missing.length > 0 ? [`公开文本里没有这些表，无从比对：${missing.join('、')}。`] : []),
    ...sections,
  ].join('\n\n')
  return { text: `${text}\n`, open: counts.get('待查') ?? 0 }
}

const shown = (text: string, clip: number): string => {
  const letters = [...text.replace(/\|/g, '／')]
  if (letters.length === 0) return '（空）'
  return letters.length > clip ? `${letters.slice(0, clip).join('')}…` : letters.join('')
}

export type { Reason }
