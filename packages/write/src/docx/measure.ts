/** How wide text comes out, in ems. Only an estimate, and a generous one: it decides about breaks, not about glyphs. */

const WIDE =
  /[\u1100-\u115f\u2018-\u201d\u2026\u2014\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/
const NARROW = 0.56

export function emsOf(text: string): number {
  let ems = 0
  for (const sign of text) ems += WIDE.test(sign) || (sign.codePointAt(0) ?? 0) > 0xffff ? 1 : NARROW
  return ems
}

/** The longest stretch that a line break cannot divide: a number, a code, a Latin word. */
export function unbreakableEms(text: string): number {
  const stretches = text.match(/[\x21-\x7e]+/g) ?? []
  return Math.max(text === '' ? 0 : 1, ...stretches.map(emsOf))
}

/** The same for running text, where Word leaves a quarter of a letter between Chinese and Latin signs. */
export const proseEms = (text: string): number =>
  emsOf(text) + 0.25 * (text.match(/[\u3400-\u9fff](?=[0-9A-Za-z])|[0-9A-Za-z%](?=[\u3400-\u9fff])/g)?.length ?? 0)

/** Lines that a text takes in a width, both in ems. */
export function linesOf(text: string, width: number): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(emsOf(line) / Math.max(1, width))), 0)
}
