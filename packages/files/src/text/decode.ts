import { UnreadableError } from '@gouji/document'

export interface Decoded {
  readonly text: string
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'
  /** Characters that the encoding could not explain, shown as U+FFFD. */
  readonly undecodable: number
}

/**
 * Bytes → text. A byte order mark decides; otherwise UTF-8 when it is valid, then UTF-16 by its zero bytes, then
 * GB18030, which Chinese office programs still write. GB18030 gives every byte pair some meaning, so text that turns
 * out to hold hardly any Chinese or ASCII characters is refused rather than shown as gibberish.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return decodeAs('utf-8', bytes.subarray(3))
  if (a === 0xff && b === 0xfe) return decodeAs('utf-16le', bytes.subarray(2))
  if (a === 0xfe && b === 0xff) return decodeAs('utf-16be', bytes.subarray(2))
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8', undecodable: 0 }
  } catch {
    const wide = utf16ByZeros(bytes)
    if (wide) return decodeAs(wide, bytes)
    const gb = decodeAs('gb18030', bytes)
    const utf8 = decodeAs('utf-8', bytes)
    // A UTF-8 file with a few torn characters must not be taken for GB18030.
    const best = utf8.undecodable * 20 < utf8.text.length && legibility(utf8.text) >= legibility(gb.text) ? utf8 : gb
    if (legibility(best.text) < 0.7) throw new UnreadableError('wrong-encoding', {})
    return best
  }
}

function decodeAs(encoding: Decoded['encoding'], bytes: Uint8Array): Decoded {
  const text = new TextDecoder(encoding).decode(bytes)
  let undecodable = 0
  for (const c of text) if (c === '\ufffd') undecodable++
  return { text, encoding, undecodable }
}

function utf16ByZeros(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, 4096)
  let even = 0
  let odd = 0
  for (let i = 0; i < sample.length; i++) if (sample[i] === 0) i % 2 === 0 ? even++ : odd++
  const enough = sample.length / 40
  if (odd > enough && even * 8 < odd) return 'utf-16le'
  if (even > enough && odd * 8 < even) return 'utf-16be'
  return undefined
}

/** Share of characters that a Chinese or English document would hold. */
function legibility(text: string): number {
  if (text.length === 0) return 1
  let good = 0
  let all = 0
  for (const c of text) {
    const p = c.codePointAt(0)!
    all++
    if (p >= 0x4e00 && p <= 0x9fff ? isCommon(p) : isPlain(p)) good++
  }
  return good / all
}

/** Rare Chinese characters in masses mean that the wrong encoding was taken. */
const isCommon = (p: number): boolean => p <= 0x9fa5

const isPlain = (p: number): boolean =>
  (p >= 0x20 && p < 0x7f) ||
  p === 9 ||
  p === 10 ||
  p === 13 ||
  (p >= 0x3000 && p <= 0x303f) ||
  (p >= 0xff00 && p <= 0xffef) ||
  (p >= 0x2010 && p <= 0x22ff) ||
  (p >= 0xb0 && p <= 0xd7)
