/** Names of persons and their numbers have no place in a ledger, whatever a document prints. */

const NUMBERS = /(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-－ ]?\d{7,8})(?!\d)/g
const PERSONS = /(?:联系人|填报人|负责人|经办人|制表人|审核人)[：:]\s*[\u4e00-\u9fff]{2,4}/g

export const discreet = (text: string): string => text.replace(NUMBERS, '').replace(PERSONS, '').trim()
