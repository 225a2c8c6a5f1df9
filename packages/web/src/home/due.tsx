import { Badge } from '../parts/badges.tsx'
import { dayOf, daysName, daysUntil, urgencyOf } from './clock.ts'

const TONES = { overdue: 'error', soon: 'warning', later: 'plain' } as const

export function DueBadge({ due }: { readonly due: string }) {
  const days = daysUntil(due, dayOf(new Date()))
  return <Badge tone={TONES[urgencyOf(days)]}>{daysName(days)}</Badge>
}
