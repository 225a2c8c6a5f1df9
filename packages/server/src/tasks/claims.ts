/** The claims of a reading as rows: each figure with its coordinates, its interval and its place. */
import { type Coordinates, coordinatesKey, type Figure, type Measure, printedText } from '@gouji/ledger'
import type { Reading, StatementKind } from '@gouji/read'
import type { NewClaim } from '@gouji/store'
import { shownPlace } from './artefact.ts'

const MEASURE_OF: Readonly<Partial<Record<StatementKind, Measure>>> = {
  amount: 'amount',
  'change-amount': 'change',
  'change-percent': 'rate',
  'percent-of': 'share',
  count: 'count',
  price: 'price',
}

/** PostgreSQL's widest whole number; a larger one is no amount of any budget. */
const LARGEST = 9_223_372_036_854_775_807n
const fits = ({ rounded }: Figure): boolean => rounded.lo >= -LARGEST && rounded.hi <= LARGEST

const told = (coordinates: Coordinates): Record<string, string> =>
  Object.fromEntries(Object.entries(coordinates).filter(([, member]) => member !== undefined)) as Record<string, string>

export function claimsOf(reading: Reading): NewClaim[] {
  const claims: NewClaim[] = []
  for (const { cells, title } of reading.tables) {
    for (const { coordinates, printed, figure, measure, unit, place, rowLabel, text, noise } of cells) {
      if (!coordinates || !printed || noise) continue
      claims.push({
        kind: 'cell',
        measure,
        ...(figure && fits(figure) ? { low: figure.rounded.lo, high: figure.rounded.hi } : {}),
        printed: text.slice(0, 200) || printedText(printed),
        ...(unit === undefined ? {} : { unit }),
        coordinates: told(coordinates),
        key: coordinatesKey(coordinates),
        label: [title, rowLabel].filter(Boolean).join(' / ').slice(0, 300),
        place: shownPlace(place),
      })
    }
  }
  for (const { coordinates, figure, kind, value, unit, place, quote } of reading.statements) {
    const measure = MEASURE_OF[kind]
    if (!coordinates || !measure || value === '') continue
    claims.push({
      kind: 'statement',
      measure,
      ...(figure && fits(figure) ? { low: figure.rounded.lo, high: figure.rounded.hi } : {}),
      printed: value,
      unit,
      coordinates: told(coordinates),
      key: coordinatesKey(coordinates),
      label: quote.slice(-300),
      place: shownPlace(place),
    })
  }
  return claims
}
