/** Values that the report proposes in the place of printed ones, by place. */

import type { Report } from '@gouji/check'
import type { Place } from '@gouji/document'
import { figureOf, type Interval, isMoneyUnit, parseNumber } from '@gouji/ledger'

export interface Correction {
  readonly finding: string
  readonly message: string
  readonly found: string
  readonly proposed: string
}

export const placeKey = (place: Place): string =>
  [place.page, place.line, place.column, place.box?.join(' '), place.sheet, place.address, place.block].join('|')

/**
 * The first suspect of each finding: the others are alternatives to it. Hints (info) change no figure, and a warning
 * is a doubt about what the document means, not about what it prints.
 */
export function correctionsOf(report: Report): ReadonlyMap<string, Correction> {
  const found = new Map<string, Correction>()
  for (const { id, message, severity, state, suspects } of report.findings) {
    const [first] = suspects
    if (severity !== 'error' || state !== 'fail' || first?.proposed === undefined) continue
    found.set(placeKey(first.place), { finding: id, message, found: first.found, proposed: first.proposed })
  }
  return found
}

export function intervalOf(text: string, unit: string): (Interval & { readonly nominal: bigint }) | undefined {
  const printed = parseNumber(text)
  if (!printed || !isMoneyUnit(unit)) return undefined
  const figure = figureOf(printed, unit)
  return { ...figure.rounded, nominal: figure.fen }
}
