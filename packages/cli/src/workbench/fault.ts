/** Faults of programs that run for months, told without what stood in a document or a row: their messages may quote one. */

/** Its kind, its code, or the place where it happened. */
export const nameOf = (error: unknown): string =>
  error instanceof Error
    ? `${error.name} ${
        'code' in error
          ? String(error.code)
          : (error.stack
              ?.split('\n')
              .find((own) => own.startsWith('    at '))
              ?.trim() ?? '')
      }`
    : 'unknown'

/** What nobody has caught ends the program, as it would anyway; Node itself would print the whole of it first. */
export function endOnFault(err: (text: string) => void): void {
  process.on('uncaughtException', (error) => {
    err(`${JSON.stringify({ level: 'fatal', error: nameOf(error) })}\n`)
    process.exit(1)
  })
}
