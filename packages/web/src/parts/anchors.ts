/**
 * Places in a composed book that outlive a new composition: a cell by its table, row and column, a sentence by its
 * paragraph, each with the words that stood there, as in `表3 行5 列2｜1,234.56`.
 */
const LONGEST = 190

export function anchorOf(element: Element, root: ParentNode): string | undefined {
  const cell = element.closest('td, th')
  const words = (e: Element): string => (e.textContent ?? '').replace(/\s+/g, ' ').trim()
  if (cell) {
    const table = cell.closest('table')!
    const row = cell.closest('tr')!
    const name = `表${1 + [...root.querySelectorAll('table')].indexOf(table)} 行${1 + [...table.querySelectorAll('tr')].indexOf(row)} 列${1 + [...row.children].indexOf(cell)}`
    const label = row.firstElementChild && row.firstElementChild !== cell ? `${words(row.firstElementChild)} ` : ''
    return `${name}｜${label}${words(cell)}`.slice(0, LONGEST)
  }
  const block = element.closest('p, li, h1, h2, h3, h4, h5, h6')
  if (!block) return undefined
  const at = [...root.querySelectorAll('p, li, h1, h2, h3, h4, h5, h6')].indexOf(block)
  return `段${at + 1}｜${words(block)}`.slice(0, LONGEST)
}

export function elementAt(anchor: string, root: ParentNode): Element | undefined {
  const cell = /^表(\d+) 行(\d+) 列(\d+)/.exec(anchor)
  if (cell) {
    const table = root.querySelectorAll('table')[Number(cell[1]) - 1]
    return table?.querySelectorAll('tr')[Number(cell[2]) - 1]?.children[Number(cell[3]) - 1]
  }
  const block = /^段(\d+)/.exec(anchor)
  return block ? root.querySelectorAll('p, li, h1, h2, h3, h4, h5, h6')[Number(block[1]) - 1] : undefined
}

/** For people: the words first, the number of the place after. */
export function anchorName(anchor: string): string {
  const [place = '', words = ''] = anchor.split('｜')
  const short = words.length > 40 ? `${words.slice(0, 40)}…` : words
  return short ? `${short}（${place}）` : place
}
