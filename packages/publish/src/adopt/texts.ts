/** What is told and not counted: reasons of changes, by the names that packs give their figures, and purposes. */
import type { Texts } from '@gouji/budget'
import type { Document } from '@gouji/document'
import { type Coordinates, plainName } from '@gouji/ledger'
import type { Reading } from '@gouji/read'
import { discreet } from './discretion.ts'
import type { Projects } from './projects.ts'

/** Coordinates without year and stage, as `dimension=member` in order, and the name of the figure there. */
const FIGURES: Readonly<Record<string, string>> = {
  'flow=income': '收入总计',
  'flow=expenditure': '支出总计',
  'flow=income source=fiscal': '财政拨款收入',
  'flow=expenditure source=fiscal': '财政拨款支出',
  'source=fiscal': '财政拨款支出',
  'flow=income source=general': '一般公共预算收入',
  'flow=expenditure source=general': '一般公共预算支出',
  'source=general': '一般公共预算支出',
  'flow=expenditure source=fund': '政府性基金预算支出',
  'flow=expenditure source=capital': '国有资本经营预算支出',
  'character=basic flow=expenditure': '基本支出',
  'character=project flow=expenditure': '项目支出',
  'item=three-public': '三公经费',
  'item=abroad': '因公出国（境）费',
  'item=vehicles': '公务用车购置及运行费',
  'item=vehicle-purchase': '公务用车购置费',
  'item=vehicle-running': '公务用车运行维护费',
  'item=reception': '公务接待费',
  'item=office-running': '机关运行经费',
}

export function textsOf(reading: Reading, document: Document | undefined, projects: Projects): Texts {
  const reasons = new Map<string, string>()
  for (const { reason, coordinates, subject } of reading.statements) {
    if (reason === undefined || reason.trim() === '') continue
    const name = figureName(coordinates) ?? plainName(subject)
    if (!reasons.has(name)) reasons.set(name, discreet(reason))
  }
  return {
    duties: [],
    divisions: [],
    reasons,
    purposes: document ? purposesOf(document, reading, projects) : new Map(),
    others: new Map(),
  }
}

function figureName(coordinates: Coordinates | undefined): string | undefined {
  if (!coordinates) return undefined
  const { year: _, stage: __, vintage: ___, ...rest } = coordinates
  const key = (c: Coordinates): string =>
    Object.entries(c)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([dimension, member]) => `${dimension}=${member}`)
      .join(' ')
  if (rest.item !== undefined) return FIGURES[`item=${rest.item}`]
  return FIGURES[key(rest)]
}

const PURPOSE = /(?:主要)?用于([^。；;]{2,400})/

/** 主要用于… behind the amount of a function or of a project, on the line where the amount stands. */
function purposesOf(document: Document, reading: Reading, projects: Projects): Map<string, string> {
  const purposes = new Map<string, string>()
  const paragraphs = document.blocks.flatMap((block) => (block.kind === 'paragraph' ? [block] : []))
  for (const { kind, coordinates, place, quote } of reading.statements) {
    if (kind !== 'amount' || (coordinates?.function === undefined && coordinates?.project === undefined)) continue
    const key = coordinates.function ?? projects.byName(coordinates.project!)
    if (key === undefined || key.length < 4 || purposes.has(key)) continue
    const paragraph = paragraphs.find((p) =>
      p.runs.some((r) => r.place.page === place.page && r.place.line === place.line && r.place.block === place.block),
    )
    const flat = plainName(paragraph?.text ?? '')
    const at = flat.indexOf(plainName(quote).slice(-12))
    const said = at < 0 ? undefined : PURPOSE.exec(flat.slice(at).split(/\d+[)、]/)[0] ?? '')
    if (said) purposes.set(key, discreet(said[1]!))
  }
  return purposes
}
