/** In the browser: the panel that tells how a figure comes about, by pointer, touch and keyboard. */
export const PANEL = String.raw`// The panel.
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
// What the keyboard has chosen keeps its panel when the page moves below it; what was only pointed at does not.
addEventListener('scroll', () => {
  if (!shown || pinned) return
  if (document.activeElement === shown) place(shown)
  else hide(false)
}, { passive: true, capture: true })
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
  element.scrollIntoView({ block: 'nearest', inline: 'center', behavior: 'instant' })
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
`
