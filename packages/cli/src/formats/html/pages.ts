/** A PDF as it looks: the picture of each page under boxes that lead to their findings, and its text to search. */
import type { Block, Box, Page } from '@gouji/document'
import { html, type Markup } from '@gouji/write'
import type { Shown } from '../../outcome.ts'
import { placeText } from '../../view/place.ts'
import type { Wording } from '../../wording/index.ts'
import { blocksPart } from './blocks.ts'
import { markClass, type PlacedMark, tipText } from './marks.ts'

/** Boxes of figures that stand in no relation, by page. */
export type UncheckedBoxes = ReadonlyMap<number, readonly Box[]>

export function pagesPart(
  { pages, blocks, pictures }: Shown,
  marks: readonly PlacedMark[],
  unchecked: UncheckedBoxes,
  documentId: string,
  wording: Wording,
): Markup {
  const pictureOf = new Map(pictures.map((picture) => [picture.number, picture.png]))
  const blocksOf = Map.groupBy(blocks, (block) => block.place.page ?? 1)
  const marksOf = Map.groupBy(marks, ({ place }) => place.page)
  const parts = pages.map((page) => {
    const own = marksOf.get(page.number) ?? []
    return pagePart(
      page,
      pictureOf.get(page.number),
      blocksOf.get(page.number) ?? [],
      own,
      unchecked,
      documentId,
      wording,
    )
  })
  // On paper the pages that nobody has to look at are left out.
  return html`<p class="onpaper soft">${wording.html.onPaper}</p>${parts}`
}

function pagePart(
  page: Page,
  png: Uint8Array | undefined,
  blocks: readonly Block[],
  marks: readonly PlacedMark[],
  unchecked: UncheckedBoxes,
  documentId: string,
  wording: Wording,
): Markup {
  const { number, width, height } = page
  const name = placeText({ page: number }, wording)
  const text = blocks.length > 0 && blocksPart(blocks, [], new Set(), wording)
  const boxed = marks.filter(({ place }) => place.box)
  return html`<section class="page${marks.length === 0 && ' plain'}" id="${documentId}p${number}" aria-label="${name}">
<h3 class="soft">${name}${(png ? marks.filter(({ place }) => !place.box) : marks).map((mark) => html` ${chip(mark, wording)}`)}</h3>
${
  png
    ? html`<div class="sheet"><img src="data:image/png;base64,${Buffer.from(png).toString('base64')}" width="${Math.round(width)}" height="${Math.round(height)}" alt="${wording.html.pagePicture(name)}" loading="lazy" decoding="async"><svg viewBox="0 0 ${hundredths(width)} ${hundredths(height)}" role="group" aria-label="${wording.html.marksOn(name)}">${(unchecked.get(number) ?? []).map((box) => html`<rect class="unchecked" ${geometry(box)}/>`)}${boxed.toReversed().map((mark) => boxMark(mark, wording))}</svg></div>
${text && html`<details class="words"><summary>${wording.html.pageText}</summary>${text}</details>`}`
    : html`<p class="soft">${wording.html.noPicture}</p>${text}`
}
</section>
`
}

const idOf = ({ id }: PlacedMark): Markup | false => id !== undefined && html` id="${id}"`

/** What concerns the page as a whole, or has no picture to lie on. */
const chip = (mark: PlacedMark, wording: Wording): Markup =>
  html`<a class="${markClass(mark)}"${idOf(mark)} href="#${mark.of.id}" data-f="${mark.of.id}" title="${tipText(mark.of, wording)}">${wording.severity[mark.of.finding.severity]} ${mark.of.number}</a>`

function boxMark(mark: PlacedMark, wording: Wording): Markup {
  const box = mark.place.box!
  const [left, top, right] = box
  const { of } = mark
  const number = String(of.number)
  const wide = 5 + 4 * number.length
  // The number hangs at the corner outside of the box, so that it hides no digit.
  const flag =
    mark.mark === 'suspect' &&
    html`<rect class="flag" x="${hundredths(right - 1)}" y="${hundredths(top - 7)}" width="${wide}" height="9" rx="2"/><text x="${hundredths(right - 1 + wide / 2)}" y="${hundredths(top - 0.4)}">${number}</text>`
  return html`<a class="${markClass(mark)}"${idOf(mark)} href="#${of.id}" data-f="${of.id}" aria-label="${wording.severity[of.finding.severity]} ${number}"><title>${tipText(of, wording)}</title><rect class="box" ${geometry([left - 1.2, top - 1.2, right + 1.2, box[3] + 1.2])} rx="1"/>${flag}</a>`
}

const geometry = ([left, top, right, bottom]: Box): Markup =>
  html`x="${hundredths(left)}" y="${hundredths(top)}" width="${hundredths(Math.max(2, right - left))}" height="${hundredths(Math.max(2, bottom - top))}"`

const hundredths = (points: number): number => Math.round(points * 100) / 100
