/** The head and the texts of a budget from their entries. */
import { plainName } from '@gouji/ledger'
import type { BudgetHead, Origin, Texts } from '../budget.ts'
import { HEAD, type HeadEntry, TEXT_PARTS } from '../sheets/head.ts'
import { chosen, clip, codeAndName, readCell } from './cell.ts'
import type { Entries, Entry } from './entries.ts'
import type { Problems } from './problems.ts'

export interface ReadHead {
  readonly head: BudgetHead
  readonly origins: Readonly<Record<string, Origin>>
}

export function readHead(entries: readonly Entry[], file: string, problems: Problems): ReadHead | undefined {
  const values: Record<string, string | number> = {}
  const origins: Record<string, Origin> = {}
  let sound = true
  for (const { key, text, origin, refused } of entries) {
    const entry = HEAD.find((e) => e.key === key || plainName(e.key) === plainName(key))
    if (!entry) {
      problems.warn('unknown-key', origin, { key: clip(key), keys: HEAD.map((e) => e.key).join('、') })
      continue
    }
    origins[entry.field] = origin
    if (refused) sound = false
    if (text === '') continue
    const value = headValue(entry, text, origin, problems)
    if (value === undefined) sound = false
    else values[entry.field] = value
  }
  for (const { field, key, required } of HEAD) {
    if (!required || values[field] !== undefined || (!sound && origins[field] !== undefined)) continue
    problems.error('missing-key', origins[field] ?? { file, column: key }, { key })
    sound = false
  }
  return sound ? { head: values as unknown as BudgetHead, origins } : undefined
}

function headValue(entry: HeadEntry, text: string, origin: Origin, problems: Problems): string | number | undefined {
  const cell = readCell(text, entry.kind === 'year' ? { kind: 'year' } : { kind: 'text' })
  if ('trouble' in cell) {
    problems.error(cell.trouble.code, origin, cell.trouble.facts)
    return undefined
  }
  switch (entry.kind) {
    case 'year':
      return cell.value as number
    case 'text':
      return text
    case 'code':
      return codeAndName(text).value
    case 'choice': {
      const choices = entry.choices ?? []
      const choice = chosen(text, choices)
      if (choice) return choice.value
      problems.error('not-a-choice', origin, { found: clip(text), choices: choices.map(({ name }) => name).join('、') })
      return undefined
    }
    case 'region': {
      const region = /^([1-9]\d{5})(?:0{6})?$/.exec(text)?.[1]
      if (region === undefined) problems.error('not-a-region', origin, { found: clip(text) })
      return region
    }
    case 'date': {
      const date = readDate(text)
      if (date === undefined) problems.error('not-a-date', origin, { found: clip(text) })
      return date
    }
  }
}

/** `2025-02-14`, `2025/2/14` or `2025年2月14日`, where the day exists. */
export function readDate(text: string): string | undefined {
  const parts = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?(?: 0?0:00(?::00)?)?$/.exec(
    text.replace(/\s+/g, ' '),
  )
  if (!parts) return undefined
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number]
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  if (days === undefined || day < 1 || day > days) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

export function readTexts(entries: Entries['texts'], problems: Problems): Texts {
  const lists = { duties: [] as string[], divisions: [] as string[] }
  const maps = {
    reasons: new Map<string, string>(),
    purposes: new Map<string, string>(),
    others: new Map<string, string>(),
  }
  for (const { part, entry } of entries) {
    const known = TEXT_PARTS.find(({ key }) => key === part)
    const { key, text, origin } = entry
    if (!known) {
      problems.warn('unknown-key', origin, { key: clip(part), keys: TEXT_PARTS.map((p) => p.key).join('、') })
      continue
    }
    if (text === '') continue
    const cell = readCell(text, { kind: 'long' })
    const keyCell = key === '' ? undefined : readCell(key, { kind: 'text' })
    const trouble = [cell, keyCell].find((c) => c !== undefined && 'trouble' in c)
    if (trouble && 'trouble' in trouble) {
      problems.error(trouble.trouble.code, origin, trouble.trouble.facts)
    } else if (known.field === 'duties' || known.field === 'divisions') lists[known.field].push(text)
    else if (key === '') problems.error('missing-key', origin, { key: part })
    else if (maps[known.field].has(key)) problems.error('duplicate-key', origin, { key: clip(key), before: '' })
    else maps[known.field].set(key, text)
  }
  return { ...lists, ...maps }
}
