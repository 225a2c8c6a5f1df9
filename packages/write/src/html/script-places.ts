/** In the browser: the figures of the page, which of them claim the same, and where each one stands. */
export const PLACES = String.raw`const store = JSON.parse(document.getElementById('gouji-data').textContent)
const main = document.querySelector('main')
document.documentElement.classList.add('js')
const column = Object.fromEntries(store.figureColumns.map((name, i) => [name, i]))
const KINDS = { amount: '金额', share: '比重', change: '增减额', rate: '增减率', count: '数量', price: '单价', score: '分值' }
const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes || {})) if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value)
  element.append(...children.filter((child) => child !== undefined))
  return element
}
const figures = [...main.querySelectorAll('data[id]')]
const numberOf = (element) => Number(/^f(\d+)/.exec(element.id)[1])
const rowOf = (element) => store.figures[numberOf(element)]
const field = (element, name) => rowOf(element)[column[name]]
// Figures of the same coordinates and kind claim the same thing, in whatever unit they are printed.
const groups = new Map()
const keyOf = (element) => {
  const context = field(element, 'context')
  return context === null ? element.id : field(element, 'kind') + ' ' + context
}
for (const element of figures) {
  const key = keyOf(element)
  if (groups.has(key)) groups.get(key).push(element)
  else groups.set(key, [element])
}
const words = (node) => node.textContent.replace(/\s+/g, ' ').trim()
const grouped = (value) => value.replace(/^(-?)(\d+)/, (_, sign, whole) => sign + whole.replace(/\B(?=(\d{3})+$)/g, ','))

function exactText(element) {
  const value = field(element, 'value')
  if (value === null) return ''
  const unit = field(element, 'unit')
  if (unit === 'CNY') return grouped(value) + ' 元'
  return unit === 'pure' ? value : value + ' ' + unit
}

// Where a figure stands, in words: table, row and column, or the words around it.
function placeOf(element) {
  const form = element.closest('.form')
  if (!form || !element.closest('table')) {
    const block = element.closest('p,h2,h3,h4,h5,h6') || element.parentElement
    const range = document.createRange()
    range.setStart(block, 0)
    range.setEndBefore(element)
    const before = range.toString().replace(/\s+/g, ' ')
    range.setStartAfter(element)
    range.setEnd(block, block.childNodes.length)
    const clip = (before.length > 14 ? '…' : '') + before.slice(-14) + words(element) + range.toString().slice(0, 8)
    const part = form ? words(form.querySelector('.title')) : sectionOf(block)
    return (part ? part + '：' : '') + '“' + clip + '”'
  }
  const number = form.querySelector('.no')
  const cell = element.closest('td,th')
  let label = ''
  for (let left = cell.previousElementSibling; left; left = left.previousElementSibling) if (left.matches('th[scope=row]')) { label = words(left); break }
  return (number ? words(number) + ' ' : '') + words(form.querySelector('.title')) + ' · ' + [label, headOf(cell)].filter(Boolean).join(' · ')
}
function sectionOf(block) {
  let at = block
  while (at && !/^H[2-6]$/.test(at.tagName)) at = at.previousElementSibling
  return at ? words(at) : ''
}
const heads = new WeakMap()
function headOf(cell) {
  const table = cell.closest('table')
  if (!heads.has(table)) heads.set(table, gridOf(table.tHead ? [...table.tHead.rows].filter((row) => row.className !== 'ruler') : []))
  const at = gridColumn(cell)
  const path = []
  for (const row of heads.get(table)) if (row[at] && path.at(-1) !== row[at]) path.push(row[at])
  return path.map(words).filter(Boolean).join('／')
}
function gridOf(rows) {
  const grid = rows.map(() => [])
  rows.forEach((row, r) => {
    let c = 0
    for (const cell of row.cells) {
      while (grid[r][c]) c++
      for (let y = r; y < Math.min(rows.length, r + cell.rowSpan); y++) for (let x = c; x < c + cell.colSpan; x++) grid[y][x] = cell
      c += cell.colSpan
    }
  })
  return grid
}
const columns = new WeakMap()
function gridColumn(cell) {
  const table = cell.closest('table')
  if (!columns.has(table)) {
    const at = new Map()
    for (const body of [table.tHead, ...table.tBodies]) if (body) for (const row of gridOf([...body.rows])) row.forEach((one, x) => { if (!at.has(one)) at.set(one, x) })
    columns.set(table, at)
  }
  return columns.get(table).get(cell)
}
`
