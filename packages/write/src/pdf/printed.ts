/**
 * Words as they can be printed: what no font has a shape for (control characters, halves of letters) is left out, and
 * blanks of any kind are one blank. Line ends stay.
 */
export function printed(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(/[\t\u00a0]/g, ' ')
    .replace(/(?!\n)[\p{Cc}\p{Cf}\p{Noncharacter_Code_Point}\ufffd]/gu, '')
}
