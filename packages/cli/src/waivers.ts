/**
 * Files of waivers: YAML, beside the document (`book.pdf.waivers.yaml` or `book.waivers.yaml`) or named on the command
 * line. Every mistake in one is told with its line, for a waiver that is silently ignored is worse than none.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { RULE_INFOS, type Waiver, type WaiverPlace } from '@gouji/check'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type YAMLMap } from 'yaml'
import { nearest } from './nearest.ts'
import type { Wording } from './wording/index.ts'

export interface WaiverFile {
  /** As shown to people. */
  readonly name: string
  readonly waivers: readonly Waiver[]
  /** `file:line: what is wrong`; where there is one, no waiver counts. */
  readonly mistakes: readonly string[]
}

export function readWaivers(path: string, wording: Wording): WaiverFile {
  const name = basename(path)
  try {
    return parseWaivers(readFileSync(path, 'utf8'), name, wording)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return { name, waivers: [], mistakes: [`${name}${wording.colon}${wording.waivers.notReadable(reason)}`] }
  }
}

const KEYS = ['finding', 'rule', 'place', 'reason', 'by', 'until'] as const
const PLACE_NUMBERS = ['page', 'line', 'block'] as const
const PLACE_TEXTS = ['sheet', 'address', 'table', 'text'] as const

export function parseWaivers(source: string, name: string, wording: Wording): WaiverFile {
  const lines = new LineCounter()
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  const words = wording.waivers
  const mistakes: string[] = []
  const complain = (offset: number, message: string): void => {
    mistakes.push(`${name}:${lines.linePos(offset).line}${wording.colon}${message}`)
  }
  for (const error of document.errors) complain(error.pos[0], words.notYaml(error.message))
  if (document.errors.length > 0) return { name, waivers: [], mistakes }
  const root = document.contents
  const list = isMap(root) ? root.get('waivers', true) : undefined
  if (!isMap(root) || !isSeq(list)) {
    complain(root?.range?.[0] ?? 0, words.noList)
    return { name, waivers: [], mistakes }
  }
  unknownKeys(root, ['waivers'])
  const waivers = list.items.flatMap((item): Waiver[] => {
    const offset = offsetOf(item)
    if (!isMap(item)) {
      complain(offset, words.notAnEntry)
      return []
    }
    const before = mistakes.length
    unknownKeys(item, KEYS)
    const line = lines.linePos(offset).line
    const until = textOf(item, 'until')
    if (until !== undefined && !isDay(until)) complain(offsetOf(item.get('until', true), item), words.badDate(until))
    const entry = {
      reason: needed(item, 'reason'),
      by: needed(item, 'by'),
      until: needed(item, 'until'),
      line,
      of: meant(item),
    }
    return mistakes.length > before ? [] : [entry]
  })
  return { name, waivers: mistakes.length > 0 ? [] : waivers, mistakes }

  function meant(item: YAMLMap): Waiver['of'] {
    const finding = textOf(item, 'finding')
    const rule = textOf(item, 'rule')
    if ((finding === undefined) === (rule === undefined)) complain(offsetOf(item), words.findingOrRule)
    if (finding !== undefined || rule === undefined) return { finding: finding ?? '' }
    if (!RULE_INFOS.has(rule)) {
      const near = nearest(rule, [...RULE_INFOS.keys()])
      complain(offsetOf(item.get('rule', true), item), wording.explain.unknownRule(rule, near))
    }
    return { rule, place: placeOf(item) }
  }

  function placeOf(item: YAMLMap): WaiverPlace {
    const place = item.get('place', true)
    if (!isMap(place) || place.items.length === 0) {
      complain(offsetOf(place, item), words.placeNeeded)
      return {}
    }
    unknownKeys(place, [...PLACE_NUMBERS, ...PLACE_TEXTS])
    const found: Record<string, number | string> = {}
    for (const key of PLACE_NUMBERS) {
      const value = place.get(key)
      if (value === undefined) continue
      if (Number.isSafeInteger(value) && Number(value) > 0) found[key] = Number(value)
      else complain(offsetOf(place.get(key, true), place), words.badNumber(key, String(value)))
    }
    for (const key of PLACE_TEXTS) {
      const value = textOf(place, key)
      if (value !== undefined) found[key] = value
    }
    return found
  }

  function needed(item: YAMLMap, key: string): string {
    const value = textOf(item, key)
    if (!value) complain(offsetOf(item), words.missing(key))
    return value ?? ''
  }

  function unknownKeys(map: YAMLMap, known: readonly string[]): void {
    for (const { key } of map.items) {
      const word = isScalar(key) ? String(key.value) : ''
      if (!known.includes(word)) complain(offsetOf(key, map), words.unknownKey(word, nearest(word, known)))
    }
  }
}

const textOf = (map: YAMLMap, key: string): string | undefined => {
  const value: unknown = map.get(key)
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value).trim()
}

function offsetOf(node: unknown, otherwise?: YAMLMap): number {
  const range = (node as { range?: readonly number[] } | undefined)?.range ?? otherwise?.range
  return range?.[0] ?? 0
}

/** A day of the calendar: the thirtieth of February is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)
}
