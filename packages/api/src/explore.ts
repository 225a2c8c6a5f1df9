import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { BookStage, Id, Money, PageQuery, pageOf } from './values.ts'

const Node = z.object({ key: z.string(), name: z.string(), amount: Money })
const Scope = z.object({
  organisation: Id.optional(),
  year: z.coerce.number().int(),
  stage: BookStage.default('budget'),
})

export const explore = {
  /** Amounts below one member of one dimension; the treemap goes deeper by asking again. */
  breakdown: endpoint({
    method: 'GET',
    path: '/explore/breakdown',
    summary: '按功能、经济、性质、来源或单位分解',
    who: 'signed-in',
    query: Scope.extend({
      by: z.enum(['function', 'economy', 'character', 'source', 'unit', 'project']),
      under: z.string().max(40).optional(),
    }),
    response: z.array(Node),
  }),
  flow: endpoint({
    method: 'GET',
    path: '/explore/flow',
    summary: '资金从来源到功能的流向',
    who: 'signed-in',
    query: Scope,
    response: z.object({
      nodes: z.array(z.object({ key: z.string(), name: z.string() })),
      links: z.array(z.object({ from: z.string(), to: z.string(), amount: Money })),
    }),
  }),
  trend: endpoint({
    method: 'GET',
    path: '/explore/trend',
    summary: '历年变化',
    who: 'signed-in',
    query: z.object({ organisation: Id.optional(), figure: z.string().max(60) }),
    /** `units` says of how many offices' books the amount is the sum. */
    response: z.array(z.object({ year: z.int(), stage: BookStage, amount: Money, units: z.int() })),
  }),
  comparison: endpoint({
    method: 'GET',
    path: '/explore/comparison',
    summary: '各单位同一口径比较',
    who: 'signed-in',
    query: Scope.extend({ figure: z.string().max(60) }),
    /** `perHead` by the people in post whom the office's own ledger of that year names. */
    response: z.array(z.object({ organisation: Id, name: z.string(), amount: Money, perHead: Money.optional() })),
  }),
  search: endpoint({
    method: 'GET',
    path: '/search',
    summary: '查数字、项目、绩效目标和文字',
    who: 'signed-in',
    query: PageQuery.extend({ text: z.string().min(1).max(100) }),
    response: pageOf(
      z.object({
        kind: z.enum(['document', 'project', 'goal', 'figure', 'text', 'finding']),
        title: z.string(),
        excerpt: z.string(),
        document: Id.optional(),
        /** Whose book it stands in, of which year and stage, and under which name it was handed in. */
        documentName: z.string().optional(),
        organisationName: z.string().optional(),
        year: z.int().optional(),
        stage: BookStage.optional(),
        place: z.string().optional(),
      }),
    ),
  }),
}
