/** Reasons that fit what changed: for every figure that a book compares with last year's. */
import { type Budget, Cube, type FactCoordinates, factsOf } from '@gouji/budget'
import type { Catalogue } from '@gouji/ledger'

/** Figures by the names that packs give them. */
const FIGURES: Readonly<Record<string, FactCoordinates>> = {
  收入总计: { flow: 'income' },
  本年收入: { flow: 'income', vintage: 'current' },
  支出总计: { flow: 'expenditure' },
  本年支出: { flow: 'expenditure', vintage: 'current' },
  基本支出: { flow: 'expenditure', character: 'basic' },
  人员经费: { flow: 'expenditure', character: 'personnel' },
  公用经费: { flow: 'expenditure', character: 'public' },
  项目支出: { flow: 'expenditure', character: 'project' },
  财政拨款收入: { flow: 'income', source: 'fiscal' },
  财政拨款支出: { flow: 'expenditure', source: 'fiscal' },
  一般公共预算收入: { flow: 'income', source: 'general' },
  一般公共预算支出: { flow: 'expenditure', source: 'general' },
  一般公共预算基本支出: { flow: 'expenditure', source: 'general', character: 'basic' },
  一般公共预算项目支出: { flow: 'expenditure', source: 'general', character: 'project' },
  政府性基金预算支出: { flow: 'expenditure', source: 'fund' },
  国有资本经营预算支出: { flow: 'expenditure', source: 'capital' },
  三公经费: { flow: 'expenditure', source: 'general', item: 'three-public' },
  '因公出国（境）费': { flow: 'expenditure', source: 'general', item: 'abroad' },
  公务用车购置及运行费: { flow: 'expenditure', source: 'general', item: 'vehicles' },
  公务用车购置费: { flow: 'expenditure', source: 'general', item: 'vehicle-purchase' },
  公务用车运行维护费: { flow: 'expenditure', source: 'general', item: 'vehicle-running' },
  公务接待费: { flow: 'expenditure', source: 'general', item: 'reception' },
  政府采购: { procurement: 'procured' },
  政府采购货物: { procurement: 'procured-goods' },
  政府采购工程: { procurement: 'procured-works' },
  政府采购服务: { procurement: 'procured-services' },
  机关运行经费: { flow: 'expenditure', source: 'general', character: 'public', nature: 'administration' },
}

/** Final accounts call by the same names what is fiscal money, or this year's only. */
const OF_ACCOUNTS: Readonly<Record<string, FactCoordinates>> = {
  一般公共预算支出: { flow: 'expenditure', source: 'general', vintage: 'current' },
  三公经费: { flow: 'expenditure', source: 'fiscal', item: 'three-public' },
  '因公出国（境）费': { flow: 'expenditure', source: 'fiscal', item: 'abroad' },
  公务用车购置及运行费: { flow: 'expenditure', source: 'fiscal', item: 'vehicles' },
  公务用车购置费: { flow: 'expenditure', source: 'fiscal', item: 'vehicle-purchase' },
  公务用车运行维护费: { flow: 'expenditure', source: 'fiscal', item: 'vehicle-running' },
  公务接待费: { flow: 'expenditure', source: 'fiscal', item: 'reception' },
}

/** What a book compares its figures with, and what its reasons are then called by. */
const COMPARED = {
  budget: [
    { back: 1, stage: 'budget', suffix: '' },
    { back: 1, stage: 'executed', suffix: '' },
  ],
  final: [
    { back: 1, stage: 'final', suffix: '' },
    { back: 0, stage: 'budget', suffix: '·年初预算数' },
    { back: 0, stage: 'adjusted', suffix: '·全年预算数' },
  ],
} as const

const SAID: Readonly<Record<'up' | 'down' | 'both', Readonly<Record<string, string>>>> = {
  up: {
    收入: '人员和项目经费拨款增加',
    接待: '来访单位增加',
    车辆: '公务用车出行里程增加',
    出国: '国际业务交流任务增加',
    其他: '人员和项目支出增加',
  },
  down: {
    收入: '项目拨款减少',
    接待: '从严控制接待，来访批次减少',
    车辆: '压减公务用车外出',
    出国: '出访任务减少',
    其他: '项目进入收尾阶段，支出减少',
  },
  both: {
    收入: '按当年人员变动和项目安排核定',
    接待: '按来访批次变化安排',
    车辆: '按公务用车里程和更新年限的变化安排',
    出国: '按出访任务变化安排',
    其他: '按当年人员变动和项目安排核定',
  },
}

const kindOf = (name: string): string =>
  /接待/.test(name)
    ? '接待'
    : /车/.test(name)
      ? '车辆'
      : /出国/.test(name)
        ? '出国'
        : /收入/.test(name)
          ? '收入'
          : '其他'

/** The last digit that books in 万元 print, in fen. */
const HARDLY = 10_000n

/** A reason for each figure that changed against what a book compares it with; one reason may serve two comparisons. */
export function reasonsFor(budget: Budget, catalogue: Catalogue): Map<string, string> {
  const { year, stage } = budget.head
  const parents = new Map(
    budget.units.flatMap(({ code, parent }) => (parent === undefined ? [] : [[code, parent] as const])),
  )
  const cube = new Cube(factsOf(budget, catalogue), parents)
  const at = (of: FactCoordinates, period: FactCoordinates): bigint => cube.at({ ...of, ...period }).fen
  const reasons = new Map<string, string>()
  const told = new Map<string, Set<bigint>>()
  const compare = (name: string, of: FactCoordinates): void => {
    const now = at(of, { year: String(year), stage })
    for (const other of COMPARED[stage]) {
      const key = `${name}${other.suffix}`
      const signs = told.get(key) ?? new Set<bigint>()
      const change = now - at(of, { year: String(year - other.back), stage: other.stage })
      signs.add(change > 0n ? 1n : change < 0n ? -1n : 0n)
      // A few yuan do not show in 万元: what is said of them must not speak of a direction.
      if (change !== 0n && change > -HARDLY && change < HARDLY) signs.add(1n).add(-1n)
      told.set(key, signs)
    }
  }
  const isFinal = stage === 'final'
  for (const [name, of] of Object.entries({ ...FIGURES, ...(isFinal ? OF_ACCOUNTS : {}) })) compare(name, of)
  const functions = new Set(budget.lines.flatMap(({ function: code }) => (code === undefined ? [] : [code])))
  for (const code of [...functions].sort()) {
    const name = catalogue.subject('function', code, year)?.name
    if (name === undefined) continue
    compare(name, {
      flow: 'expenditure',
      function: code,
      ...(isFinal ? { source: 'general', vintage: 'current' } : {}),
    })
  }
  for (const [name, signs] of told) {
    if (!signs.has(1n) && !signs.has(-1n)) continue
    const which = signs.size > 1 ? 'both' : signs.has(1n) ? 'up' : 'down'
    reasons.set(name, SAID[which][kindOf(name)]!)
  }
  return reasons
}
