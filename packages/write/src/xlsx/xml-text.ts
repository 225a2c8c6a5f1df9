/** Text that may stand in the XML of an office document, whatever was entered. */

/** Control characters, halves of pairs and the two non-characters are no characters of XML. */
const UNWANTED = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

export const allowedText = (text: string): string => text.replace(UNWANTED, '\ufffd')

export const escapedText = (text: string): string => allowedText(text).replace(/[&<>"]/g, (sign) => ESCAPES[sign]!)
