/** Resolves when the program is asked to end; a second time it ends at once. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      // What other commands do, ending at once, would leave a database behind that has to recover.
      process.removeAllListeners(signal)
      process.once(signal, () => {
        process.once(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143))
        resolve()
      })
    }
    // A worker whose server is gone ends too.
    process.once('disconnect', resolve)
  })
}
