/** Words for transfers between the units of a department that do not agree. */
import type { Facts, TRANSFER_CODES } from '@gouji/budget'
import type { BothWords } from './budget-problems.ts'
import { both } from './budget-shapes.ts'

export type TransferCode = (typeof TRANSFER_CODES)[number]

const fromToZh = (f: Facts): string => `${f.payer} 对 ${f.receiver} 的“${f.kind}”`
const fromToEn = (f: Facts): string => `${f.kind} from ${f.payer} to ${f.receiver}`

export const TRANSFERS: Readonly<Record<TransferCode, BothWords>> = {
  'transfer-one-sided': both(
    (f) =>
      f.received === undefined
        ? [
            `${fromToZh(f)}只有付出方 ${f.paid} 元，没有收入方`,
            `请在 ${f.receiver} 的收入明细中补上这笔收入，对方单位写 ${f.payer}；没有抵销。`,
          ]
        : [
            `${fromToZh(f)}只有收入方 ${f.received} 元，没有付出方`,
            `请在 ${f.payer} 的支出明细中补上这笔支出，对方单位写 ${f.receiver}；没有抵销。`,
          ],
    (f) =>
      f.received === undefined
        ? [
            `${fromToEn(f)}: ${f.paid} yuan were paid and nobody received them`,
            `Enter the income of ${f.receiver} with its 对方单位; nothing was eliminated.`,
          ]
        : [
            `${fromToEn(f)}: ${f.received} yuan were received and nobody paid them`,
            `Enter the expenditure of ${f.payer} with its 对方单位; nothing was eliminated.`,
          ],
  ),
  'transfer-unequal': both(
    (f) => [
      `${fromToZh(f)}两边不等：付出 ${f.paid} 元，收到 ${f.received} 元，相差 ${f.difference} 元`,
      '请两个单位核对后改成一致；没有抵销。',
    ],
    (f) => [
      `${fromToEn(f)}: ${f.paid} yuan were paid and ${f.received} received, which differ by ${f.difference}`,
      'The two units have to agree; nothing was eliminated.',
    ],
  ),
  'transfer-outside': both(
    (f) => [`对方单位 ${f.other} 不是本部门的单位`, '是本部门的请改正编码；是外单位的请不填，这一列只用于部门内抵销。'],
    (f) => [
      `the counterpart ${f.other} is no unit of this department`,
      'Mend the code, or leave it empty for a unit of somebody else: it serves elimination within the department.',
    ],
  ),
  'transfer-to-self': both(
    (f) => [`对方单位就是本单位（${f.unit}）`, '请改为上级或附属单位的编码。'],
    (f) => [`the counterpart is the unit itself (${f.unit})`, 'Enter the superior or the subordinate unit.'],
  ),
  'transfer-unnamed': both(
    (f) => [
      `${f.unit} 有“${f.kind}” ${f.paid} 元，${f.other} 有对应的收入，但都没有写对方单位`,
      '若是同一笔钱，请两边都写上对方单位，否则部门合计中重复计算。',
    ],
    (f) => [
      `${f.unit} has ${f.kind} of ${f.paid} yuan and ${f.other} an income of the kind, and neither names the other`,
      'If this is one transfer, name the counterpart on both sides: the department counts it twice otherwise.',
    ],
  ),
  'transfer-kind': both(
    (f) => [
      `写了对方单位 ${f.other}，但这一行不是上下级之间的补助或上缴`,
      '只有对附属单位补助支出、上缴上级支出和上级补助收入、附属单位上缴收入可以抵销；其他情形请不填。',
    ],
    (f) => [
      `the line names the counterpart ${f.other} but is no transfer between superior and subordinate`,
      'Only 对附属单位补助支出, 上缴上级支出, 上级补助收入 and 附属单位上缴收入 are eliminated; leave it empty.',
    ],
  ),
}
