/** What is wrong with a ledger, the book that it makes, and where a figure of that book comes from. */
import { DIRECTION_WORDS } from '@gouji/compose'
import type { Tx } from '@gouji/store'
import type { HandlersOf } from '../http/handler.ts'
import { notFound } from '../http/problem.ts'
import { placeOfProblem } from '../tasks/ledger-rows.ts'
import { atDesk, problemsOf, problemsRefusal } from './at-desk.ts'
import { money } from './explored.ts'
import { infoOf, withPacksOf } from './ledger-infos.ts'

export const checks: Pick<HandlersOf<'ledgers', Tx>, 'problems' | 'preview' | 'figure'> = {
  async problems({ params, query }, context) {
    const { version } = await infoOf(context.tx, params.id)
    const written = await withPacksOf(context.tx, params.id, query.version)
    const result = await atDesk(context, { kind: 'problems', ...written })
    return {
      version: query.version ?? version,
      problems: problemsOf(result, context.office),
      changes: (result.changes ?? []).map(({ now, base, isAsked, ...rest }) => ({
        ...rest,
        ...{ now: money(now), base: money(base), asked: isAsked },
      })),
      directions: { up: [...DIRECTION_WORDS.up], down: [...DIRECTION_WORDS.down] },
    }
  },

  async preview({ params, query }, context) {
    const written = await withPacksOf(context.tx, params.id, query.version)
    const pack = query.pack === undefined ? {} : { pack: query.pack }
    const result = await atDesk(context, { kind: 'preview', ...written, ...pack })
    if (!result.bytes) throw problemsRefusal(result, context.office)
    return {
      kind: 'file',
      name: result.name ?? 'preview.html',
      mediaType: 'text/html; charset=utf-8',
      content: result.bytes,
      inline: true,
    }
  },

  async figure({ params, query }, context) {
    const written = await withPacksOf(context.tx, params.id, query.version)
    const pack = query.pack === undefined ? {} : { pack: query.pack }
    const { figure } = await atDesk(context, { kind: 'figure', ...written, number: params.number, ...pack })
    if (!figure) throw notFound()
    const { origins, ...shown } = figure
    const places = origins.map((origin) => placeOfProblem({ code: '', severity: 'warning', origin, facts: {} }))
    return {
      ...shown,
      terms: [...shown.terms],
      rows: places.flatMap(({ sheet, row }) => (sheet === undefined || row === undefined ? [] : [{ sheet, row }])),
    }
  },
}
