/**
 * What the library leaves open in the package that it writes: the moment of writing, the organisation, fonts that stand
 * in for missing ones, and the paragraphs that carry the ends of sections. The same book makes the same bytes.
 */
import type { Book, Look } from '@gouji/compose'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { escapedText } from '../xlsx/xml-text.ts'

export function settle(written: Uint8Array, book: Book): Uint8Array {
  const parts = unzipSync(written)
  const day = book.date ?? `${book.year}-01-01`
  const change = (name: string, edit: (xml: string) => string): void => {
    const part = parts[name]
    if (!part) throw new Error(`the written package has no ${name}`)
    parts[name] = strToU8(edit(strFromU8(part)))
  }
  change('docProps/core.xml', (xml) => xml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${day}T00:00:00Z`))
  change('docProps/app.xml', (xml) =>
    xml.replace(
      /(<Properties[^>]*?)\/>/,
      `$1><Application>Gouji</Application><Company>${escapedText(book.organisation)}</Company></Properties>`,
    ),
  )
  change('word/fontTable.xml', (xml) => xml.replace(/(<w:fonts[^>]*?)\/>/, `$1>${fontsOf(book.look)}</w:fonts>`))
  change('word/document.xml', (xml) => renumbered(settledSections(xml)))
  const [year, month, date] = day.split('-').map(Number)
  // The archive keeps local time without a zone: a date made from its parts is the same everywhere.
  const mtime = new Date(year!, (month ?? 1) - 1, date ?? 1)
  return zipSync(parts, { level: 6, mtime })
}

/** Word takes the first name that the machine has. */
function fontsOf(look: Look): string {
  const all = new Map<string, readonly string[]>()
  for (const [name, ...others] of Object.values(look.fonts)) if (name) all.set(name, others)
  return [...all]
    .map(([name, others]) => {
      const standIns = others.length > 0 ? `<w:altName w:val="${escapedText(others.join(','))}"/>` : ''
      return `<w:font w:name="${escapedText(name)}">${standIns}<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`
    })
    .join('')
}

/**
 * The paragraph that ends a section is a line of its own. As high as a line of text it would open a blank page behind a
 * table that fills its page, so it is made as low as a line can be.
 */
const LOW =
  '<w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr>'

function settledSections(xml: string): string {
  const low = xml.replaceAll('<w:p><w:pPr><w:sectPr>', `<w:p>${LOW}<w:sectPr>`)
  // So is the one that ends the field of the contents, which would open a page of its own behind contents that fill theirs.
  const short = low.replace(
    /<w:p>(?=<w:r><w:fldChar w:fldCharType="end"\/><\/w:r><\/w:p><\/w:sdtContent>)/,
    `<w:p>${LOW}</w:pPr>`,
  )
  // Word wants a paragraph behind the last table.
  return short.replace(/<\/w:tbl>(?=<w:sectPr>)/, `</w:tbl><w:p>${LOW}</w:pPr></w:p>`)
}

/** The library counts bookmarks through the life of the program; the book counts its own. */
function renumbered(xml: string): string {
  const numbers = new Map<string, number>()
  const own = (number: string): number => {
    if (!numbers.has(number)) numbers.set(number, numbers.size + 1)
    return numbers.get(number)!
  }
  const anchors = xml.replace(/\b_Toc(\d+)\b/g, (_, number: string) => `_Toc${own(number)}`)
  const ids = new Map<string, number>()
  return anchors.replace(/(<w:bookmark(?:Start|End)\b[^>]*?\bw:id=")(\d+)/g, (_, before: string, id: string) => {
    if (!ids.has(id)) ids.set(id, ids.size + 1)
    return `${before}${ids.get(id)!}`
  })
}
