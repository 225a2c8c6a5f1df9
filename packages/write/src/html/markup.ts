/**
 * Markup that cannot be broken by what a document says: every value put into the template is escaped unless it is itself
 * markup made here.
 */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Value = string | number | Markup | readonly Markup[] | undefined | false

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// Control characters are no characters of HTML, and marks that turn the writing direction would hide what stands there.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what is being replaced.
const UNWANTED = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

export const escapeText = (text: string): string =>
  text.replace(UNWANTED, '\ufffd').replace(/[&<>"']/g, (char) => ESCAPES[char]!)

export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let text = strings[0]!
  values.forEach((value, i) => {
    text += rendered(value) + strings[i + 1]!
  })
  return new Markup(text)
}

function rendered(value: Value): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Markup) return value.text
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') return String(value)
  return value.map(({ text }) => text).join('')
}

/** JSON that may stand in a script element: no `<` can end the element or open a comment. */
export const scriptJson = (value: unknown): Markup =>
  new Markup(
    JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  )

/** A string of CSS; whatever is not plain becomes an escape, so that nothing ends the string or the element. */
export const cssString = (text: string): string =>
  `"${text.replace(/[^\w \u4e00-\u9fff-]/gu, (c) => `\\${c.codePointAt(0)!.toString(16)} `)}"`
