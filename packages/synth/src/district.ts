/** All departments of a place, one after the other: a district is made without ever being in memory as a whole. */
import type { Budget } from '@gouji/budget'
import { randomFrom } from './random.ts'
import type { Shape } from './shape.ts'
import { levelOf, type SynthOptions, synthesize } from './synthesize.ts'
import { said } from './words.ts'

export interface DistrictOptions
  extends Pick<SynthOptions, 'seed' | 'year' | 'stage' | 'catalogue' | 'words' | 'level' | 'audience' | 'asks'> {
  /** How many departments share the units; by the number of units where it is left out. */
  readonly departments?: number
  /** All units of the district, 1 to 5,000. */
  readonly units: number
  readonly shape?: Shape
}

export const UNITS_MAX = 5000

export function* synthDistrict(options: DistrictOptions): Generator<Budget> {
  const { seed, units, words } = options
  const departments = Math.min(options.departments ?? Math.max(1, Math.ceil(units / 6)), units)
  const all = said(words.sayings, 'place')
  const fitting = all.filter((name) => options.level === undefined || levelOf(name) === options.level)
  const places = fitting.length > 0 ? fitting : all
  const from = randomFrom(seed).int(0, places.length - 1)
  for (let i = 0; i < departments; i += 1) {
    // The first departments take what does not divide.
    const own = Math.floor(units / departments) + (i < units % departments ? 1 : 0)
    const place = placeOf(places, from, Math.trunc(i / words.fields.length))
    yield synthesize({
      ...options,
      seed: seed * 10_007 + i,
      units: own,
      field: i,
      place,
      code: String(101 + (i % 899)) + (i < 899 ? '' : String(Math.trunc(i / 899)).padStart(3, '0')),
    })
  }
}

const TOWNS = ['东溪镇', '西岭镇', '南浦镇', '北桥镇', '河湾街道', '新丰街道', '青山乡', '白沙镇']

/** The place itself, and its towns when every kind of department has been there once. */
const placeOf = (places: readonly string[], from: number, round: number): string => {
  const place = places[from]!
  if (round === 0) return place
  const town = TOWNS[(round - 1) % TOWNS.length]!
  const turn = Math.trunc((round - 1) / TOWNS.length)
  return `${place}${turn === 0 ? '' : `第${turn + 1}`}${town}`
}
