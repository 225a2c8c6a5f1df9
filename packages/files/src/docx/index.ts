/**
 * Word documents (.docx): the text as it stands with tracked insertions taken and deletions left out. Headers, footers,
 * notes and comments are not part of the book's figures and are not read.
 */
import { type Doubt, UnreadableError } from '@gouji/document'
import type { Archive } from '../archive.ts'
import type { Content } from '../content.ts'
import { mainPartOf, relationshipsOf } from '../package.ts'
import type { Watch } from '../watch.ts'
import { parseXml } from '../xml.ts'
import { Body } from './body.ts'
import { numbered } from './drafts.ts'
import { Numbering } from './numbering.ts'
import { Styles } from './styles.ts'

export function readDocx(archive: Archive, watch: Watch): Content {
  const main = mainPartOf(archive, watch, 'word/document.xml')
  const doubts: Doubt[] = []
  const parts = tolerant(doubts, main, () => relationshipsOf(archive, main, watch)) ?? []
  const partOf = (type: string): string | undefined => parts.find((p) => p.type === type)?.target

  // Without styles or numbering the text can still be read, only its headings may be lost: that is a doubt.
  const stylesPart = partOf('styles') ?? 'word/styles.xml'
  const styles =
    tolerant(doubts, stylesPart, () => new Styles(archive.read(stylesPart), stylesPart, watch)) ??
    new Styles(undefined, stylesPart, watch)
  const numberingPart = partOf('numbering') ?? 'word/numbering.xml'
  const numbering =
    tolerant(doubts, numberingPart, () => new Numbering(archive.read(numberingPart), numberingPart, watch, styles)) ??
    new Numbering(undefined, numberingPart, watch, styles)

  const body = new Body(styles, numbering, watch)
  const bytes = archive.read(main)
  if (!bytes) throw new UnreadableError('damaged', { part: main })
  parseXml(bytes, main, watch, body)
  const content = numbered(body.drafts)
  return { blocks: content.blocks, doubts: [...doubts, ...content.doubts] }
}

/** Runs a step whose failure costs only detail; damage becomes a doubt, limits remain failures. */
function tolerant<T>(doubts: Doubt[], part: string, step: () => T): T | undefined {
  try {
    return step()
  } catch (error) {
    if (!(error instanceof UnreadableError) || error.failure.code !== 'damaged') throw error
    doubts.push({ code: 'part-damaged', place: {}, facts: { part } })
    return undefined
  }
}
