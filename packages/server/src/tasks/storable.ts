/** Texts from documents as a database takes them: it has no place for the sign with the number zero, nor for half a pair. */

/** The same with every text in it mended: a sign that was cut in two at the end of a passage, say. */
export function storable<T>(value: T): T {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\ufffd') as T
  if (Array.isArray(value)) return value.map(storable) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [storable(name), storable(one)])) as T
}
