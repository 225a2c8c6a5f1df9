/** The place in a list as an opaque text. */
export const cursorOf = (parts: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url')

export function partsOf(cursor: string | undefined): readonly (string | number)[] | undefined {
  if (cursor === undefined) return undefined
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'))
    return Array.isArray(parts) && parts.every((p) => typeof p === 'string' || Number.isSafeInteger(p))
      ? parts
      : undefined
  } catch {
    return undefined
  }
}
