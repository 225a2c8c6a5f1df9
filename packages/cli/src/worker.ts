/** The worker behind the command: one file at a time, given up a little before the pool would end it. */
import { serveTasks } from '@gouji/files'
import { type Task, type Work, workOn } from './work.ts'

/** Time that remains after the clear failure, before the worker is ended. */
const GRACE_MS = 500

serveTasks<Task, Work>((task, { deadline, holding }) =>
  workOn(task, { deadline: deadline - GRACE_MS, office: { holding } }),
)
