/** Colours and weights of the terminal. Without colour every text must still be understood, so marks never rely on it. */

export interface Style {
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly underline: (text: string) => string
  readonly red: (text: string) => string
  readonly yellow: (text: string) => string
  readonly green: (text: string) => string
  readonly blue: (text: string) => string
  readonly cyan: (text: string) => string
  /** The suspect cell: bold white on red. */
  readonly suspect: (text: string) => string
}

const wrap = (open: string, close: string) => (text: string) => `\u001b[${open}m${text}\u001b[${close}m`
const asIs = (text: string): string => text

export const COLOURED: Style = {
  bold: wrap('1', '22'),
  dim: wrap('2', '22'),
  underline: wrap('4', '24'),
  red: wrap('31', '39'),
  yellow: wrap('33', '39'),
  green: wrap('32', '39'),
  blue: wrap('34', '39'),
  cyan: wrap('36', '39'),
  suspect: wrap('1;97;41', '22;39;49'),
}

export const PLAIN: Style = {
  bold: asIs,
  dim: asIs,
  underline: asIs,
  red: asIs,
  yellow: asIs,
  green: asIs,
  blue: asIs,
  cyan: asIs,
  suspect: asIs,
}

/** Text from a document must not steer the terminal: control characters are shown as a replacement sign. */
export function harmless(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are what is being replaced.
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
}
