/** What is to be procured (政府采购), item by item, in the order in which it was entered. */
import type { FactDimension } from '@gouji/budget'
import type { Member } from './axis.ts'
import type { Scene, Scope } from './scene.ts'
import { type Value, words } from './value.ts'

/** What a pack calls a source where the form asks out of which budget or of which kind the money is. */
function calledBy(way: 'funding' | 'money', source: string | undefined, { nameOf, pack }: Scene): string {
  return source === undefined ? '' : (pack.names[`${way}=${source}`] ?? nameOf.member('source', source))
}

export function procured(scene: Scene, scope: Scope): Member[] {
  const { head, units, projects: all } = scene.budget
  const items = scene.budget.procurement.filter(
    (item) => item.year === head.year && (scope.at.unit === undefined || item.unit === scope.at.unit),
  )
  const amount = (fen: bigint | undefined, name: string): Value =>
    fen === undefined ? words('') : { kind: 'amount', fen, known: true, coordinates: {}, name, facts: [] }
  return items.map((item, n) => {
    const named = (dimension: FactDimension, code: string | undefined): string =>
      code === undefined ? '' : `[${code}]${scene.nameOf.member(dimension, code)}`
    return {
      key: `p${n}`,
      at: {},
      depth: 0,
      variables: {
        序号: words(String(n + 1)),
        名称: words(item.name),
        单位编码: words(item.unit),
        单位名称: words(units.find((u) => u.code === item.unit)?.name ?? item.unit),
        项目名称: words(all.find((p) => p.code === item.project)?.name ?? ''),
        品目: words(named('procurement', item.catalogue)),
        功能科目: words(named('function', item.function)),
        经济科目: words(named('economy', item.economy)),
        资金来源: words(calledBy('funding', item.source, scene)),
        资金性质: words(calledBy('money', item.source, scene)),
        数量: words(item.quantity ?? ''),
        计量单位: words(item.quantityUnit ?? ''),
        单价: amount(item.priceFen, '单价'),
        金额: amount(item.fen, item.name),
        中小企业: amount(item.smallFen, '面向中小企业'),
        小微企业: amount(item.microFen, '面向小微企业'),
      },
    }
  })
}
