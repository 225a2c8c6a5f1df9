import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cutTo, padTo, textWidth, wrapTo } from './width.ts'

it.each([
  ['abc', 3],
  ['预算', 4],
  ['（元）', 6],
  ['e\u0301', 1],
  ['▶1.00◀', 6],
  ['𠮷', 2],
])('%s is %i columns wide', (text, width) => {
  expect(textWidth(text)).toBe(width)
})

it('cuts between letters and pads to the width', () => {
  expect(cutTo('一般公共预算', 7)).toBe('一般公…')
  expect(padTo('合计', 6)).toBe('合计  ')
  expect(padTo('1.00', 6, 'right')).toBe('  1.00')
})

it('begins no line with a comma and breaks no number', () => {
  expect(wrapTo('各项之和为 1,048.12，相差 4.00 万元。', 20)).toEqual(['各项之和为', '1,048.12，相差 4.00', '万元。'])
})

it('never makes a line wider than the width, and loses no letter', () => {
  const letter = fc.constantFrom(...'预算公开表，。（）1234567890. abc')
  fc.assert(
    fc.property(fc.array(letter, { maxLength: 80 }), fc.integer({ min: 8, max: 40 }), (letters, width) => {
      const text = letters.join('')
      const lines = wrapTo(text, width)
      for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width)
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }),
  )
})
