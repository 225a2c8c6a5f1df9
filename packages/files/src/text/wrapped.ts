/**
 * Text that was broken into lines of one width, as copies from pages are: the lines of a paragraph belong together. In a
 * text whose lines are whole paragraphs nothing is joined.
 */

/** Lines at least, of which half break in the middle of a sentence, before a text counts as wrapped. */
const ENOUGH = 8
/** A line may end so many columns before the edge: signs that must not begin a line, words that must not be broken. */
const SLACK = 8
/** A line that ends nearer to the edge is full. */
const FULL = 4
const LONGEST_EDGE = 140
const SHORTEST_EDGE = 30

const SENTENCE_END = /[。！？!?；;：:”"）)》]\s*$/
/** 一、 （一） 1. 第一部分 and what else begins a paragraph however the line before ended. */
const NUMBERED =
  /^\s*(?:第[一二三四五六七八九十百\d]+(?:部分|章|节|条)|[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|[①-⑳])/
/** So many lines a page break may put between two lines of a paragraph. */
const FAR = 7
/** A number or a word of Latin letters, or one Chinese letter. */
const UNBROKEN = /[\w.,%]+|\S/
const PAGE_NUMBER = /^\s*[-—–]?\s*\d{1,3}\s*[-—–]?\s*$/
const HAN = /[\u4e00-\u9fff]/

/** Letters as wide as a Chinese one count two columns. */
const widthOf = (text: string): number => text.trimEnd().length + (text.trimEnd().match(WIDE)?.length ?? 0)
const WIDE = /[\u2014\u2018-\u201f\u2026\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]/g

/** Words in a row: no columns of a table, told by wide gaps, tabs or bars. */
const isProse = (line: string): boolean => HAN.test(line) && !/\S {3,}\S|\t|^\s*[|#]/.test(line)

/** The column at which the lines of a text were broken; undefined where they were not. */
export function edgeOf(lines: readonly string[]): number | undefined {
  const long = lines
    .filter(isProse)
    .map((line) => ({ width: widthOf(line), isOpen: !SENTENCE_END.test(line) }))
    .filter(({ width }) => width >= SHORTEST_EDGE)
  const widest = long.reduce((most, { width }) => Math.max(most, width), 0)
  if (widest > LONGEST_EDGE) return undefined
  const within = (edge: number) => long.filter(({ width }) => width > edge - SLACK && width <= edge)
  // The edge at which most lines break off in the middle of a sentence.
  let best = { edge: 0, open: 0 }
  for (let edge = widest; edge >= SHORTEST_EDGE; edge -= 1) {
    const open = within(edge).filter(({ isOpen }) => isOpen).length
    if (open > best.open) best = { edge, open }
  }
  const isCommon = best.open * 2 >= within(best.edge).length && best.open * 3 >= long.length
  return best.open >= ENOUGH && isCommon ? best.edge : undefined
}

/**
 * The lines, from `at`, of which one paragraph consists. Across a page break the blank lines and the number of the page
 * are passed over.
 */
export function paragraphAt(lines: readonly string[], at: number, edge: number): number[] {
  const own = [at]
  for (let last = at; isProse(lines[last]!); ) {
    const next = nextLine(lines, last)
    if (next === undefined || begins(lines[next]!, lines[last]!)) break
    // What could not be broken off from the next line stood in the way.
    const reach = widthOf(lines[last]!) + widthOf(UNBROKEN.exec(lines[next]!)![0])
    if (reach <= edge - SLACK) break
    // First lines stand in from the others, or all lines stand alike: then a sentence that ends tells that nothing goes
    // on, unless it ends right at the edge.
    const isInside = indentOf(lines[next]!) < indentOf(lines[at]!) || reach > edge - FULL
    if (SENTENCE_END.test(lines[last]!) && !(isInside && next === last + 1)) break
    own.push(next)
    last = next
  }
  return own
}

function nextLine(lines: readonly string[], last: number): number | undefined {
  const isBetween = (line: string): boolean => line.trim() === '' || PAGE_NUMBER.test(line)
  for (let next = last + 1; next < Math.min(lines.length, last + FAR); next += 1) {
    if (!isBetween(lines[next]!)) return next
  }
  return undefined
}

/** Whether a line is the first of something, whatever the line above it says. */
const begins = (line: string, above: string): boolean =>
  NUMBERED.test(line) || indentOf(line) > indentOf(above) || !(isProse(line) || /^\s*\S{1,12}\s*$/.test(line))

const indentOf = (line: string): number => widthOf(`${/^\s*/.exec(line)![0].replaceAll('\u3000', '中')}.`)
