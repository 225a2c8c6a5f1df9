import type { Watch } from '../watch.ts'
import { parseXml } from '../xml.ts'
import { numeralOf } from './numerals.ts'
import { isOn, type Styles, wholeNumber } from './styles.ts'

interface Level {
  start: number
  format: string
  text: string
  suffix: string
  /** Levels below count as plain numbers, as in 1.1 under 一. */
  legal: boolean
  /** The level whose step sets this one back; 0 is never. */
  restart?: number
}

interface List {
  readonly levels: Map<number, Level>
  styleLink?: string
}

interface Instance {
  list: string
  readonly starts: Map<number, number>
  readonly levels: Map<number, Level>
}

/** Computes the labels of automatic lists in document order: each call for a paragraph takes the next number. */
export class Numbering {
  private readonly lists = new Map<string, List>()
  private readonly instances = new Map<string, Instance>()
  private readonly counters = new Map<string, number[]>()
  private readonly begun = new Set<string>()
  private readonly styles: Styles

  constructor(bytes: Uint8Array | undefined, part: string, watch: Watch, styles: Styles) {
    this.styles = styles
    if (bytes) this.parse(bytes, part, watch)
  }

  /** The label with the blank that follows it, if any; empty for bullets and for paragraphs of no list. */
  label(numberId: string, level: number): string {
    const instance = this.instances.get(numberId)
    if (!instance || numberId === '0') return ''
    const found = this.levelsOf(instance.list)
    if (!found) return ''
    const levelAt = (i: number): Level | undefined => instance.levels.get(i) ?? found.levels.get(i)
    const own = levelAt(level)
    if (!own || own.format === 'bullet') return ''
    const counters = this.step(found.key, instance, numberId, level, levelAt)
    const text = own.text.replace(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1
      const other = levelAt(at)
      return numeralOf(own.legal ? 'decimal' : (other?.format ?? 'decimal'), counters[at] ?? other?.start ?? 1)
    })
    if (text === '') return ''
    return own.suffix === 'nothing' || /[、）)．。：]$/.test(text) ? text : `${text} `
  }

  private step(
    key: string,
    instance: Instance,
    numberId: string,
    level: number,
    levelAt: (i: number) => Level | undefined,
  ): number[] {
    let counters = this.counters.get(key)
    if (!counters) {
      counters = []
      this.counters.set(key, counters)
    }
    const startOf = (i: number): number => instance.starts.get(i) ?? levelAt(i)?.start ?? 1
    // An instance that overrides the start begins anew at its first paragraph of that level.
    const first = `${numberId}/${level}`
    const anew = instance.starts.has(level) && !this.begun.has(first)
    this.begun.add(first)
    for (let i = 0; i < level; i++) counters[i] ??= startOf(i)
    const current = counters[level]
    counters[level] = current === undefined || anew ? startOf(level) : current + 1
    for (let i = level + 1; i < 9; i++) {
      const restart = levelAt(i)?.restart
      if (restart === undefined || (restart > 0 && level < restart)) delete counters[i]
    }
    return counters
  }

  /** A list may stand for another one that a style names; the chain is short, and a ring of them is cut. */
  private levelsOf(key: string): { key: string; levels: Map<number, Level> } | undefined {
    let at = key
    for (let hops = 0; hops < 8; hops++) {
      const list = this.lists.get(at)
      if (!list) return undefined
      if (list.styleLink === undefined || list.levels.size > 0) return { key: at, levels: list.levels }
      const next = this.instances.get(this.styles.look(list.styleLink).numberId ?? '')
      if (!next) return undefined
      at = next.list
    }
    return undefined
  }

  private parse(bytes: Uint8Array, part: string, watch: Watch): void {
    let list: List | undefined
    let instance: Instance | undefined
    let override = 0
    let level: Level | undefined
    parseXml(bytes, part, watch, {
      open: (name, attributes) => {
        const value = attributes['w:val'] ?? ''
        if (name === 'w:abstractNum') {
          list = { levels: new Map() }
          this.lists.set(attributes['w:abstractNumId'] ?? '', list)
        } else if (name === 'w:num') {
          instance = { list: '', starts: new Map(), levels: new Map() }
          this.instances.set(attributes['w:numId'] ?? '', instance)
        } else if (name === 'w:abstractNumId' && instance) instance.list = value
        else if (name === 'w:lvlOverride') override = wholeNumber(attributes['w:ilvl'], 0)
        else if (name === 'w:startOverride' && instance) instance.starts.set(override, wholeNumber(value, 1))
        else if (name === 'w:numStyleLink' && list) list.styleLink = value
        else if (name === 'w:lvl') {
          level = { start: 1, format: 'decimal', text: '', suffix: 'tab', legal: false }
          ;(instance?.levels ?? list?.levels)?.set(wholeNumber(attributes['w:ilvl'], 0), level)
        } else if (level) readLevel(level, name, value, attributes['w:val'], attributes['w:format'])
      },
      close: (name) => {
        if (name === 'w:lvl') level = undefined
        else if (name === 'w:abstractNum') list = undefined
        else if (name === 'w:num') instance = undefined
      },
    })
  }
}

function readLevel(level: Level, name: string, value: string, given: string | undefined, custom?: string): void {
  if (name === 'w:start') level.start = wholeNumber(value, 1)
  else if (name === 'w:numFmt') level.format = value === 'custom' && custom ? 'decimalZero' : value
  else if (name === 'w:lvlText') level.text = value.slice(0, 200)
  else if (name === 'w:suff') level.suffix = value
  else if (name === 'w:isLgl') level.legal = isOn(given)
  else if (name === 'w:lvlRestart') level.restart = wholeNumber(value, 0)
}
