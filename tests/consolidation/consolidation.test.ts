/**
 * Three units become a department. The folders of culture-2025 are what the units hand in, merged.txt is what the
 * department gets to see: read them side by side. `UPDATE=1` writes merged.txt anew after a change of wording.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Budget, Cube, consolidate, ELIMINATION, factsOf, printBudget, transfersOf } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import { formatFen } from '@gouji/ledger'
import { loadPacks, openBudgetFolder, packNamed, publish } from '@gouji/publish'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { budgetCommand } from '../../packages/cli/src/commands/budget.ts'

const knowledge = loadKnowledge()
const CASE = fileURLToPath(new URL('culture-2025', import.meta.url))
const UNITS = ['bureau', 'museum', 'troupe']

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gouji-merge-'))
  cpSync(CASE, home, { recursive: true })
})
afterEach(() => rmSync(home, { recursive: true }))

const swap = (file: string, from: string, to: string): void => {
  const text = readFileSync(join(home, file), 'utf8')
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`)
  writeFileSync(join(home, file), text.replace(from, to))
}

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const status = await budgetCommand(args, {
    environment: {},
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  const plain = (text: string): string => text.replaceAll(`${home}/`, '')
  return { status, out: plain(out), err: plain(err) }
}

const merge = (units: readonly string[] = UNITS) =>
  run(
    ...['merge', ...units.map((unit) => join(home, unit))],
    ...['--head', join(home, 'department', 'budget.yaml'), '--out', join(home, 'merged')],
  )

const yuan = (fen: bigint): string => formatFen(fen, '元', 2)

describe('the department', () => {
  test('is what its units hand in, without what they hand to each other', async () => {
    const { status, out, err } = await merge()
    const path = join(CASE, 'merged.txt')
    if (process.env.UPDATE) writeFileSync(path, out)
    expect(err).toBe('')
    expect(out).toBe(readFileSync(path, 'utf8'))
    expect(status).toBe(0)
  })

  test('is a budget without a problem, and its tree says the same again', async () => {
    await merge()
    expect(await run('check', join(home, 'merged'))).toMatchObject({
      status: 0,
      out: '没有问题：示例市文化局，3 个单位，17 条明细，0 个项目；收入 17490000.00 元，支出 17490000.00 元\n',
    })
    const { out, status } = await run('tree', join(home, 'merged'), '--format', 'json')
    expect(JSON.parse(out)).toMatchObject({ eliminated: '450000.00', income: '17490000.00' })
    expect(status).toBe(0)
  })

  test('has reasons and duties of its own', async () => {
    await merge()
    const { budget } = await openBudgetFolder(join(home, 'merged'), knowledge)
    expect(budget!.texts.duties).toEqual(['管理全市文化事务。'])
    expect([...budget!.texts.reasons]).toEqual([['收入总计', '人员增加']])
  })
})

test('the example taken apart by unit and put together again is the example', async () => {
  const path = fileURLToPath(new URL('../../examples/ledgers/archive-centre-2025', import.meta.url))
  const whole = (await openBudgetFolder(path, knowledge)).budget!
  const parts = whole.units.map((unit): Budget => {
    const isIts = (entry: { readonly unit?: string }): boolean => entry.unit === unit.code
    return {
      ...whole,
      head: { ...whole.head, audience: 'unit', name: unit.name, code: unit.code },
      units: [unit],
      lines: whole.lines.filter(isIts),
      projects: whole.projects.filter(isIts),
      goals: whole.goals.filter(isIts),
      tasks: [],
      procurement: whole.procurement.filter(isIts),
      measurements: whole.measurements.filter(isIts),
      texts: { duties: [], divisions: [], reasons: new Map(), purposes: new Map(), others: new Map() },
    }
  })
  const { budget, problems } = consolidate(parts, { ...whole.head, texts: whole.texts, own: whole })
  expect(problems).toEqual([])
  const sorted = (of: Budget): string[][] =>
    [...printBudget(of)].map(([file, text]) => [file, ...text.split('\n').sort()])
  expect(sorted(budget)).toEqual(sorted(whole))
})

describe('a transfer', () => {
  test('counts for each unit, and not for the department', async () => {
    await merge()
    const { budget } = await openBudgetFolder(join(home, 'merged'), knowledge)
    const cube = new Cube(factsOf(budget!, knowledge.catalogue))
    const at = (asked: Parameters<Cube['at']>[0]): string => yuan(cube.at(asked).fen)
    const received = { flow: 'income', source: 'superior', year: '2025', stage: 'budget' }
    const paid = { flow: 'expenditure', character: 'subsidy', year: '2025', stage: 'budget' }
    expect([at({ ...received, unit: '052002' }), at(received)]).toEqual(['340000.00', '40000.00'])
    expect([at({ ...paid, unit: '052001' }), at(paid)]).toEqual(['300000.00', '0.00'])
    // A slice of the year may still be asked for one unit.
    expect(yuan(cube.slice({ year: '2025' }).at({ ...paid, unit: '052001' }).fen)).toBe('300000.00')
  })

  test('is eliminated where both units lie within what is asked for', async () => {
    await merge()
    const { budget } = await openBudgetFolder(join(home, 'merged'), knowledge)
    const parents = new Map([
      ['052001', '052'],
      ['052002', '052'],
      ['052003', '052'],
    ])
    const cube = new Cube(factsOf(budget!, knowledge.catalogue), parents)
    expect(yuan(cube.at({ flow: 'income', unit: '052' }).fen)).toBe('17490000.00')
  })

  test('has a row of its own where a form lists the units, so that the rows add up, and the book is proved', async () => {
    await merge()
    const { budget } = await openBudgetFolder(join(home, 'merged'), knowledge)
    const { pack } = packNamed('zhejiang-department-2024', loadPacks())
    const { composed, proofs } = await publish(budget!, pack!, { formats: ['xlsx'] })
    const tables = composed.book.blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))
    const { rows } = tables.find(({ title }) => title.includes('收入预算总表'))!
    const told = rows.map(({ cells }) => cells.map(({ runs }) => runs.map(({ text }) => text).join('')))
    expect(told.filter(([name]) => name !== '').map(([name, total]) => [name, total])).toEqual(
      expect.arrayContaining([
        ['示例市文化局', '1749.00'],
        ['示例市文化局本级', '845.00'],
        ['示例市博物馆', '534.00'],
        ['示例市剧团', '415.00'],
        ['部门内抵销', '-45.00'],
      ]),
    )
    const { found, figures, contradicted, findings } = proofs.get('xlsx')!
    expect([found, contradicted, findings]).toEqual([figures, [], []])
  })

  test('within a budget of one unit is the income that it is', async () => {
    const { budget } = await openBudgetFolder(join(home, 'museum'), knowledge)
    const cube = new Cube(factsOf(budget!, knowledge.catalogue))
    expect(yuan(cube.at({ flow: 'income', source: 'superior' }).fen)).toBe('340000.00')
  })
})

describe('what does not agree is told and nothing is written', () => {
  const tellsAndWritesNothing = async (message: string, units = UNITS): Promise<void> => {
    const { status, err } = await merge(units)
    expect(err).toBe(`${message}有错误，没有写出文件夹\n`)
    expect(status).toBe(1)
    expect((await run('tree', join(home, 'merged'))).status).toBe(2)
  }

  test('the museum received less than the bureau paid', async () => {
    swap('museum/income.csv', '"300,000.00"', '"280,000.00"')
    swap('museum/expenditure.csv', '"340,000.00"', '"320,000.00"')
    await tellsAndWritesNothing(
      '错误 示例市文化局本级/expenditure.csv 第 5 行“金额(元)”：052001 示例市文化局本级 对 052002 示例市博物馆 的“对附属单位补助”两边不等：付出 300000.00 元，收到 280000.00 元，相差 20000.00 元。请两个单位核对后改成一致；没有抵销。\n',
    )
  })

  test('the bureau knows nothing of what the troupe remitted', async () => {
    swap('bureau/income.csv', '052001,附属单位上缴收入,052003 示例市剧团', '052001,附属单位上缴收入,')
    await tellsAndWritesNothing(
      '错误 示例市剧团/expenditure.csv 第 4 行“对方单位”：052003 示例市剧团 对 052001 示例市文化局本级 的“附属单位上缴”只有付出方 150000.00 元，没有收入方。请在 052001 示例市文化局本级 的收入明细中补上这笔收入，对方单位写 052003 示例市剧团；没有抵销。\n',
    )
  })

  test('two units of one code', async () => {
    for (const file of ['budget.yaml', 'units.csv', 'income.csv', 'expenditure.csv']) {
      const text = readFileSync(join(home, 'troupe', file), 'utf8')
      writeFileSync(join(home, 'troupe', file), text.replaceAll('052003', '052002'))
    }
    const { status, err } = await merge()
    expect(err).toContain(
      '错误 示例市剧团/units.csv 第 2 行“单位编码”：单位 052002 示例市剧团 在 示例市博物馆/units.csv 中已有。一个单位只能合并一次，请去掉重复的文件夹或改正编码。\n',
    )
    expect(status).toBe(1)
  })

  test('a department with the code of its own level', async () => {
    swap('department/budget.yaml', '"052"', '"052001"')
    await tellsAndWritesNothing(
      '错误 示例市文化局本级/units.csv 第 2 行“单位编码”：部门的代码与单位 052001 示例市文化局本级 相同。请改正部门 budget.yaml 中的代码；部门本级另有自己的单位编码。\n',
    )
  })

  test('one project in two units', async () => {
    for (const unit of ['museum', 'troupe']) {
      const code = unit === 'museum' ? '052002' : '052003'
      writeFileSync(join(home, unit, 'projects.csv'), `项目编码,项目名称,单位,项目类别\nP-01,巡展,${code},特定目标类\n`)
    }
    await tellsAndWritesNothing(
      '错误 示例市剧团/projects.csv 第 2 行“项目编码”：项目 P-01 巡展 在 示例市博物馆/projects.csv 中已有。项目编码在部门内不能重复，请改正其中一个。\n',
    )
  })

  test('words of units that a department without words of its own leaves out: a warning', async () => {
    writeFileSync(join(home, 'department', 'texts.yaml'), '')
    writeFileSync(join(home, 'museum', 'texts.yaml'), '职责:\n  - 办展览。\n用途:\n  "2070205": 办展\n')
    writeFileSync(join(home, 'troupe', 'texts.yaml'), '用途:\n  "2070205": 演出\n')
    const { status, err } = await merge()
    expect(err).toBe(
      '提醒 示例市博物馆：示例市博物馆 的职责、变动原因等 1 段文字没有并入。部门的文字由部门自己写，放在与部门 budget.yaml 同一文件夹的 texts.yaml 中。\n' +
        '提醒 示例市剧团：“2070205”的用途说明与 示例市博物馆 的不同，已采用 示例市博物馆 的。如需改写，请写入部门的 texts.yaml（与部门 budget.yaml 放在一起）。\n',
    )
    expect(status).toBe(1)
  })

  test('no budget.yaml of the department', async () => {
    rmSync(join(home, 'department', 'budget.yaml'))
    const { status, err } = await merge()
    expect(err).toContain('错误 department/budget.yaml：缺少这个文件。')
    expect(status).toBe(2)
  })

  test('a folder that is there already', async () => {
    await merge()
    const { status, err } = await merge()
    expect(err).toBe('gouji：merged 已经存在；要覆盖请加 --force\n')
    expect(status).toBe(64)
  })

  test('a unit of last year', async () => {
    swap('troupe/budget.yaml', '年度: 2025', '年度: 2024')
    await tellsAndWritesNothing(
      '错误 示例市剧团：示例市剧团 是 2024 年预算，部门是 2025 年预算。请换成同一年度、同一阶段的文件夹，或改正 budget.yaml。\n',
      ['troupe'],
    )
  })
})

test('what one unit says of itself stays its own', () => {
  const unit = (code: string, goal: string): Budget => ({
    head: { year: 2025, stage: 'budget', audience: 'unit', name: `单位${code}`, code, region: '339901' },
    units: [{ code, name: `单位${code}`, nature: 'institution', natureName: '事业', origin: { file: 'units.csv' } }],
    lines: [],
    projects: [],
    goals: [{ annual: goal, indicators: [], origin: { file: 'goals.csv' } }],
    tasks: [],
    procurement: [],
    measurements: [{ key: '车辆·其他用车', year: 2025, value: 2n, money: false, origin: { file: 'measurements.csv' } }],
    texts: { duties: [], divisions: [], reasons: new Map(), purposes: new Map(), others: new Map() },
  })
  const { head } = unit('021', '')
  const { budget } = consolidate([unit('021001', '管好本级'), unit('021002', '办好展览')], head)
  expect(budget.head.audience).toBe('department')
  expect(budget.goals.map((goal) => [goal.unit, goal.annual])).toEqual([
    ['021001', '管好本级'],
    ['021002', '办好展览'],
  ])
  expect(budget.measurements.map((measurement) => [measurement.unit, measurement.value])).toEqual([
    ['021001', 2n],
    ['021002', 2n],
  ])
})

/** Departments of three units that hand money to each other in any way, named by both sides, by one, or by none. */
const anyTransfers: fc.Arbitrary<Budget> = fc
  .array(
    fc.record({
      from: fc.nat(2),
      to: fc.nat(2),
      paid: fc.bigInt({ min: 1n, max: 10n ** 12n }),
      lost: fc.constantFrom(0n, 0n, 1n),
      up: fc.boolean(),
      sides: fc.constantFrom('both', 'both', 'payer', 'receiver', 'none'),
    }),
    { maxLength: 8 },
  )
  .map((transfers) => {
    const codes = ['052001', '052002', '052003']
    const origin = { file: '' }
    const common = { year: 2025, stage: 'budget', vintage: 'current', origin } as const
    const lines = transfers.flatMap(({ from, to, paid, lost, up, sides }) => {
      const [payer, receiver] = [codes[from]!, codes[to]!]
      const payerNames = sides === 'both' || sides === 'payer' ? { counterpart: receiver } : {}
      const receiverNames = sides === 'both' || sides === 'receiver' ? { counterpart: payer } : {}
      return [
        {
          flow: 'expenditure',
          unit: payer,
          fen: paid,
          character: up ? 'remitted' : 'subsidy',
          ...payerNames,
          ...common,
        },
        {
          flow: 'income',
          unit: receiver,
          fen: paid - lost,
          source: up ? 'subordinate' : 'superior',
          ...receiverNames,
          ...common,
        },
      ] as const
    })
    return {
      head: { year: 2025, stage: 'budget', audience: 'department', name: '局', code: '052', region: '339901' },
      units: codes.map((code) => ({ code, name: `单位${code}`, nature: 'institution', natureName: '事业', origin })),
      lines,
      ...{ projects: [], goals: [], tasks: [], procurement: [], measurements: [] },
      texts: { duties: [], divisions: [], reasons: new Map(), purposes: new Map(), others: new Map() },
    }
  })

test('units and elimination add up to the department, on both sides by the same amount', () => {
  fc.assert(
    fc.property(anyTransfers, (budget) => {
      const cube = new Cube(factsOf(budget, knowledge.catalogue))
      const sum = (flow: string, unit?: string): bigint => cube.at({ flow, ...(unit ? { unit } : {}) }).fen
      for (const flow of ['income', 'expenditure']) {
        const units = budget.units.reduce((all, { code }) => all + sum(flow, code), 0n)
        expect(units + sum(flow, ELIMINATION.unit)).toBe(sum(flow))
      }
      expect(sum('income', ELIMINATION.unit)).toBe(sum('expenditure', ELIMINATION.unit))
      const { eliminations, troubles } = transfersOf(budget)
      for (const { paid, received, fen } of eliminations) {
        expect(paid.reduce((all, line) => all + line.fen, 0n)).toBe(fen)
        expect(received.reduce((all, line) => all + line.fen, 0n)).toBe(fen)
      }
      // A line that names a counterpart is eliminated or told.
      const settled = new Set(eliminations.flatMap(({ paid, received }) => [...paid, ...received]))
      const open = budget.lines.filter((line) => line.counterpart !== undefined && !settled.has(line))
      if (open.length > 0) expect(troubles.some(({ severity }) => severity === 'error')).toBe(true)
    }),
    { numRuns: 300 },
  )
})
