/** The region in front of an organisation's name: 甲省乙市丙区某局 → 甲省乙市丙区. */
import type { Catalogue, Region } from '@gouji/ledger'

const REGION = /^(?:[^省市区县]{2,4}省)?(?:[^省市区县]{2,5}市)?(?:[^省市区县]{1,4}(?<![社小景校辖片])[区县])?/

export const regionOf = (name: string): string => REGION.exec(name)?.[0] ?? ''

/** The last region of a chain, as people write it in sentences. */
export const lastRegion = (region: string): string => /[^省市区县]{1,5}[省市区县]$/.exec(region)?.[0] ?? region

/** All regions of a name: 鼓楼区 lies in four cities. */
export const regionsNamed = (name: string, catalogue: Catalogue): readonly Region[] =>
  catalogue.regionsByName(name).filter((r) => r.name === name)

/** Whether one region lies within the other: their names may stand in one book. */
export function isKin(a: Region, b: Region): boolean {
  const stem = (code: string): string => code.replace(/(?:00)+$/, '')
  const [x, y] = [stem(a.code), stem(b.code)]
  return x.startsWith(y) || y.startsWith(x)
}
