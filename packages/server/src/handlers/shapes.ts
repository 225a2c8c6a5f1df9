/** Between the names of the tables and those of the interface. */
import type { STAGES } from '@gouji/api'
import type { Stage } from '@gouji/store'

/** Offices work by the clock of Beijing, wherever the server stands. */
export const dayOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)

export const bookStage = (stage: Stage | null | undefined): (typeof STAGES)[number] | undefined =>
  stage === null || stage === undefined ? undefined : stage === 'final' ? 'final' : 'budget'

/** Leaves out what is null, which the interface says by leaving it out. */
export const defined = <T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], null | undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined)) as never

export const today = (): string => dayOf(new Date())
