/** Work of the desk as answers: its result, or the refusal for what it could not do; and its problems in words. */
import type { API, ResponseOf } from '@gouji/api'
import { ALL_SHEETS, HEAD_FILE, TEXTS_FILE } from '@gouji/budget'
import type { ComposeProblem } from '@gouji/compose'
import type { Tx } from '@gouji/store'
import type { Context } from '../http/handler.ts'
import { Refusal } from '../http/problem.ts'
import { Fault } from '../log.ts'
import type { DeskResult, DeskTask } from '../tasks/desk-task.ts'
import { placeOfProblem, SHEET_ORDER, TEXTS_SHEET } from '../tasks/ledger-rows.ts'
import type { Words } from '../tasks/office.ts'

/** What the desk made of it, or the refusal for what it could not. The desk needs no database, and no connection waits for it. */
export async function atDesk(
  { tx, desk, office }: Pick<Context<Tx>, 'tx' | 'desk' | 'office'>,
  task: DeskTask,
): Promise<DeskResult> {
  const outcome = await tx.aside(() => desk.run(task))
  if (outcome.ok) {
    if (outcome.value.packWrong)
      throw new Refusal('invalid', {}, [{ path: 'pack', message: '没有这个模板包，或其中有错误' }])
    return outcome.value
  }
  const { code } = outcome.failure
  if (code === 'took-too-long' || code === 'out-of-memory') throw new Refusal('took-too-long')
  if (code === 'crashed') {
    // The kind of the fault; its words may quote the document.
    const [kind] = String(outcome.failure.facts.reason).split(':')
    throw new Fault(`the desk crashed at ${task.kind}: ${kind}`)
  }
  throw new Refusal('unreadable-file', { reason: office.failureWords(outcome.failure).message })
}

type LedgerProblem = ResponseOf<typeof API.ledgers.problems>['problems'][number]

export function problemsOf(result: DeskResult, office: Context<Tx>['office']): LedgerProblem[] {
  return [
    ...result.budgetProblems.map((problem) => ({
      code: problem.code,
      severity: problem.severity,
      ...onScreen(office.budgetWords(problem)),
      ...placeOfProblem(problem),
    })),
    ...result.composeProblems.map((problem) => ({
      code: problem.code,
      severity: problem.severity,
      ...onScreen(office.composeWords(problem)),
      ...placeOfComposing(problem),
    })),
  ]
}

export function problemsRefusal(result: DeskResult, office: Context<Tx>['office']): Refusal {
  const errors = problemsOf(result, office).map(({ message, sheet = '' }) => ({ path: sheet, message }))
  return new Refusal('invalid', {}, errors.slice(0, 50))
}

/** Where to mend what the book lacks: the line that is named, or the sheet in which it would be entered. */
function placeOfComposing({ code, facts }: ComposeProblem): { sheet?: string; row?: number; change?: string } {
  const line = /^([a-z]+):(\d+)$/.exec(String(facts.line ?? ''))
  if (line && SHEET_ORDER.includes(line[1]!)) return { sheet: line[1]!, row: Number(line[2]) }
  if (code === 'reason-missing' || code === 'reason-contradicts') return { change: String(facts.figure) }
  const sheet = SHEET_OF[code]
  return sheet === undefined ? {} : { sheet }
}

const SHEET_OF: Readonly<Partial<Record<ComposeProblem['code'], string>>> = {
  'measurement-missing': 'measurements',
  'measurement-unsaid': 'measurements',
  'ledger-too-coarse': 'expenditure',
  'base-missing': 'expenditure',
  'text-missing': TEXTS_SHEET,
}

/** The words of the command speak of files; on the screen they are sheets. */
const TITLES: readonly (readonly [string, string])[] = [
  ...ALL_SHEETS.map(({ file, title }) => [file, `“${title}”表`] as const),
  [HEAD_FILE, '封面'],
  [TEXTS_FILE, '“文字”表'],
]
const onScreen = ({ message, remedy }: Words): Words => ({ message: named(message), remedy: named(remedy) })

function named(words: string): string {
  const placed = words.replace(/\b([a-z]+):(\d+)\b/g, (whole, name: string, line: string) => {
    const sheet = ALL_SHEETS.find((one) => one.name === name)
    return sheet ? `“${sheet.title}”第 ${line} 行` : whole
  })
  return TITLES.reduce(
    (text, [file, title]) => text.replaceAll(new RegExp(` ?${file.replace('.', '\\.')} ?`, 'g'), title),
    placed,
  )
}
