import { posix, win32 } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fileNameOf } from './file-name.ts'

it('keeps the name of a department as it is', () => {
  expect(fileNameOf('云湖市档案局（本级）2025年部门预算')).toBe('云湖市档案局（本级）2025年部门预算')
})

it.each([
  ['../../../etc/cron.d/局2025年', '_.._.._etc_cron.d_局2025年'],
  ['C:\\账\\局', 'C_账_局'],
  ['a\u0000b\u202ec', 'a_b_c'],
  ['..', '_'],
])('%j is no way out of a folder', (name, file) => {
  expect(fileNameOf(name)).toBe(file)
})

it('is a name on every system, whatever it is made from', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: fc.constantFrom('.', '/', '\\', ' ', '档') }),
  )
  fc.assert(
    fc.property(anything, (name) => {
      const file = fileNameOf(name)
      expect(posix.basename(file)).toBe(file)
      expect(win32.basename(file)).toBe(file)
      expect(file).not.toMatch(/^\.|[. ]$/)
      expect(Buffer.byteLength(file)).toBeLessThanOrEqual(200)
      expect(Buffer.byteLength(file)).toBeGreaterThan(0)
    }),
  )
})
