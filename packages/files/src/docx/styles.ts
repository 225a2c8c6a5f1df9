import type { Paragraph } from '@gouji/document'
import type { Watch } from '../watch.ts'
import { type Attributes, parseXml } from '../xml.ts'

/** What a style says about a paragraph, as far as reading cares. Its own members and what it inherits are one here. */
export interface ParagraphLook {
  align?: Paragraph['align']
  /** 0-based outline level; 9 is body text. */
  outline?: number
  numberId?: string
  numberLevel?: number
  /** Left indentation in points. */
  indent?: number
  size?: number
  hidden?: boolean
}

interface Style extends ParagraphLook {
  basedOn?: string
}

export class Styles {
  private readonly styles = new Map<string, Style>()
  private readonly resolved = new Map<string, ParagraphLook>()
  private defaultStyle: string | undefined
  private readonly defaults: ParagraphLook = {}

  constructor(bytes: Uint8Array | undefined, part: string, watch: Watch) {
    if (bytes) this.parse(bytes, part, watch)
  }

  /** The look of a style with everything that it inherits; of the default style when none is named. */
  look(id: string | undefined): ParagraphLook {
    const key = id ?? this.defaultStyle ?? ''
    let look = this.resolved.get(key)
    if (!look) {
      look = { ...this.defaults }
      for (const style of this.chain(key).reverse()) Object.assign(look, style)
      this.resolved.set(key, look)
    }
    return look
  }

  /** What a character style alone says. */
  characters(id: string): ParagraphLook {
    const look: ParagraphLook = {}
    for (const style of this.chain(id).reverse()) Object.assign(look, style)
    return look
  }

  /** From the style to its furthest ancestor. Styles that inherit from each other in a ring are cut where it closes. */
  private chain(id: string): Style[] {
    const seen = new Set<string>()
    const chain: Style[] = []
    for (let at: string | undefined = id; at !== undefined && !seen.has(at) && seen.size < 50; ) {
      seen.add(at)
      const style = this.styles.get(at)
      if (!style) break
      chain.push(style)
      at = style.basedOn
    }
    return chain
  }

  private parse(bytes: Uint8Array, part: string, watch: Watch): void {
    let style: Style | undefined
    let inDefaults = false
    parseXml(bytes, part, watch, {
      open: (name, attributes) => {
        if (name === 'w:style') {
          style = {}
          const id = attributes['w:styleId'] ?? ''
          this.styles.set(id, style)
          if (attributes['w:type'] === 'paragraph' && isOn(attributes['w:default'] ?? '0')) this.defaultStyle = id
        } else if (name === 'w:docDefaults') inDefaults = true
        else if (name === 'w:basedOn' && style) style.basedOn = attributes['w:val'] ?? ''
        else if (name === 'w:name' && style) {
          // The built-in heading styles may leave their level to the name.
          const level = /^heading ([1-9])$/i.exec(attributes['w:val'] ?? '')?.[1]
          if (level !== undefined) style.outline ??= Number(level) - 1
        } else if (style) applyProperty(style, name, attributes)
        else if (inDefaults) applyProperty(this.defaults, name, attributes)
      },
      close: (name) => {
        if (name === 'w:style') style = undefined
        else if (name === 'w:docDefaults') inDefaults = false
      },
    })
  }
}

/** Takes one property element, in a style or in a paragraph of its own. Returns whether it was one that counts. */
export function applyProperty(look: ParagraphLook, name: string, attributes: Attributes): boolean {
  const value = attributes['w:val'] ?? ''
  switch (name) {
    case 'w:jc': {
      const align = ALIGN[value]
      if (align) look.align = align
      return true
    }
    case 'w:outlineLvl':
      look.outline = wholeNumber(value, 9)
      return true
    case 'w:numId':
      look.numberId = value
      return true
    case 'w:ilvl':
      look.numberLevel = Math.min(8, wholeNumber(value, 0))
      return true
    case 'w:ind':
      look.indent = indentOf(attributes)
      return true
    case 'w:sz':
      look.size = Math.min(1000, wholeNumber(value, 21)) / 2
      return true
    case 'w:vanish':
      look.hidden = isOn(attributes['w:val'])
      return true
    default:
      return false
  }
}

const ALIGN: Readonly<Record<string, Paragraph['align']>> = {
  left: 'left',
  start: 'left',
  both: 'left',
  distribute: 'center',
  center: 'center',
  right: 'right',
  end: 'right',
}

/** Switches are on when named at all, unless they say no. */
export const isOn = (value: string | undefined): boolean =>
  value === undefined || !['0', 'false', 'off', 'none'].includes(value)

export const wholeNumber = (text: string | undefined, otherwise: number): number =>
  text !== undefined && /^-?\d{1,9}$/.test(text) ? Number(text) : otherwise

/** Left plus first line, in points: twentieths of a point, or hundredths of a letter of 10.5 points. */
function indentOf(attributes: Attributes): number {
  const measure = (chars: string, twips: string): number => {
    const inChars = wholeNumber(attributes[chars], 0)
    return inChars !== 0 ? (inChars / 100) * 10.5 : wholeNumber(attributes[twips], 0) / 20
  }
  const left = measure('w:leftChars', 'w:left') || measure('w:startChars', 'w:start')
  const points = left + measure('w:firstLineChars', 'w:firstLine') - measure('w:hangingChars', 'w:hanging')
  return Math.round(points * 10) / 10
}
