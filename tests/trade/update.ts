/** Writes what the program answers now into the cases (`npm run trade:update`). Read the difference line by line. */
import { writeFileSync } from 'node:fs'
import { answer, readCases, withAnswers } from './case.ts'

const only = process.argv[2] ?? ''
let changed = 0
for (const tried of readCases().filter((c) => c.name.includes(only))) {
  const answers = await answer(tried)
  if (JSON.stringify(answers) === JSON.stringify(tried.expected)) continue
  writeFileSync(tried.path, withAnswers(tried, answers))
  console.log(tried.name)
  changed++
}
console.log(changed === 0 ? 'Nothing has changed.' : `${changed} changed; read the difference before you keep it.`)
