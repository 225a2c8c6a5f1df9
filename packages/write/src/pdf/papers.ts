/** The papers of a printed book. Lengths are points, measured as GB/T 9704 sets official documents. */

export interface Paper {
  readonly paper: 'a4' | 'a3'
  readonly flipped: boolean
  readonly margin: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }
  /** What is left for words and tables. */
  readonly width: number
  readonly height: number
}

const mm = (millimetres: number): number => (millimetres * 72) / 25.4

function paper(paper: 'a4' | 'a3', flipped: boolean, top: number, bottom: number, side: readonly number[]): Paper {
  const [short, long] = paper === 'a4' ? [210, 297] : [297, 420]
  const [across, down] = flipped ? [long!, short!] : [short!, long!]
  const margin = { top: mm(top), bottom: mm(bottom), left: mm(side[0]!), right: mm(side[1]!) }
  return {
    paper,
    flipped,
    margin,
    width: mm(across) - margin.left - margin.right,
    height: mm(down) - margin.top - margin.bottom,
  }
}

export const PAPERS = {
  /** 28 letters of 三号 to the line, 22 lines to the page. */
  portrait: paper('a4', false, 37, 35, [28, 23.9]),
  landscape: paper('a4', true, 27, 26, [20, 20]),
  /** For tables whose figures would be too small to read on A4, as they are folded into printed books. */
  foldout: paper('a3', true, 27, 26, [20, 20]),
} as const

export type PaperName = keyof typeof PAPERS
