import { expect, it } from 'vitest'
import { COLOURED } from '../terminal/style.ts'
import { textWidth } from '../terminal/width.ts'
import { render } from '../testing/render.ts'
import { CHECKED, CLEAN, SCANNED, UNREADABLE } from '../testing/story.ts'
import { WORDINGS } from '../wording/index.ts'
import { textCheck } from './text-check.ts'
import { textRead } from './text-read.ts'

it('shows verdict, coverage, place, arithmetic, the cell among its neighbours, and a proposal', async () => {
  expect(await render(textCheck, [CHECKED], { width: 80 })).toMatchInlineSnapshot(`
    "✗ 不通过  云溪<b>.txt
      云溪市档案馆 · 2025 年单位预算
      2 张表 · 28 个数中 27 个参加了校验（96.4%） · 勾稽关系 21 条成立、2 条不成立、
      1 条未能校验

    错误 1  第 25 行 · 表2 2025年单位一般公共预算支出表
      “行政运行”合计写作 138.54 万元，与分项之和 135.84 万元不符。
      100.00 + 35.84 = 135.84 ≠ 138.54

         编码      名称                          合计   人员经费   公用经费
        ────────────────────────────────────────────────────────────────────
         20126     档案事务                    148.54     100.00      35.84
         2012601   行政运行                   ▶138.54◀    100.00      35.84
         2012602   =一般行政管理事务<script>    12.70

      建议  138.54 → 135.84（疑似两位数字颠倒，改后 2 条不成立的关系全部成立）
      依据  合计等于分项之和。
      连带  第 24 行：“档案事务”148.54 万元不等于下级之和 151.24 万元。

    警告 1  第 5 行
      标题称“单位”，正文称“部门”，"引号"与，逗号
      与换行都要保住。
      依据之处  第 5 行：-1+2 部门收支
      依据  一份公开件只对应一个主体。
      来源  文件转换（如由 PDF 转成文本）时也可能造成此差异，请先对照原件。

    提示 1 未校验  第 5 行
      表2 的上年数没有可以对照的另一处。
      依据之处  第 5 行：-1+2 部门收支
      依据  一份公开件只对应一个主体。

      错误 1 个 · 警告 1 个 · 提示 1 个
    "
  `)
})

it('says that a scan is not a pass', async () => {
  const text = await render(textCheck, [SCANNED])
  expect(text).toContain('? 未校验  scan.pdf')
  expect(text).toContain('没有可以校验的内容，不能视为通过')
  expect(text).not.toContain('未发现问题')
})

it('sums up several documents in one line', async () => {
  const text = await render(textCheck, [CHECKED, CLEAN, SCANNED, UNREADABLE], { width: 120 })
  expect(text.trimEnd().split('\n').at(-1)).toBe(
    '共 4 份文件 · 1 份通过 · 1 份不通过 · 1 份未校验 · 1 份未能读取 · 错误 1 个 · 警告 1 个 · 提示 1 个',
  )
})

it('speaks English around the Chinese of the document', async () => {
  const text = await render(textCheck, [CHECKED], { wording: WORDINGS.en })
  expect(text).toContain('27 of 28 figures checked (96.4%)')
  expect(text).toContain('138.54 → 135.84 (two digits look exchanged, mends all 2 failing')
})

it.each([60, 80, 120])('stays within %i columns', async (width) => {
  for (const [format, command] of [
    [textCheck, 'check'],
    [textRead, 'read'],
  ] as const) {
    for (const line of (await render(format, [CHECKED, SCANNED], { width, command })).split('\n')) {
      expect(textWidth(line), line).toBeLessThanOrEqual(width)
    }
  }
})

it('says the same with and without colours', async () => {
  const coloured = await render(textCheck, [CHECKED], { style: COLOURED })
  // biome-ignore lint/suspicious/noControlCharactersInRegex: this is how colours are written.
  expect(coloured.replace(/\u001b\[[\d;]*m/g, '')).toBe(await render(textCheck, [CHECKED]))
})

it('lets no control character of a document reach the terminal', async () => {
  const hostile = { ...CLEAN, input: { path: 'x', name: 'a\u001b[2Jb\u202e.txt' } }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through.
  expect(await render(textCheck, [hostile])).not.toMatch(/[\u001b\u202e]/)
})

it('shows tables as they were read', async () => {
  const text = await render(textRead, [CHECKED], { command: 'read', width: 120 })
  expect(text).toContain('表2 2025年单位一般公共预算支出表  第 21 行 · 支出 · 单位：万元')
  expect(text).toMatch(/2012601 +行政运行 +138\.54 +100\.00 +35\.84/)
  expect(text).toContain('≥ 120000 页')
})
