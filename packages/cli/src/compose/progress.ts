/** How far composing has come, on standard error: one line that is renewed in a terminal, one line a book elsewhere. */
import { cutTo } from '../terminal/width.ts'
import { COMPOSE_WORDS } from './words.ts'

export interface ComposeProgress {
  readonly started: (name: string) => void
  readonly step: (what: string) => void
  readonly finished: (name: string) => void
  readonly end: () => void
}

const BAR_WIDTH = 20

export function composeProgress(options: {
  readonly total: number
  readonly quiet: boolean
  readonly language: 'zh' | 'en'
  readonly stream: NodeJS.WriteStream
}): ComposeProgress {
  const { total, stream, language } = options
  const words = COMPOSE_WORDS[language]
  if (options.quiet || (!stream.isTTY && total < 2)) {
    return { started() {}, step() {}, finished() {}, end() {} }
  }
  let done = 0
  let name = ''
  const draw = (what: string): void => {
    if (!stream.isTTY) return
    const filled = Math.floor((done * BAR_WIDTH) / Math.max(1, total))
    const bar = total > 1 ? `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${words.done(done, total)}  ` : ''
    stream.write(`\r\u001b[2K${cutTo(`${bar}${name}  ${what}`, (stream.columns || 80) - 1)}`)
  }
  return {
    started(next) {
      name = next
      draw('')
    },
    step: draw,
    finished(finished) {
      name = finished
      done += 1
      if (stream.isTTY) draw('')
      else stream.write(`${words.done(done, total)}  ${name}\n`)
    },
    end() {
      if (stream.isTTY) stream.write('\r\u001b[2K')
    },
  }
}
