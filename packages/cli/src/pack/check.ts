/** `gouji pack check`: a pack as it is written, and as it composes two tiny ledgers of our own. */
import { checkPack, type PackProblem } from '@gouji/compose'
import { packNamed, type Trial, tryPack } from '@gouji/publish'
import { EXIT } from '../outcome.ts'
import { composeWords, packProblemText } from '../wording/compose-problems.ts'
import { PACK_WORDS } from '../wording/pack-commands.ts'
import type { PackJob, Told } from './list.ts'

interface Checked {
  readonly id: string
  readonly problems: readonly PackProblem[]
  readonly trials: readonly Trial[]
}

export async function checkText(ids: readonly string[], job: PackJob): Promise<Told> {
  const checked: Checked[] = []
  for (const id of ids) checked.push(await checkOne(id, job))
  const good = checked.every(isSound)
  const status = good ? EXIT.clean : checked.some(({ trials }) => trials.length === 0) ? EXIT.unread : EXIT.findings
  if (job.json) return { text: `${JSON.stringify(checked, undefined, 2)}\n`, status }
  return { text: checked.map((one) => textOf(one, job)).join('\n'), status }
}

/** A pack that is wrong as it stands is not tried: what follows would be consequences. */
async function checkOne(id: string, { shelf }: PackJob): Promise<Checked> {
  const built = packNamed(id, shelf)
  const problems = [...built.problems, ...(built.pack ? checkPack(built.pack) : [])]
  const trials = built.pack && problems.length === 0 ? await tryPack(built.pack) : []
  return { id, problems, trials }
}

const isSound = ({ problems, trials }: Checked): boolean => problems.length === 0 && trials.every(isGood)

const isGood = ({ problems, proof }: Trial): boolean =>
  problems.every(({ severity }) => severity !== 'error') && (proof?.holds ?? true)

function textOf({ id, problems, trials }: Checked, { language, style }: PackJob): string {
  const words = PACK_WORDS[language]
  const good = problems.length === 0 && trials.every(isGood)
  const lines = [`${good ? style.green('✓') : style.red('✗')} ${style.bold(id)}  ${good ? words.sound : words.unsound}`]
  for (const problem of problems) lines.push(`  - ${packProblemText(problem, language)}`)
  for (const trial of trials) {
    lines.push(`  ${words.trial(trial.ledger, trial.tables, trial.figures)}`)
    for (const problem of trial.problems) {
      const { message, remedy } = composeWords(problem, language)
      lines.push(`    - ${problem.path}${words.colon}${message}${words.stop}${remedy}`)
    }
    for (const one of trial.proof?.missing ?? []) lines.push(`    - ${words.missing(one.where, one.text)}`)
    for (const one of trial.proof?.contradicted ?? []) {
      lines.push(`    - ${words.contradicted(one.where, one.text, one.ledger)}`)
    }
    for (const one of trial.proof?.findings ?? []) lines.push(`    - ${one.rule}${words.colon}${one.message}`)
  }
  const asked = new Set(trials.flatMap((trial) => [...trial.asked.measurements, ...trial.asked.texts]))
  if (asked.size > 0) lines.push(`  ${words.asked([...asked].join('、'))}`)
  return `${lines.join('\n')}\n`
}
