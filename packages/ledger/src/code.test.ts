import { expect, test } from 'vitest'
import { classifyCode, codeLevel, codeParent, joinCode, projectOf, readCode } from './code.ts'

const said = (code: { code: string; repairs: readonly string[] } | undefined): string =>
  code ? [code.code, ...code.repairs].join(' ') : 'none'

test('readCode', () => {
  for (const [text, expected] of [
    ['2080505', '2080505'],
    [' 20805 ', '20805'],
    ['208 05 05', '2080505 blank-inside'],
    ['208 5 5', '2080505 blank-inside missing-zero'],
    ['2080 505', '2080505 blank-inside'],
    ['208-05-05', '2080505 separator'],
    ['208.05', '20805 separator'],
    ['2080505.', '2080505 trailing-sign'],
    ['２０８０５', '20805 full-width'],
    ['30108', '30108'],
    ['1030102', '1030102'],
    ['20', 'none'],
    ['2080', 'none'],
    ['016001', 'none'],
    ['A2080', 'none'],
    ['208办公', 'none'],
    ['', 'none'],
  ]) {
    expect(said(readCode(text!)), text).toBe(expected)
  }
})

test('joinCode', () => {
  for (const [parts, expected] of [
    [['208', '05', '05'], '2080505'],
    [['208', '5', '5'], '2080505 missing-zero'],
    [['208', '05', ''], '20805'],
    [['208', '', ''], '208'],
    [['208', '20805', '2080505'], '2080505'],
    [['2080505', '', ''], '2080505'],
    [['２０８', '05', ' 5'], '2080505 full-width missing-zero'],
    [['208', '', '05'], 'none'],
    [['', '05', '05'], 'none'],
    [['208', '0599'], 'none'],
    [['208', 'x'], 'none'],
    [['016', '001'], 'none'],
    [['', ''], 'none'],
    [[], 'none'],
  ] as const) {
    expect(said(joinCode(parts)), parts.join(' ')).toBe(expected)
  }
})

test('codeLevel and codeParent', () => {
  for (const [code, level, parent] of [
    ['208', 1, undefined],
    ['20805', 2, '208'],
    ['2080505', 3, '20805'],
    ['103010101', 4, '1030101'],
    ['A', 1, undefined],
    ['A02000000', 2, 'A'],
    ['A02010000', 3, 'A02000000'],
    ['A02010100', 4, 'A02010000'],
    ['A02101010', 5, 'A02101000'],
    ['2080', undefined, undefined],
  ] as const) {
    expect([codeLevel(code), codeParent(code)], code).toEqual([level, parent])
  }
})

test('classifyCode', () => {
  for (const [text, kind] of [
    ['2080505', 'function'],
    ['201', 'function'],
    ['30108', 'economy'],
    ['399', 'economy'],
    ['50502', 'governmentEconomy'],
    ['10301', 'revenue'],
    ['103010101', 'revenue'],
    ['A02010000', 'procurement'],
    ['C0304', 'procurement'],
    ['016', 'unit'],
    ['016001', 'unit'],
    ['253001', 'unit'],
    ['253', 'unit'],
    ['016001001', 'unit'],
    ['110000241234567890123', 'project'],
    ['11000024Y123456789012', 'project'],
    ['110000 24T 123456789012', 'project'],
    ['3010899', undefined],
    ['12', undefined],
    ['办公费', undefined],
  ] as const) {
    expect(classifyCode(text)?.kind, text).toBe(kind)
  }
  expect(classifyCode('C0304')?.code).toBe('C03040000')
})

test('projectOf reads region and year', () => {
  expect(projectOf('110000241234567890123')).toEqual({ region: '110000', year: 2024 })
  expect(projectOf('11000024')).toBeUndefined()
})
