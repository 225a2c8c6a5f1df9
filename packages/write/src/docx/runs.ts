import { Tab, TextRun } from 'docx'
import { allowedText } from '../xlsx/xml-text.ts'

/** Points, and whether the letters are bold; what is not said comes from the style. */
export interface RunLook {
  readonly size?: number | undefined
  readonly bold?: boolean | undefined
}

/** Words as runs: a new line is a line break, a tab is a tab stop. */
export function runsOf(text: string, { size, bold }: RunLook = {}): TextRun[] {
  if (text === '') return []
  return allowedText(text)
    .split(/\r\n|[\r\n]/)
    .map(
      (line, i) =>
        new TextRun({
          children: line.split('\t').flatMap((part, p) => (p === 0 ? [part] : [new Tab(), part])),
          ...(i > 0 ? { break: 1 } : {}),
          ...(size === undefined ? {} : { size: size * 2, sizeComplexScript: size * 2 }),
          ...(bold ? { bold: true, boldComplexScript: true } : {}),
        }),
    )
}
