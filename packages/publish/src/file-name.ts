/**
 * The name of a book as the name of a file. Names come from ledgers, which may come from anyone: one that holds a slash
 * must not lead out of the folder that was asked for, and it must be possible on every system that people pass it to.
 */

/** Systems take 255 bytes; what is written beside the goal, and the ending, need some of them. */
const BYTES_MAX = 200

export function fileNameOf(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\\/:*?"<>|\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, '_')
    .replace(/^[.\s]+/, '')
  const short = shortened(plain).replace(/[.\s]+$/, '')
  return short === '' ? '_' : short
}

function shortened(text: string): string {
  let bytes = 0
  let kept = ''
  for (const sign of text) {
    bytes += Buffer.byteLength(sign)
    if (bytes > BYTES_MAX) break
    kept += sign
  }
  return kept
}
