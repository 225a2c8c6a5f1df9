/** In the browser: downloads, and the place of the reader in the table of contents. */
export const DOWNLOADS = String.raw`// Downloads: made here from what the page holds, without any network.
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
`
