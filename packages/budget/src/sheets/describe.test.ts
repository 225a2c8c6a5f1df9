import { expect, it } from 'vitest'
import { describeFolder } from './describe.ts'

it('is what docs/budget-folder.md says (write it again with -u)', async () => {
  await expect(describeFolder()).toMatchFileSnapshot('../../../../docs/budget-folder.md')
})
