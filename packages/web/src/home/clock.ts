/** The statutory clock: a day is a day of the office, and what is left is counted in whole days. */

export type Urgency = 'overdue' | 'soon' | 'later'

/** Whole days from `today` to `day`, both as `2025-03-01`; negative when it has passed. */
export function daysUntil(day: string, today: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000)
}

export const urgencyOf = (days: number): Urgency => (days < 0 ? 'overdue' : days <= 5 ? 'soon' : 'later')

export function daysName(days: number): string {
  if (days < 0) return `已超期 ${-days} 天`
  return days === 0 ? '今天到期' : `还有 ${days} 天`
}

export function dayOf(date: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** 预算法第十四条：批复后二十日内公开。 */
const DAYS_TO_PUBLISH = 20

interface Day {
  readonly name: string
  readonly day: string
}

/**
 * The last day on which the law lets a book be published, after the first approval in the calendar; and whether the day
 * that was laid down for publishing is later than that.
 */
export function statutoryDay(days: readonly Day[]): { readonly day: string; readonly isOverrun: boolean } | undefined {
  const first = (word: string): string | undefined =>
    days.flatMap(({ name, day }) => (name.includes(word) && /^\d{4}-\d\d-\d\d$/.test(day) ? [day] : [])).sort()[0]
  const approved = first('批复')
  if (approved === undefined) return undefined
  const day = new Date(Date.parse(`${approved}T00:00:00Z`) + DAYS_TO_PUBLISH * 86_400_000).toISOString().slice(0, 10)
  return { day, isOverrun: (first('公开') ?? '') > day }
}
