import { expect, it } from 'vitest'
import { commandManual } from './manual.ts'

it('is what docs/command.md says (write it again with -u)', async () => {
  await expect(commandManual()).toMatchFileSnapshot('../../../../docs/command.md')
})
