/**
 * Dimensions (维度) and their members (成员). Each dimension is a tree; what is not said is the root.
 */

export const DIMENSIONS = [
  'flow',
  'source',
  'vintage',
  'origin',
  'function',
  'economy',
  'governmentEconomy',
  'character',
  'item',
  'unit',
  'project',
  'stage',
  'year',
  'procurement',
] as const
export type Dimension = (typeof DIMENSIONS)[number]

export interface Member {
  readonly id: string
  readonly name: string
  /** Undefined for the members right below the root. */
  readonly parent?: string
}

/** Members of the dimensions that the law fixes; functions and economies come from the year's catalogue. */
export const FIXED_MEMBERS: Readonly<Partial<Record<Dimension, readonly Member[]>>> = {
  flow: [
    { id: 'income', name: '收入' },
    { id: 'expenditure', name: '支出' },
  ],
  // 资金来源。三类拨款合为财政拨款；其余并列（预算法第五条，实施条例第五条）。
  source: [
    { id: 'fiscal', name: '财政拨款' },
    { id: 'general', name: '一般公共预算', parent: 'fiscal' },
    { id: 'fund', name: '政府性基金预算', parent: 'fiscal' },
    { id: 'capital', name: '国有资本经营预算', parent: 'fiscal' },
    { id: 'own', name: '财政拨款以外的资金' },
    { id: 'special-account', name: '财政专户管理资金', parent: 'own' },
    { id: 'unit-money', name: '单位资金', parent: 'own' },
    { id: 'operations', name: '事业收入', parent: 'unit-money' },
    { id: 'business', name: '事业单位经营收入', parent: 'unit-money' },
    { id: 'superior', name: '上级补助收入', parent: 'unit-money' },
    { id: 'subordinate', name: '附属单位上缴收入', parent: 'unit-money' },
    { id: 'other-income', name: '其他收入', parent: 'unit-money' },
  ],
  // 年份层次：本年收支，与上年结转结余或年终结转结余。
  vintage: [
    { id: 'current', name: '本年' },
    { id: 'carried', name: '结转结余' },
    { id: 'reserve', name: '使用结余' },
    { id: 'surplus', name: '结余分配' },
  ],
  // 资金年份：支出用的是本年资金还是上年结转资金。
  origin: [
    { id: 'current', name: '本年资金' },
    { id: 'carried', name: '上年结转资金' },
  ],
  character: [
    { id: 'basic', name: '基本支出' },
    { id: 'personnel', name: '人员经费', parent: 'basic' },
    { id: 'wages', name: '工资福利支出', parent: 'personnel' },
    { id: 'persons', name: '对个人和家庭的补助', parent: 'personnel' },
    { id: 'public', name: '公用经费', parent: 'basic' },
    { id: 'goods', name: '商品和服务支出', parent: 'public' },
    { id: 'assets', name: '资本性支出', parent: 'public' },
    { id: 'project', name: '项目支出' },
    { id: 'operating', name: '其他运转类', parent: 'project' },
    { id: 'target', name: '特定目标类', parent: 'project' },
    { id: 'trading', name: '事业单位经营支出' },
    { id: 'remitted', name: '上缴上级支出' },
    { id: 'subsidy', name: '对附属单位补助支出' },
  ],
  item: [
    { id: 'three-public', name: '“三公”经费' },
    { id: 'abroad', name: '因公出国（境）费', parent: 'three-public' },
    { id: 'vehicles', name: '公务用车购置及运行费', parent: 'three-public' },
    { id: 'vehicle-purchase', name: '公务用车购置费', parent: 'vehicles' },
    { id: 'vehicle-running', name: '公务用车运行费', parent: 'vehicles' },
    { id: 'reception', name: '公务接待费', parent: 'three-public' },
    { id: 'office-running', name: '机关运行经费' },
  ],
  procurement: [
    { id: 'procured', name: '政府采购' },
    { id: 'procured-goods', name: '货物', parent: 'procured' },
    { id: 'procured-works', name: '工程', parent: 'procured' },
    { id: 'procured-services', name: '服务', parent: 'procured' },
  ],
  stage: [
    { id: 'budget', name: '预算' },
    { id: 'adjusted', name: '调整预算' },
    { id: 'executed', name: '执行' },
    { id: 'final', name: '决算' },
  ],
}

const FIXED_PARENTS = new Map(
  Object.entries(FIXED_MEMBERS).map(([dimension, members]) => [
    dimension,
    new Map(members.map((m) => [m.id, m.parent])),
  ]),
)

/** The parent's id; undefined for a member right below the root. Codes are trees by their digits: 2080505 → 20805 → 208. */
export function parentOf(dimension: Dimension, id: string): string | undefined {
  if (dimension === 'function' || dimension === 'economy' || dimension === 'governmentEconomy') {
    return id.length > 3 ? id.slice(0, id.length - 2) : undefined
  }
  return FIXED_PARENTS.get(dimension)?.get(id)
}

/** From the member up to, not including, the root. */
export function lineage(dimension: Dimension, id: string): string[] {
  const line = [id]
  for (let up = parentOf(dimension, id); up !== undefined; up = parentOf(dimension, up)) line.push(up)
  return line
}

/** Whether `below` lies strictly under `above`; everything lies under the root (undefined) except the root. */
export function isUnder(dimension: Dimension, below: string | undefined, above: string | undefined): boolean {
  if (below === undefined || below === above) return false
  if (above === undefined) return true
  return lineage(dimension, below).includes(above)
}
