/** For tests: sentences in, statements out as one line each, with the words and the catalogue of the project. */
import type { Block, Paragraph } from '@gouji/document'
import { loadKnowledge } from '@gouji/knowledge'
import { coordinatesKey } from '@gouji/ledger'
import { type ProseReading, readProse } from '../prose/index.ts'
import type { Identity, Statement } from '../reading.ts'

const { catalogue, prose: words } = loadKnowledge()
const BUDGET: Identity = { year: 2024, stage: 'budget' }

/** A text document of these lines, one paragraph a line; blank lines keep their number. */
export function readLines(lines: readonly string[], identity: Identity = BUDGET): ProseReading {
  const blocks: Block[] = lines.flatMap((text, i): Paragraph[] => {
    const place = { line: i + 1, column: 1 }
    return text === '' ? [] : [{ kind: 'paragraph', text, place, runs: [{ start: 0, place }] }]
  })
  return readBlocks(blocks, identity)
}

export const readBlocks = (blocks: readonly Block[], identity: Identity = BUDGET): ProseReading =>
  readProse(blocks, 0, identity, { catalogue, words })

/** `amount 120.00万元 | source=general | part>0`, without the coordinates that the document itself gives. */
export function show(st: Statement, own: Identity = BUDGET): string {
  const { year, stage, ...rest } = st.coordinates ?? {}
  const shown = {
    ...rest,
    ...(year !== undefined && Number(year) !== own.year ? { year } : {}),
    ...(stage !== undefined && stage !== own.stage ? { stage } : {}),
  }
  const what = `${st.kind} ${st.direction ?? st.operator ?? ''}${st.value}${st.unit}`
  const where = st.coordinates ? coordinatesKey(shown) || 'whole' : st.subject
  const link = st.relation === undefined ? '' : ` | ${st.relation}>${st.of}`
  return `${what} | ${where}${link}${st.whole === undefined ? '' : ` of ${st.whole}`}`
}

export const showAll = (lines: readonly string[], identity?: Identity): string[] =>
  readLines(lines, identity).statements.map((st) => show(st, identity))
