/**
 * How well a function and an economy go together for one payment of basic spending, where the document prints both
 * classifications and not their joint: 0 is the same payment by the official descriptions, more is less likely.
 */
import type { Catalogue } from '@gouji/ledger'

export interface TieRow {
  readonly left: string
  readonly right: string
  readonly relation: string
}

/** Functions that exist for certain payments, by the names that both classifications use for them. */
const KINDRED: readonly (readonly [RegExp, RegExp])[] = [
  [/单位医疗/, /基本医疗保险缴费|医疗费$/],
  [/公务员医疗补助/, /公务员医疗补助|医疗费补助/],
  [/离退休|养老支出/, /离休费|退休费|退职|生活补助|医疗费补助|其他对个人和家庭|奖励金/],
  [/养老保险/, /养老保险/],
  [/职业年金/, /职业年金/],
  [/失业保险|工伤保险|生育保险|其他社会保障和就业|社会保险/, /其他社会保障缴费/],
  [/抚恤|优抚/, /抚恤|生活补助/],
  [/提租补贴|购房补贴/, /津贴补贴|其他工资福利|退休费|其他对个人和家庭/],
  [/住房公积金/, /住房公积金/],
]

const RUNNING = /行政运行|事业运行|机关服务|机构运行|管理运行/

export class Affinity {
  readonly #ties = new Set<string>()
  readonly #tied = new Set<string>()
  readonly #catalogue: Catalogue
  readonly #year: number

  constructor(rows: readonly TieRow[], catalogue: Catalogue, year: number) {
    this.#catalogue = catalogue
    this.#year = year
    for (const { left, right, relation } of rows) {
      const [a, b] = [left.split('='), right.split('=')]
      if (relation !== 'same' || a[0] !== 'function' || b[0] !== 'economy') continue
      this.#ties.add(`${a[1]}|${b[1]}`)
      this.#tied.add(a[1]!)
      this.#tied.add(b[1]!)
    }
  }

  cost(functionCode: string, economyCode: string): number {
    if (this.#ties.has(`${functionCode}|${economyCode}`)) return 0
    const name = this.#name('function', functionCode)
    const economy = this.#name('economy', economyCode)
    const kin = KINDRED.filter(([f]) => f.test(name))
    if (kin.some(([, e]) => e.test(economy))) return 1
    const odd = this.#tied.has(functionCode) || this.#tied.has(economyCode) ? 3 : 0
    if (kin.length > 0) return 7 + odd
    const wanted = KINDRED.some(([, e]) => e.test(economy)) ? 2 : 0
    return (this.isRunning(functionCode) ? 2 : 5) + wanted + odd
  }

  isRunning(functionCode: string): boolean {
    return RUNNING.test(this.#name('function', functionCode)) || functionCode.length < 7
  }

  /** Whether a function is that of another kind of unit: 行政单位医疗 of an institution. */
  natureCost(functionCode: string | undefined, nature: string | undefined): number {
    if (functionCode === undefined || nature === undefined) return 0
    const name = this.#name('function', functionCode)
    if (/行政运行|行政单位/.test(name)) return nature === 'administration' ? 0 : 3
    if (/事业运行|事业单位(?:医疗|离退休)/.test(name)) return nature === 'institution' ? 0 : 3
    return 0
  }

  #name(table: 'function' | 'economy', code: string): string {
    return this.#catalogue.subject(table, code, this.#year)?.name ?? ''
  }
}
