/** Addresses and the XML of single cells. */
import { escapedText } from './xml-text.ts'

/** A, B … Z, AA. */
export function columnLetters(index: number): string {
  const low = String.fromCharCode(65 + (index % 26))
  return index < 26 ? low : columnLetters(Math.floor(index / 26) - 1) + low
}

/** `A1` of a row and a column that count from 0. */
export const addressOf = (row: number, column: number): string => `${columnLetters(column)}${row + 1}`

/** Excel refuses cells of more letters. */
const LETTERS_MOST = 32_767

export const textCell = (address: string, style: number, text: string): string =>
  text === ''
    ? `<c r="${address}" s="${style}"/>`
    : `<c r="${address}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapedText(plain(text.slice(0, LETTERS_MOST)))}</t></is></c>`

/** Workbooks read `_x0041_` as the letter with this code, and so a text that says just that has to be written in the same way. */
const plain = (text: string): string => text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')

/** A number as its decimal digits, with the formula that it comes from. */
export const numberCell = (address: string, style: number, value: string, formula?: string): string =>
  `<c r="${address}" s="${style}">${formula === undefined ? '' : `<f>${escapedText(formula)}</f>`}<v>${value}</v></c>`

/**
 * What Excel would take for a formula when somebody edits the cell. Such a text is marked as text, as the apostrophe
 * does.
 */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r＝＋－＠]/.test(text)
