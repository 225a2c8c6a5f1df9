/** Organisations from a workbook: what it does not say stays as it is. */
import { createOrganisation } from '@gouji/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sheetData, xlsx } from '../../packages/files/src/testing/packages.ts'
import { type Client, Form, signIn } from '../../packages/server/src/testing/client.ts'
import { type District, openDistrict } from '../../packages/server/src/testing/district.ts'

let district: District
let system: Client

beforeAll(async () => {
  district = await openDistrict({ signInsPerMinute: 0 })
  const { store, root, people } = district
  await store.as(people.system_admin.id, (tx) =>
    createOrganisation(tx, {
      ...{ parent: root, code: '301', name: '云湖市档案局', kind: 'department', nature: '行政' },
      ...{ region: '330000', validFrom: '2015-01-01' },
    } as never),
  )
  system = await signIn(district.app, 'system_admin')
}, 60_000)
afterAll(() => district?.close())

const hand = async (confirm: 'yes' | 'no', rows: readonly (readonly string[])[]) => {
  const bytes = xlsx({ sheets: [{ name: '机构', xml: sheetData(rows) }] })
  return (
    await system.call(
      'POST',
      `/organisations/import?confirm=${confirm}`,
      new Form().add('机构.xlsx', Buffer.from(bytes)),
    )
  ).json
}

it('tells that nothing changes where the workbook says what is there', async () => {
  const { added, changed, problems } = await hand('no', [
    ['编码', '名称', '上级编码'],
    ['301', '云湖市档案局', ''],
  ])
  expect({ added, changed, problems }).toEqual({ added: [], changed: [], problems: [] })
})

it('changes what the workbook says and leaves the rest', async () => {
  const { changed } = await hand('yes', [
    ['编码', '名称', '上级编码', '性质', '止'],
    ['301', '云湖市档案馆', '', '参公', '2030-12-31'],
  ])
  expect(changed).toHaveLength(1)
  const tree = (await system.call('GET', '/organisations')).json
  expect(tree.find(({ code }: { code: string }) => code === '301')).toMatchObject({
    ...{ name: '云湖市档案馆', kind: 'department', nature: '参公', region: '330000' },
    ...{ from: '2015-01-01', to: '2030-12-31' },
  })
})

it('takes the last day away where its column is empty', async () => {
  await hand('yes', [
    ['编码', '名称', '上级编码', '止'],
    ['301', '云湖市档案馆', '', ''],
  ])
  const tree = (await system.call('GET', '/organisations')).json
  expect(tree.find(({ code }: { code: string }) => code === '301')).not.toHaveProperty('to')
})

it('adds what is not there, with superiors that the same workbook adds', async () => {
  const { added, problems } = await hand('yes', [
    ['编码', '名称', '上级编码', '类别', '性质'],
    ['777', '云湖市地方志办公室', '301', '部门', '参公'],
    ['777001', '云湖市方志馆', '777', '单位', '公益一类事业'],
  ])
  expect(problems).toEqual([])
  expect(added).toHaveLength(2)
})

it.each([
  [
    [
      ['名称', '上级编码'],
      ['甲', ''],
    ],
    /缺少“编码”列/,
  ],
  [
    [
      ['编码', '名称', '上级编码'],
      ['12', '甲', '301'],
    ],
    /编码应为 3 至 12 位数字/,
  ],
  [
    [
      ['编码', '名称', '上级编码'],
      ['888', '甲', '999'],
    ],
    /没有编码为 999 的上级机构/,
  ],
  [
    [
      ['编码', '名称', '上级编码', '起'],
      ['888', '甲', '301', '今年'],
    ],
    /日期应写成 2025-01-31/,
  ],
])('tells at its cell what is wrong with a workbook: %j', async (rows, message) => {
  const { problems } = await hand('yes', rows)
  expect(problems.map((one: { message: string }) => one.message).join()).toMatch(message)
})
