/** The blocks of a book as sections of a document: the cover, then stretches of upright and of lying pages. */
import type { Book, BookBlock, BookRun, CoverLine, Look } from '@gouji/compose'
import { Footer, HeadingLevel, type ISectionOptions, PageNumber, Paragraph, TableOfContents, TextRun } from 'docx'
import { linesOf } from './measure.ts'
import { type Orientation, sectionProperties, textHeight, textWidth } from './page.ts'
import { runsOf } from './runs.ts'
import { lineOf, SIZE, STYLE, twentieths } from './styles.ts'
import { tableFlow } from './table.ts'

type Child = ISectionOptions['children'][number]

interface Stretch {
  readonly orientation: Orientation | 'cover'
  readonly blocks: BookBlock[]
}

export function sectionsOf(book: Book): ISectionOptions[] {
  let numbered = false
  return stretchesOf(book.blocks).map(({ orientation, blocks }) => {
    if (orientation === 'cover') {
      return { properties: sectionProperties('portrait'), children: coverOf(blocks) }
    }
    const properties = sectionProperties(orientation, numbered ? undefined : 1)
    numbered = true
    return { properties, footers: { default: footer() }, children: flowOf(blocks, book.look) }
  })
}

/** Headings right before a lying table go with it, else they would stand alone on the upright page before. */
function stretchesOf(blocks: readonly BookBlock[]): Stretch[] {
  const stretches: Stretch[] = []
  blocks.forEach((block, i) => {
    const orientation = block.kind === 'cover' ? 'cover' : orientationAt(blocks, i)
    const current = stretches.at(-1)
    if (current?.orientation === orientation) current.blocks.push(block)
    else stretches.push({ orientation, blocks: [block] })
  })
  // A page break where a section begins or ends is there already.
  const lasting = stretches.map(({ orientation, blocks: all }) => {
    const from = all.findIndex((block) => block.kind !== 'page-break')
    const to = all.findLastIndex((block) => block.kind !== 'page-break')
    return { orientation, blocks: from < 0 ? [] : all.slice(from, to + 1) }
  })
  return lasting.filter((stretch) => stretch.blocks.length > 0)
}

function orientationAt(blocks: readonly BookBlock[], i: number): Orientation {
  const leading = new Set(['heading', 'page-break'])
  let at = i
  while (leading.has(blocks[at]?.kind ?? '')) at++
  const block = blocks[at]
  return block?.kind === 'table' ? block.table.orientation : 'portrait'
}

const footer = (): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: STYLE.pageNumber,
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  })

function flowOf(blocks: readonly BookBlock[], look: Look): Child[] {
  const children: Child[] = []
  let pageBreakBefore = false
  for (const block of blocks) {
    if (block.kind === 'page-break') {
      pageBreakBefore = true
      continue
    }
    children.push(...childrenOf(block, look, pageBreakBefore))
    // What follows the contents begins on a page of its own.
    pageBreakBefore = block.kind === 'contents'
  }
  return children
}

const HEADINGS = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
  HeadingLevel.HEADING_5,
  HeadingLevel.HEADING_6,
] as const

function childrenOf(block: BookBlock, look: Look, pageBreakBefore: boolean): Child[] {
  switch (block.kind) {
    case 'contents':
      return [
        new Paragraph({ style: STYLE.contentsTitle, children: runsOf(block.title), pageBreakBefore }),
        new TableOfContents(block.title, { hyperlink: true, headingStyleRange: `1-${block.depth}` }),
      ]
    case 'heading': {
      const heading = HEADINGS[Math.min(Math.max(block.level, 1), HEADINGS.length) - 1]!
      return [new Paragraph({ heading, children: runsOf(wordsOf(block.runs)), pageBreakBefore })]
    }
    case 'paragraph':
      return [new Paragraph({ style: STYLE[block.style], children: runsOf(wordsOf(block.runs)), pageBreakBefore })]
    case 'table':
      return tableFlow(block.table, look, pageBreakBefore)
    default:
      return []
  }
}

/** Which figure a word is, is no matter of Word; runs of one look are one run, as a person would have typed them. */
const wordsOf = (runs: readonly BookRun[]): string => runs.map((run) => run.text).join('')

const COVER = {
  title: { style: STYLE.coverTitle, size: SIZE.cover, before: 0 },
  subtitle: { style: STYLE.coverSubtitle, size: 18, before: 24 },
  date: { style: STYLE.coverDate, size: 18, before: 0 },
} as const

/** Titles stand at a third of the page, the date near its foot. */
function coverOf(blocks: readonly BookBlock[]): Child[] {
  const lines = blocks.flatMap((block): readonly CoverLine[] => (block.kind === 'cover' ? block.lines : []))
  const heightOf = ({ style, text }: CoverLine): number => {
    const { size, before } = COVER[style]
    return linesOf(text, textWidth('portrait') / 20 / size) * lineOf(size) + twentieths(before)
  }
  const high = textHeight('portrait')
  const top = Math.round(high * 0.22)
  const used = lines.reduce((sum, line) => sum + heightOf(line), 0)
  const firstDate = lines.findIndex((line) => line.style === 'date')
  return lines.map((line, i) => {
    const { style, before } = COVER[line.style]
    const space = i === 0 ? top : i === firstDate ? Math.max(twentieths(24), Math.round((high - top - used) * 0.8)) : 0
    return new Paragraph({
      style,
      children: runsOf(line.text),
      ...(space + before > 0 ? { spacing: { before: space + twentieths(before) } } : {}),
    })
  })
}
