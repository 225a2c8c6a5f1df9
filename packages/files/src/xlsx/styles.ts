import type { Paragraph } from '@gouji/document'
import type { Watch } from '../watch.ts'
import { parseXml } from '../xml.ts'
import { BUILT_IN } from './format-code.ts'

/** What a cell's format says, as far as reading cares. */
export interface CellLook {
  readonly format: string
  readonly align?: NonNullable<Paragraph['align']>
  readonly indent: number
  readonly size?: number
}

export const PLAIN: CellLook = { format: 'General', indent: 0 }

/** The cell formats of a workbook by their index. */
export function readStyles(bytes: Uint8Array | undefined, part: string, watch: Watch): CellLook[] {
  const looks: { -readonly [K in keyof CellLook]: CellLook[K] }[] = []
  if (!bytes) return looks
  const formats = new Map<number, string>()
  const sizes: (number | undefined)[] = []
  let inside = ''
  parseXml(bytes, part, watch, {
    open(name, attributes) {
      if (name === 'fonts' || name === 'cellXfs' || name === 'numFmts') inside = name
      else if (name === 'numFmt' && inside === 'numFmts') {
        formats.set(Number(attributes.numFmtId), attributes.formatCode ?? 'General')
      } else if (name === 'font' && inside === 'fonts') sizes.push(undefined)
      else if (name === 'sz' && inside === 'fonts') sizes[sizes.length - 1] = Number(attributes.val) || undefined
      else if (name === 'xf' && inside === 'cellXfs') {
        const id = Number(attributes.numFmtId ?? 0)
        const size = sizes[Number(attributes.fontId ?? 0)]
        const format = formats.get(id) ?? BUILT_IN[id] ?? 'General'
        looks.push({ format, indent: 0, ...(size === undefined ? {} : { size }) })
      } else if (name === 'alignment' && inside === 'cellXfs') {
        const look = looks.at(-1)
        const align = ALIGN[attributes.horizontal ?? '']
        if (look && align) look.align = align
        if (look) look.indent = Math.min(250, Number(attributes.indent ?? 0) || 0)
      }
    },
    close(name) {
      if (name === inside) inside = ''
    },
  })
  return looks
}

const ALIGN: Readonly<Record<string, NonNullable<Paragraph['align']>>> = {
  left: 'left',
  center: 'center',
  centerContinuous: 'center',
  distributed: 'center',
  right: 'right',
}
