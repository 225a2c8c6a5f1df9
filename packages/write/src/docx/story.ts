/** The blocks of a book as sections of a document: the cover, then stretches of upright and of lying pages. */
import type { Book, BookBlock, BookRun, CoverLine, Look } from '@gouji/compose'
import { Footer, HeadingLevel, type ISectionOptions, PageNumber, Paragraph, TableOfContents, TextRun } from 'docx'
import { linesOf } from './measure.ts'
import { sectionProperties, textHeight, textWidth } from './page.ts'
import { runsOf } from './runs.ts'
import { stretchesOf } from './stretches.ts'
import { lineOf, SIZE, STYLE, twentieths } from './styles.ts'
import { tableFlow } from './table.ts'

type Child = ISectionOptions['children'][number]

export function sectionsOf(book: Book): ISectionOptions[] {
  let numbered = false
  return stretchesOf(book).map(({ orientation, blocks }) => {
    if (orientation === 'cover') {
      return { properties: sectionProperties('portrait'), children: coverOf(blocks) }
    }
    const properties = sectionProperties(orientation, numbered ? undefined : 1)
    numbered = true
    return { properties, footers: { default: footer() }, children: flowOf(blocks, book.look) }
  })
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
      return [
        new Paragraph({
          style: STYLE[block.style],
          children: runsOf(wordsOf(block.runs)),
          pageBreakBefore,
          ...(block.keepsNext ? { keepNext: true } : {}),
        }),
      ]
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
