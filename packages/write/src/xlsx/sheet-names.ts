import type { Book, BookTable } from '@gouji/compose'
import { allowedText } from './xml-text.ts'

/** Excel's own bounds of a name. */
const LETTERS_MOST = 31
const FORBIDDEN = /[[\]:*?/\\\t\r\n]/g

/** One legal name for each table, all of them different: number and title, without what every title of the book says. */
export function sheetNames(book: Book, tables: readonly BookTable[], taken: readonly string[]): string[] {
  const used = new Set(taken.map((name) => name.toLowerCase()))
  return tables.map((table) => {
    const title = table.title.replace(book.organisation, '').replace(new RegExp(`^${book.year}\\s*年度?`), '')
    const wish = legal([table.number, title].filter(Boolean).join(' ')) || '表'
    let name = cut(wish, LETTERS_MOST)
    for (let n = 2; used.has(name.toLowerCase()) || name.toLowerCase() === 'history'; n++) {
      const ending = `(${n})`
      name = cut(wish, LETTERS_MOST - ending.length) + ending
    }
    used.add(name.toLowerCase())
    return name
  })
}

const legal = (text: string): string =>
  allowedText(text)
    .replace(FORBIDDEN, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s']+|[\s']+$/g, '')

/** Never through the middle of a letter that takes two units. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const short = text.slice(0, most)
  return (/[\ud800-\udbff]$/.test(short) ? short.slice(0, -1) : short).replace(/[\s']+$/, '')
}
