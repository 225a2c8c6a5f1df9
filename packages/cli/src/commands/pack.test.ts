import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { EXIT } from '../outcome.ts'
import { packCommand } from './pack.ts'

const folder = mkdtempSync(join(tmpdir(), 'pack-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const status = await packCommand([...args, '--lang', 'zh', '--no-color'], {
    environment: { GOUJI_PACKS: folder },
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { status, out, err }
}

const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('gouji pack', () => {
  it('lists packs with the books that they are for, a bureau’s own too', async () => {
    file(
      'ours.yaml',
      "title: 本区（2025）\ninherits: zhejiang-department-2024\nfor: { region: '330699', yearFrom: 2025 }\n",
    )
    const { status, out } = await run('list')
    expect(status).toBe(EXIT.clean)
    expect(out).toContain(
      'ours  本区（2025）\n  用于：区划 330699 开头，部门、单位预算，2025年至今；继承 zhejiang-department-2024；12 个表样',
    )
    expect(out).toContain('zhejiang  浙江省部门、单位预算（共用）\n  供其他包继承，不单独选用')
  })

  it('checks a pack by trying it, and says what it asks for', async () => {
    const { status, out } = await run('check', 'ours')
    expect(status).toBe(EXIT.clean)
    expect(out).toContain('✓ ours  没有问题')
    expect(out).toMatch(/账册要提供：.*车辆·保有量/)
  })

  it('tells what is wrong with a pack, and does not try it', async () => {
    const { status, out } = await run(
      'check',
      file('wrong.yaml', 'title: 错\ninherits: ours\nfigures: { 甲: fund=1 }\n'),
    )
    expect(status).toBe(EXIT.unread)
    expect(out).toBe(
      '✗ wrong  有问题\n  - wrong figures.甲：坐标“fund=1”写错了。写法是“维度=成员”，可用的见 docs/packs.md。\n',
    )
  })

  it('compares two packs in words', async () => {
    const other = 'title: 本区（2026）\ninherits: ours\nstyle: { rateDecimals: 2 }\nforms: { fund: { unit: 元 } }\n'
    const { status, out } = await run('diff', 'ours', file('next.yaml', other))
    expect(status).toBe(EXIT.findings)
    expect(out).toBe(
      [
        'ours → next  本区（2025） → 本区（2026）',
        '',
        '数的写法：1 处',
        '  增减率小数位：由“1”改为“2”',
        '',
        '表样：1 处',
        '  《{年度}年{主体}政府性基金预算支出表》（fund）',
        '    计量单位：由“万元”改为“元”',
        '',
      ].join('\n'),
    )
    expect(await run('diff', 'ours', 'ours')).toMatchObject({
      status: EXIT.clean,
      out: expect.stringContaining('没有不同'),
    })
  })

  it('drafts a pack into a file, and writes over nothing', async () => {
    const book = file(
      'book.html',
      '<h1>示例局2025年部门预算</h1><p>单位：万元</p><table><caption>2025年部门支出预算总表（单位：万元）</caption>' +
        '<tr><th>科目编码</th><th>科目名称</th><th>合计</th><th>基本支出</th><th>项目支出</th></tr>' +
        '<tr><td></td><td>合计</td><td>30.00</td><td>20.00</td><td>10.00</td></tr>' +
        '<tr><td>201</td><td>一般公共服务支出</td><td>30.00</td><td>20.00</td><td>10.00</td></tr></table>',
    )
    const target = join(folder, 'draft.yaml')
    const { status, out } = await run('draft', book, '--out', target)
    expect([status, out.split('：')[0]]).toEqual([EXIT.clean, `已写出模板包草稿 ${target}`])
    expect(readFileSync(target, 'utf8')).toContain('each: function 1')
    expect(await run('draft', book, '--out', target)).toMatchObject({ status: EXIT.usage, out: '' })
  })

  it.each([
    [[], '请指明做什么：list, check, diff, draft'],
    [['chek'], '没有“chek”，可用：list, check, diff, draft'],
    [['diff', 'ours'], 'pack diff 后面的名字个数不对'],
    [['draft', 'nowhere.pdf'], 'nowhere.pdf'],
  ])('%j is told', async (args, message) => {
    const { status, err } = await run(...args)
    expect(status).toBe(args[0] === 'draft' ? EXIT.unread : EXIT.usage)
    expect(err).toContain(message)
  })
})
