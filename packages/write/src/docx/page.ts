/** Paper and margins. Upright pages follow GB/T 9704 (156 × 225 mm of text); wide tables get narrower margins. */
import { type ISectionPropertiesOptions, PageOrientation, SectionType, VerticalAlignSection } from 'docx'

export type Orientation = 'portrait' | 'landscape'

const twips = (millimetres: number): number => Math.round((millimetres / 25.4) * 1440)

const SHORT = twips(210)
const LONG = twips(297)

interface Margins {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
  readonly footer: number
}

const MARGINS: Readonly<Record<Orientation, Margins>> = {
  portrait: { top: twips(37), bottom: twips(35), left: twips(28), right: twips(26), footer: twips(24) },
  landscape: { top: twips(26), bottom: twips(24), left: twips(22), right: twips(22), footer: twips(14) },
}

export const textWidth = (orientation: Orientation): number =>
  (orientation === 'portrait' ? SHORT : LONG) - MARGINS[orientation].left - MARGINS[orientation].right

export const textHeight = (orientation: Orientation): number =>
  (orientation === 'portrait' ? LONG : SHORT) - MARGINS[orientation].top - MARGINS[orientation].bottom

/** The cover counts as no page; the first page behind it is page 1. */
export function sectionProperties(orientation: Orientation, startsAt?: number): ISectionPropertiesOptions {
  return {
    type: SectionType.NEXT_PAGE,
    verticalAlign: VerticalAlignSection.TOP,
    page: {
      // The library swaps the sides itself when the page lies across.
      size: {
        width: SHORT,
        height: LONG,
        orientation: orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
      },
      margin: { ...MARGINS[orientation], header: twips(15), gutter: 0 },
      pageNumbers: startsAt === undefined ? {} : { start: startsAt },
    },
  }
}
