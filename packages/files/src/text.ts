/** Cell text: any run of blanks, line breaks and full-width spaces becomes one blank. */
export const cellText = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** Paragraph text: trimmed, with tabs kept, because a table of contents sets its page numbers off with them. */
export const lineText = (text: string): string => text.replace(/[\u00a0\r\n\f\v]/g, ' ').trim()

/**
 * Width of the blanks that a text begins with, in widths of a half letter: authors indent subjects by typing blanks as
 * often as by the format.
 */
export function leadingBlanks(text: string): number {
  let width = 0
  for (const char of text) {
    if (char === '\u3000') width += 2
    else if (char === ' ' || char === '\u00a0') width += 1
    else break
  }
  return width
}
