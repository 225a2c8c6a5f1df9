/** Places as words, as keys for looking up, and as the members that JSON gives them. */
import type { Place } from '@gouji/document'
import type { Wording } from '../wording/index.ts'

/** Equal places give equal keys. */
export function placeKey(place: Place): string {
  const box = place.box ? place.box.map((side) => Math.round(side * 10)).join(',') : ''
  return [place.page, place.line, place.column, place.sheet, place.address, place.block, box].join('|')
}

/** `第 3 页`, `第 120 行`, `工作表“表2” C12`. */
export function placeText(place: Place, wording: Wording): string {
  const { page, line, sheet, address, block } = place
  if (page !== undefined) return wording.place.page(page)
  if (sheet !== undefined) return address ? wording.place.sheetCell(sheet, address) : wording.place.sheet(sheet)
  if (line !== undefined) return wording.place.line(line)
  if (block !== undefined) return wording.place.block(block)
  return ''
}

/**
 * Order in the document: by page, line or block, then from top to bottom and from left to right. Sheets of a workbook
 * have no order of their own here; sorting is stable and keeps the order in which they were found.
 */
export function comparePlaces(a: Place, b: Place): number {
  return (
    (a.page ?? 0) - (b.page ?? 0) ||
    (a.block ?? 0) - (b.block ?? 0) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.box?.[1] ?? 0) - (b.box?.[1] ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    (a.box?.[0] ?? 0) - (b.box?.[0] ?? 0)
  )
}

export interface PlaceMembers {
  page?: number
  line?: number
  sheet?: string
  address?: string
  block?: number
}

/** The members that name a place in JSON; boxes are added only where a reader of the JSON needs them. */
export function placeMembers(place: Place): PlaceMembers {
  const members: PlaceMembers = {}
  if (place.page !== undefined) members.page = place.page
  if (place.line !== undefined) members.line = place.line
  if (place.sheet !== undefined) members.sheet = place.sheet
  if (place.address !== undefined) members.address = place.address
  if (place.block !== undefined) members.block = place.block
  return members
}
