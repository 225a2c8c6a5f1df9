/** What became of a composed book, for people at a terminal. */
import type { Proof } from '@gouji/publish'
import type { Style } from '../terminal/style.ts'
import { wrapTo } from '../terminal/width.ts'
import { budgetProblemText } from '../wording/budget-problems.ts'
import { composeWords, packProblemText } from '../wording/compose-problems.ts'
import type { ComposeOutcome } from './job.ts'
import { COMPOSE_WORDS } from './words.ts'

type Language = 'zh' | 'en'

const WIDTH = 88
/** More of one kind are counted, not listed: the first ones show what is wrong. */
const LISTED_MAX = 8

export function outcomeText(outcome: ComposeOutcome, language: Language, style: Style): string {
  const words = COMPOSE_WORDS[language]
  const lines: string[] = []
  const mark = outcome.kind === 'composed' && outcome.holds ? style.green('✓') : style.red('✗')
  const verdict =
    outcome.kind === 'composed'
      ? outcome.holds
        ? words.holds
        : words.fails
      : outcome.kind === 'not-written'
        ? words.unwritten
        : words.stopped
  lines.push(`${mark} ${style.bold(verdict)}  ${outcome.name}`)
  if (outcome.kind === 'crashed') lines.push(...wrapped(words.crashed))
  if (outcome.kind === 'not-written') lines.push(...wrapped(`${outcome.told}${words.stop}${words.partly}`))
  if (outcome.kind === 'ledger-wrong')
    lines.push(
      ...listed(
        outcome.problems.map((p) => budgetProblemText(p, language)),
        words.more,
      ),
    )
  if (outcome.kind === 'pack-wrong') {
    const texts = outcome.problems.map((p) => packProblemText(p, language))
    lines.push(...listed(texts, words.more))
  }
  if (outcome.kind === 'composed') {
    lines.push(`  ${words.facts(outcome.tables, outcome.figures)}`)
    for (const [format, proof] of outcome.proofs) lines.push(`  ${format.padEnd(5)} ${proofLine(proof, language)}`)
    // What the ledger warns of comes first: a heading that was not understood is why a hundred sentences fail.
    lines.push(
      ...listed(
        outcome.warnings.map((p) => budgetProblemText(p, language)),
        words.more,
      ),
    )
    const problems = outcome.problems.map((p) => {
      const { message, remedy } = composeWords(p, language)
      return `${p.path}${words.colon}${message}${words.stop}${remedy}`
    })
    lines.push(...listed(problems, words.more))
    for (const [format, proof] of outcome.proofs) {
      const wrong = wrongInProof(proof, language)
      if (wrong.length > 0) lines.push(`  ${format}${words.colon}`, ...listed(wrong, words.more))
    }
    lines.push(...listed(outcome.mistakes, words.more))
    lines.push(...outcome.written.filter((path) => !/[\\/]data[\\/]/.test(path)).map((path) => `  → ${path}`))
    if (outcome.written.length === 0) lines.push(...wrapped(words.notWritten))
  }
  return `${lines.join('\n')}\n`
}

function proofLine(proof: Proof, language: Language): string {
  return COMPOSE_WORDS[language].proof(proof)
}

function wrongInProof(proof: Proof, language: Language): string[] {
  const words = COMPOSE_WORDS[language]
  return [
    ...proof.missing.map((m) => words.missing(m.where, m.text)),
    ...proof.contradicted.map((c) => words.contradicted(c.where, c.text, c.ledger)),
    ...proof.findings.map((f) => `${f.rule}${words.colon}${f.message}`),
  ]
}

function listed(texts: readonly string[], more: (n: number) => string): string[] {
  const shown = texts.slice(0, LISTED_MAX).flatMap((text) => wrapped(text, '- '))
  return texts.length > LISTED_MAX ? [...shown, `  ${more(texts.length - LISTED_MAX)}`] : shown
}

function wrapped(text: string, head = ''): string[] {
  return wrapTo(text, WIDTH - 4).map((line, i) => `  ${i === 0 ? head : ' '.repeat(head.length)}${line}`)
}
