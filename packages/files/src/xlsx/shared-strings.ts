import type { Watch } from '../watch.ts'
import { parseXml } from '../xml.ts'

/** The texts that cells share, without phonetic readings; rich text is joined from its runs. */
export function readSharedStrings(bytes: Uint8Array | undefined, part: string, watch: Watch): string[] {
  const strings: string[] = []
  if (!bytes) return strings
  let current = ''
  let inText = false
  let phonetic = 0
  parseXml(bytes, part, watch, {
    open(name) {
      if (name === 'si') current = ''
      else if (name === 'rPh') phonetic++
      else if (name === 't') inText = phonetic === 0
    },
    close(name) {
      if (name === 'si') strings.push(unescapeText(current))
      else if (name === 'rPh') phonetic--
      else if (name === 't') inText = false
    },
    text(text) {
      if (inText) current += text
    },
  })
  return strings
}

/** Control characters are written as `_x000D_` in workbooks; what is no character at all is not let in by that door either. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text
        .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number(`0x${code}`)))
        .toWellFormed()
        .replaceAll('\0', '\ufffd')
    : text
