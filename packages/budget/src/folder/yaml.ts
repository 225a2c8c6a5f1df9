/**
 * The YAML of a budget: one level of keys with texts, lists or maps of texts below. Every scalar is taken as it is
 * written (021001 stays 021001). Anchors, aliases and tags have no use here and are refused: they are how a small file
 * becomes a large one.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml'
import type { Origin } from '../budget.ts'
import type { Problems } from './problems.ts'

export interface YamlItem {
  /** Empty for an item of a list. */
  readonly key: string
  readonly text: string
  readonly origin: Origin
}

export interface YamlEntry {
  readonly key: string
  readonly origin: Origin
  /** A text, or the items below. */
  readonly value: string | readonly YamlItem[]
  readonly shape: 'text' | 'list' | 'map'
}

/** A head has a dozen lines and the texts of a large department some hundred kilobytes. */
export const YAML_MAX = 1_000_000

/** Brackets within brackets, wherever they stand: texts close the ones that they open. */
const OPEN_MAX = 100
const LISTS_IN_LISTS = /(?:[-?]\s+){4}/

/** Where nesting begins that the format has no use for, found before the parser descends into it. */
function nestedAt(text: string): number | undefined {
  let open = 0
  for (const { 0: sign, index } of text.matchAll(/[[\]{}]/g)) {
    if (sign === '[' || sign === '{') open += 1
    else if (open > 0) open -= 1
    if (open > OPEN_MAX) return index
  }
  return LISTS_IN_LISTS.exec(text)?.index
}

export function readYaml(text: string, file: string, problems: Problems): YamlEntry[] | undefined {
  if (text.length > YAML_MAX) {
    problems.error('file-too-large', { file }, { length: text.length, limit: YAML_MAX })
    return undefined
  }
  const nested = nestedAt(text)
  if (nested !== undefined) {
    problems.error('yaml-shape', { file, line: text.slice(0, nested).split('\n').length }, { found: 'nested' })
    return undefined
  }
  const lines = new LineCounter()
  const documents = parsed(text, lines)
  if (!documents) {
    problems.error('yaml-shape', { file }, { found: 'nested' })
    return undefined
  }
  const originOf = (node: unknown, column?: string): Origin => {
    const range = (node as Node | null)?.range
    return { file, line: range ? lines.linePos(range[0]).line : 1, ...(column ? { column } : {}) }
  }
  if (documents.length === 0) return []
  const [document] = documents
  if (documents.length > 1) {
    problems.error('yaml-shape', { file, line: lines.linePos(documents[1]!.range[0]).line }, { found: 'documents' })
    return undefined
  }
  // What the parser only warns of are tags, which have no use here.
  const troubles = [...document!.errors, ...document!.warnings]
  for (const error of troubles.slice(0, 20)) {
    const place = { file, line: lines.linePos(error.pos[0]).line }
    problems.error('yaml-syntax', place, { reason: error.code })
  }
  if (troubles.length > 0) return undefined
  const root = document!.contents
  if (root === null) return []
  if (!isMap(root)) {
    problems.error(isAlias(root) ? 'yaml-alias' : 'yaml-shape', originOf(root), { found: 'root' })
    return undefined
  }

  /** The text of a scalar; anything else is told and is undefined. */
  const scalar = (node: unknown, column: string): string | undefined => {
    if (node === null || node === undefined) return ''
    if (isAlias(node) || (node as Node & { anchor?: string }).anchor !== undefined) {
      problems.error('yaml-alias', originOf(node, column))
      return undefined
    }
    if (isScalar(node)) return typeof node.value === 'string' ? node.value.trim() : ''
    problems.error('yaml-shape', originOf(node, column), { found: 'nested' })
    return undefined
  }

  const keyed = (
    items: readonly { key: unknown; value: unknown }[],
  ): { key: string; node: unknown; origin: Origin }[] => {
    const seen = new Map<string, number>()
    return items.flatMap(({ key: keyNode, value }) => {
      const key = scalar(keyNode, '')
      if (key === undefined) return []
      const origin = originOf(keyNode, key)
      const before = seen.get(key)
      if (before !== undefined) {
        problems.error('duplicate-key', origin, { key, before })
        return []
      }
      seen.set(key, origin.line!)
      return [{ key, node: value, origin }]
    })
  }

  return keyed(root.items).flatMap(({ key, node, origin }): YamlEntry[] => {
    if (isMap(node) || isSeq(node)) {
      if (node.anchor !== undefined) problems.error('yaml-alias', origin)
      const children = isMap(node)
        ? keyed(node.items)
        : node.items.map((item) => ({ key: '', node: item, origin: originOf(item, key) }))
      const value = children.flatMap((child) => {
        const text = scalar(child.node, child.key || key)
        return text === undefined ? [] : [{ key: child.key, text, origin: child.origin }]
      })
      return [{ key, origin, value, shape: isMap(node) ? 'map' : 'list' }]
    }
    const text = scalar(node, key)
    return text === undefined ? [] : [{ key, origin, value: text, shape: 'text' }]
  })
}

/** Undefined where the nesting is too deep for the parser, which descends by recursion. */
function parsed(text: string, lineCounter: LineCounter): readonly Document.Parsed[] | undefined {
  try {
    const options = { schema: 'failsafe', lineCounter, uniqueKeys: false, logLevel: 'silent' } as const
    const documents = parseAllDocuments(text, options)
    return Array.isArray(documents) ? (documents as Document.Parsed[]) : []
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
