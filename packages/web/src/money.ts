/** Money on the screen: strings of yuan in, whole fen inside, groups of three outside. Never a binary fraction. */

/** `12,345.6` → 1234560n; anything that is not an amount → undefined. */
export function parseYuan(text: string): bigint | undefined {
  const match = /^(-)?(\d{1,16})(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(/[,，\s]/g, ''))
  if (!match) return undefined
  const fen = BigInt(match[2]!) * 100n + BigInt((match[3] ?? '').padEnd(2, '0') || '0')
  return match[1] ? -fen : fen
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** 1234560n → `12,345.60`. */
export function formatYuan(fen: bigint): string {
  const size = fen < 0n ? -fen : fen
  return `${fen < 0n ? '-' : ''}${grouped(String(size / 100n))}.${String(size % 100n).padStart(2, '0')}`
}

/** In 万元 with two decimals, half up: how published tables print it. */
export function formatWan(fen: bigint): string {
  const size = fen < 0n ? -fen : fen
  const hundredths = (size + 5_000n) / 10_000n
  const text = `${grouped(String(hundredths / 100n))}.${String(hundredths % 100n).padStart(2, '0')}`
  return fen < 0n && hundredths > 0n ? `-${text}` : text
}

export const wanOf = (yuan: string): string => formatWan(parseYuan(yuan) ?? 0n)

/** For the axis of a picture only, where a pixel is coarser than any rounding. */
export const pixelsOf = (yuan: string): number => Number(yuan) / 10_000
