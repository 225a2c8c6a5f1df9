import { UnreadableError } from '@gouji/document'

/** Bytes of a web page as text, with how many letters could not be decoded. */
export function decodeHtml(bytes: Uint8Array): { text: string; undecodable: number } {
  const label = markOf(bytes) ?? declaredIn(bytes) ?? guess(bytes)
  let text = new TextDecoder(label).decode(bytes)
  let undecodable = countReplaced(text)
  // Pages often declare what their server no longer sends: if the other usual encoding fits without loss, it is that.
  if (undecodable > 0) {
    for (const other of ['utf-8', 'gb18030']) {
      if (other === label) continue
      const again = new TextDecoder(other).decode(bytes)
      const lost = countReplaced(again)
      if (lost < undecodable) {
        text = again
        undecodable = lost
      }
    }
  }
  if (undecodable * 10 > text.length) throw new UnreadableError('wrong-encoding', { encoding: label })
  return { text, undecodable }
}

function countReplaced(text: string): number {
  let count = 0
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count++
  return count
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le'
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be'
  return undefined
}

function declaredIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1')
  const found =
    /<meta[^>]{0,500}charset\s*=\s*["']?\s*([\w-]+)/i.exec(head) ??
    /<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]+)/i.exec(head)
  const label = found?.[1]?.toLowerCase()
  if (label === undefined) return undefined
  if (/^(gb|x-gbk|cp936|ms936)/.test(label)) return 'gb18030'
  // A page that can be searched for its own declaration is no UTF-16, whatever it says.
  if (label.startsWith('utf-16')) return 'utf-8'
  try {
    return new TextDecoder(label).encoding
  } catch {
    return undefined
  }
}

function guess(bytes: Uint8Array): string {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}
