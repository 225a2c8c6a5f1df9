/** Procurement: quantity times price is the amount, and shares do not exceed what they are shares of. */
import { formatFen } from '@gouji/ledger'
import type { Budget, ProcurementItem } from '../budget.ts'
import { placeOf } from './place.ts'
import type { Validation } from './validate.ts'

export function validateProcurement({ procurement }: Budget, { problems }: Validation): void {
  for (const item of procurement) {
    const { fen, quantity, priceFen, smallFen, microFen } = item
    const yuan = (amount: bigint): string => formatFen(amount, '元', 2)
    if (quantity !== undefined && priceFen !== undefined) {
      const product = multiply(quantity, priceFen)
      if (product !== fen) {
        const facts = { quantity, price: yuan(priceFen), product: yuan(product), found: yuan(fen) }
        problems.error('price-differs', placeOf(item, 'procurement', 'fen'), facts)
      }
    }
    exceeds(item, 'smallFen', smallFen, fen, '金额')
    exceeds(item, 'microFen', microFen, smallFen ?? fen, smallFen === undefined ? '金额' : '面向中小企业')
    if (fen < 0n) problems.warn('negative-amount', placeOf(item, 'procurement', 'fen'), { found: yuan(fen) })
  }

  function exceeds(item: ProcurementItem, field: string, part: bigint | undefined, whole: bigint, of: string): void {
    if (part === undefined || part <= whole) return
    const facts = { part: formatFen(part, '元', 2), whole: formatFen(whole, '元', 2), of }
    problems.error('share-exceeds', placeOf(item, 'procurement', field), facts)
  }
}

/** A decimal quantity times a price, rounded half up to whole fen. */
function multiply(quantity: string, price: bigint): bigint {
  const [whole = '0', fraction = ''] = quantity.split('.')
  const scale = 10n ** BigInt(fraction.length)
  const product = BigInt(whole + fraction) * price
  return (2n * product + scale) / (2n * scale)
}
