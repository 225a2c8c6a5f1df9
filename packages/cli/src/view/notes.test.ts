import type { Place } from '@gouji/document'
import { expect, it } from 'vitest'
import { cellAt, READING, REPORT } from '../testing/story.ts'
import { WORDINGS } from '../wording/index.ts'
import { pageMarks } from './notes.ts'

const slip = REPORT.findings.find((finding) => finding.rule === 'sum')!
const boxed = (place: Place): Place => ({ page: 2, box: [place.column!, 10, place.column! + 5, 20] })
const onPage = {
  ...slip,
  evidence: slip.evidence.map((e) => ({ ...e, place: boxed(e.place) })),
  suspects: slip.suspects.map((s) => ({ ...s, place: boxed(s.place) })),
}

it('boxes the suspect with the whole finding, and colours what proves it', () => {
  const marks = pageMarks([onPage], READING, WORDINGS.zh)
  expect(marks.map(({ kind, page }) => [kind, page])).toEqual([
    ['highlight', 2],
    ['highlight', 2],
    ['box', 2],
  ])
  const box = marks.at(-1)!
  expect(box.box).toEqual(boxed(cellAt(3, 0).place).box)
  for (const words of ['1 错误', onPage.message, '算式：', '138.54 → 135.84', '依据：']) {
    expect(box.text).toContain(words)
  }
  expect(marks[0]!.text).toBe('问题 1 的相关数：行政运行 / 人员经费 100.00')
})

it('notes what has no place on a page in the corner of the first, one below the other', () => {
  const marks = pageMarks(
    [
      { ...slip, suspects: [], evidence: [] },
      { ...slip, id: 'b', suspects: [], evidence: [] },
    ],
    READING,
    WORDINGS.zh,
  )
  expect(marks.map(({ kind, page }) => [kind, page])).toEqual([
    ['note', 1],
    ['note', 1],
  ])
  expect(marks[1]!.box[1]).toBeGreaterThan(marks[0]!.box[1])
})

it('leaves the proofs of an accepted finding in peace', () => {
  const waiver = { reason: '已核对', by: '财务室', until: '2025-12-31' }
  const [only, ...rest] = pageMarks([{ ...onPage, waiver }], READING, WORDINGS.zh)
  expect(rest).toEqual([])
  expect(only!.text).toContain('已说明：已核对（财务室，有效至 2025-12-31）')
})
