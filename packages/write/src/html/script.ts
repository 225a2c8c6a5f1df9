/**
 * What happens on the page, in the browser: how a figure comes about, where else it stands, and downloads. The page reads
 * the same without it, so all that only makes sense with it (buttons, the panel) is made here. Text of the book only ever
 * becomes text, never markup.
 */
export const SCRIPT = String.raw`'use strict'
;(() => {
const store = JSON.parse(document.getElementById('gouji-data').textContent)
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

// The panel.
const panel = make('aside', { class: 'panel', id: 'panel', hidden: true, tabindex: '-1' })
document.body.append(panel)
let shown, pinned = false, timer
function fill(element) {
  const parts = []
  const unit = field(element, 'printedUnit')
  const printed = words(element)
  const exact = exactText(element)
  parts.push(make('p', { class: 'sum' }, KINDS[field(element, 'kind')] + ' ' + printed + (unit && !printed.endsWith(unit) ? ' ' + unit : '')))
  if (exact) parts.push(make('p', {}, '精确值：' + exact))
  if (field(element, 'adjusted')) parts.push(make('p', { class: 'warn' }, '印出的数经过调平，使各项相加等于合计，与精确值的四舍五入略有出入。'))
  const expression = store.texts[field(element, 'expression')]
  const terms = field(element, 'terms')
  if (expression) parts.push(make('h2', {}, '由来'), make('p', {}, expression))
  if (terms !== null) parts.push(make('ul', { class: 'terms' }, ...store.terms[terms].map(([name, text]) => make('li', {}, make('span', {}, store.texts[name]), make('span', {}, text)))))
  const context = field(element, 'context')
  if (context !== null) {
    const coordinates = store.contexts[context]
    const list = store.dimensions.filter(({ id }) => coordinates[id] !== undefined).flatMap(({ id, name }) => {
      const member = coordinates[id]
      const label = (store.members[id] || {})[member] || member
      return [make('dt', {}, name), make('dd', {}, /^\d{3,}/.test(member) && label !== member && id !== 'year' ? member + ' ' + label : label)]
    })
    parts.push(make('h2', {}, '口径'), make('dl', {}, ...list))
  }
  const same = groups.get(keyOf(element))
  if (pinned) {
    const at = same.indexOf(element)
    if (same.length > 1) {
      parts.push(make('h2', {}, '同一口径的数共 ' + same.length + ' 处'))
      parts.push(make('ol', { class: 'places' }, ...same.map((other) => {
        const button = make('button', { type: 'button', 'aria-current': other === element ? 'true' : undefined }, placeOf(other))
        button.onclick = () => go(other)
        return make('li', {}, button)
      })))
      const previous = make('button', { type: 'button', 'data-step': '-1' }, '上一处')
      const next = make('button', { type: 'button', 'data-step': '1' }, '下一处')
      previous.onclick = () => go(same[(at - 1 + same.length) % same.length], -1)
      next.onclick = () => go(same[(at + 1) % same.length], 1)
      parts.push(make('div', { class: 'go' }, previous, next))
    } else parts.push(make('p', {}, '本书只有这一处。'))
    const close = make('button', { type: 'button', class: 'close', 'aria-label': '关闭' }, '×')
    close.onclick = () => hide(true)
    parts.push(close)
  } else if (same.length > 1) parts.push(make('p', {}, '本书另有 ' + (same.length - 1) + ' 处，点击或按回车键查看。'))
  panel.replaceChildren(...parts)
  panel.setAttribute('role', pinned ? 'dialog' : 'tooltip')
  if (pinned) panel.setAttribute('aria-label', '数字的由来')
  else panel.removeAttribute('aria-label')
}
function show(element, pin) {
  clearTimeout(timer)
  if (shown) mark(shown, false)
  shown = element
  pinned = pin
  fill(element)
  mark(element, true)
  panel.hidden = false
  place(element)
}
function mark(element, on) {
  for (const other of groups.get(keyOf(element))) other.classList.toggle('same', on)
  element.classList.toggle('on', on)
  if (on) element.setAttribute('aria-describedby', 'panel')
  else element.removeAttribute('aria-describedby')
}
function place(element) {
  const box = element.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = panel
  const left = Math.max(8, Math.min(box.left, innerWidth - width - 8))
  const below = box.bottom + 8
  const top = below + height < innerHeight ? below : box.top - height - 8
  panel.style.left = left + 'px'
  panel.style.top = Math.max(8, Math.min(top, innerHeight - height - 8)) + 'px'
  // On a narrow screen the panel lies at the bottom, and must not lie on the figure.
  if (matchMedia('(max-width:40rem)').matches && pinned && box.bottom > innerHeight - height) scrollBy({ top: box.bottom - (innerHeight - height) + 24, behavior: 'instant' })
}
function hide(back) {
  clearTimeout(timer)
  if (!shown) return
  const element = shown
  mark(element, false)
  shown = undefined
  pinned = false
  panel.hidden = true
  if (back) focusOn(element)
}
function go(element, step) {
  element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' })
  show(element, true)
  const button = step ? panel.querySelector('[data-step="' + step + '"]') : panel.querySelector('[aria-current]')
  if (button) button.focus({ preventScroll: true })
}
const figureAt = (event) => event.target.closest && event.target.closest('data[id]')
main.addEventListener('pointerover', (event) => {
  const element = figureAt(event)
  if (!element || pinned || event.pointerType === 'touch') return
  clearTimeout(timer)
  timer = setTimeout(() => show(element, false), 120)
})
const leave = () => {
  if (pinned) return
  clearTimeout(timer)
  timer = setTimeout(() => { if (!pinned) hide(false) }, 280)
}
main.addEventListener('pointerout', (event) => { if (figureAt(event)) leave() })
panel.addEventListener('pointerover', () => { if (!pinned) clearTimeout(timer) })
panel.addEventListener('pointerleave', leave)
main.addEventListener('click', (event) => {
  const element = figureAt(event)
  if (element) show(element, true)
  else if (pinned) hide(false)
})
addEventListener('scroll', () => { if (shown && !pinned) hide(false) }, { passive: true, capture: true })
addEventListener('resize', () => { if (shown) place(shown) })

// One stop of the tab key for each table and each paragraph; arrows lead from figure to figure.
const frames = new Map()
for (const element of figures) {
  const frame = element.closest('table') || element.closest('p,h2,h3,h4,h5,h6') || main
  if (frames.has(frame)) frames.get(frame).push(element)
  else { frames.set(frame, [element]); stop(element, true) }
}
function stop(element, on) {
  if (on) { element.tabIndex = 0; element.setAttribute('role', 'button') }
  else { element.tabIndex = -1; element.removeAttribute('role') }
}
const frameOf = (element) => frames.get(element.closest('table') || element.closest('p,h2,h3,h4,h5,h6') || main)
function focusOn(element) {
  for (const other of frameOf(element)) if (other.tabIndex === 0) stop(other, false)
  stop(element, true)
  element.focus({ preventScroll: true })
  element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
}
main.addEventListener('focusin', (event) => {
  const element = figureAt(event)
  if (element && !pinned && element.matches(':focus-visible')) requestAnimationFrame(() => { if (document.activeElement === element && !pinned) show(element, false) })
})
main.addEventListener('focusout', (event) => { if (figureAt(event)) leave() })
main.addEventListener('keydown', (event) => {
  const element = figureAt(event)
  if (!element || event.ctrlKey || event.altKey || event.metaKey) return
  const frame = frameOf(element)
  const at = frame.indexOf(element)
  let to
  if (event.key === 'ArrowRight') to = frame[at + 1]
  else if (event.key === 'ArrowLeft') to = frame[at - 1]
  else if (event.key === 'Home') to = frame[0]
  else if (event.key === 'End') to = frame.at(-1)
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') to = vertical(element, frame, event.key === 'ArrowDown' ? 1 : -1)
  else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault()
    show(element, true)
    const first = panel.querySelector('[aria-current]') || panel.querySelector('.close')
    if (first) first.focus({ preventScroll: true })
    return
  } else return
  event.preventDefault()
  if (to) focusOn(to)
})
function vertical(element, frame, step) {
  const cell = element.closest('td,th')
  if (!cell) return frame[frame.indexOf(element) + step]
  const at = gridColumn(cell)
  for (let i = frame.indexOf(element) + step; frame[i]; i += step) {
    const other = frame[i].closest('td,th')
    if (other && other !== cell && gridColumn(other) === at) return frame[i]
  }
}
addEventListener('keydown', (event) => { if (event.key === 'Escape' && shown) { event.preventDefault(); hide(pinned) } })

// Downloads: made here from what the page holds, without any network.
function save(name, type, text) {
  const link = make('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name })
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(link.href), 10000)
}
function button(text, act) {
  const element = make('button', { type: 'button' }, text)
  element.onclick = act
  return element
}
const fileName = (text) => text.replace(/[\\/:*?"<>|\s]+/g, '_')
function csvOf(table) {
  const grid = [...(table.tHead ? gridOf([...table.tHead.rows]) : []), ...[...table.tBodies].flatMap((body) => gridOf([...body.rows]))]
  const seen = new Set()
  const lines = grid.map((row) => row.map((cell) => {
    if (!cell || seen.has(cell)) return ''
    seen.add(cell)
    const text = words(cell)
    const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) && !/^[-+]?\d[\d,]*(?:\.\d+)?%?$/.test(text) ? "'" + text : text
    return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe
  }).join(','))
  return '\ufeff' + lines.join('\r\n') + '\r\n'
}
for (const form of main.querySelectorAll('.form')) {
  const title = words(form.querySelector('.title'))
  const get = button('下载本表 CSV', () => save(fileName(title) + '.csv', 'text/csv;charset=utf-8', csvOf(form.querySelector('table'))))
  get.setAttribute('aria-label', '下载本表 CSV：' + title)
  form.prepend(make('div', { class: 'tools' }, get))
}
// The manner of xBRL-JSON: facts by id with value, decimals and dimensions.
function exported() {
  const { documentInfo: info } = store
  const facts = {}
  store.figures.forEach((row, i) => {
    const get = (name) => row[column[name]]
    const context = get('context') === null ? {} : store.contexts[get('context')]
    const year = context.year || String(info.year)
    const dimensions = { concept: 'gouji:' + get('kind'), entity: 'gouji:' + info.code, period: year + '-01-01T00:00:00/' + (Number(year) + 1) + '-01-01T00:00:00', unit: get('unit') === 'CNY' ? 'iso4217:CNY' : get('unit') }
    for (const [id, member] of Object.entries(context)) if (id !== 'year') dimensions['gouji:' + id] = member
    const terms = get('terms')
    facts['f' + i] = {
      value: get('value'), decimals: get('decimals'), dimensions,
      printed: get('printed'), printedUnit: get('printedUnit'), expression: store.texts[get('expression')],
      ...(terms === null ? {} : { terms: store.terms[terms].map(([name, text]) => ({ name: store.texts[name], text })) }),
      ...(get('adjusted') ? { adjusted: true } : {}),
    }
  })
  return JSON.stringify({ documentInfo: info, dimensions: store.dimensions, members: store.members, facts }, null, 1)
}
const cover = main.querySelector('.cover')
const tools = make('div', { class: 'tools' },
  make('span', { class: 'hint' }, '指向或点击任一数字，可看它的由来和书中同口径的数；也可用 Tab 键和方向键选中数字，按回车键查看。'),
  button('下载全部数据 JSON', () => save(fileName(document.title) + '.json', 'application/json', exported())),
  button('打印', () => print()))
if (cover) cover.after(tools)
else main.prepend(tools)

// The table of contents tells where the reader is.
const links = new Map([...document.querySelectorAll('.contents a')].map((link) => [link.getAttribute('href').slice(1), link]))
if (links.size) {
  const targets = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean)
  let current
  const update = () => {
    let last = targets[0]
    for (const target of targets) if (target.getBoundingClientRect().top < innerHeight / 3) last = target
    const link = last && links.get(last.id)
    if (link === current) return
    if (current) current.removeAttribute('aria-current')
    current = link
    if (!link) return
    link.setAttribute('aria-current', 'true')
    const list = link.closest('.contents')
    if (getComputedStyle(list).position === 'fixed') {
      const a = link.getBoundingClientRect(), b = list.getBoundingClientRect()
      if (a.top < b.top || a.bottom > b.bottom) list.scrollTop += a.top - b.top - b.height / 3
    }
  }
  let waiting = false
  addEventListener('scroll', () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => { waiting = false; update() })
  }, { passive: true })
  update()
}
const target = /^#(f\d+(?:\.\d+)?)$/.exec(location.hash)
const asked = target && document.getElementById(target[1])
if (asked) { asked.scrollIntoView({ block: 'center' }); show(asked, true) }
})()
`
