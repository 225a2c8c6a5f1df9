/** Renders outcomes by a format into one string, for tests. */
import type { Format, FormatContext } from '../formats/format.ts'
import type { Outcome } from '../outcome.ts'
import { PLAIN } from '../terminal/style.ts'
import { WORDINGS } from '../wording/index.ts'

export async function render(
  format: Format,
  outcomes: readonly Outcome[],
  context: Partial<FormatContext> = {},
): Promise<string> {
  async function* each(): AsyncIterable<Outcome> {
    yield* outcomes
  }
  let text = ''
  const whole: FormatContext = {
    command: 'check',
    wording: WORDINGS.zh,
    total: outcomes.length,
    version: '1.2.3',
    all: false,
    width: 80,
    style: PLAIN,
    ...context,
  }
  for await (const piece of format(each(), whole))
    text += typeof piece === 'string' ? piece : Buffer.from(piece).toString('latin1')
  return text
}
