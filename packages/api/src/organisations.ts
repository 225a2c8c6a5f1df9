import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Day, Id, IdParams, RegionCode, ShortText, Version } from './values.ts'

export const ORGANISATION_KINDS = ['finance', 'department', 'unit'] as const
export const NATURES = ['行政', '参公', '公益一类事业', '公益二类事业', '事业', '其他'] as const

export const Organisation = z.object({
  id: Id,
  parent: Id.optional(),
  kind: z.enum(ORGANISATION_KINDS),
  code: z.string().regex(/^\d{3,12}$/),
  name: ShortText,
  nature: z.enum(NATURES),
  region: RegionCode,
  from: Day,
  to: Day.optional(),
  version: Version,
})
export type Organisation = z.output<typeof Organisation>

const Entered = Organisation.omit({ id: true, version: true })

export const organisations = {
  /** The whole tree that the person sees: a district has hundreds, a page is no help. */
  tree: endpoint({
    method: 'GET',
    path: '/organisations',
    summary: '我能看到的机构',
    who: 'signed-in',
    query: z.object({ on: Day.optional() }),
    response: z.array(Organisation),
  }),
  add: endpoint({
    method: 'POST',
    path: '/organisations',
    summary: '新增机构',
    who: ['system_admin'],
    body: Entered,
    response: Organisation,
    repeatable: true,
  }),
  change: endpoint({
    method: 'PUT',
    path: '/organisations/:id',
    summary: '修改机构',
    who: ['system_admin'],
    params: IdParams,
    body: Entered,
    response: Organisation,
    versioned: true,
  }),
  importWorkbook: endpoint({
    method: 'POST',
    path: '/organisations/import',
    summary: '由 Excel 导入机构：先预览，再确认',
    who: ['system_admin'],
    query: z.object({ confirm: z.enum(['yes', 'no']).default('no') }),
    body: 'upload',
    response: z.object({
      added: z.array(Entered),
      changed: z.array(z.object({ before: Organisation, after: Entered })),
      problems: z.array(z.object({ sheet: z.string(), cell: z.string(), message: z.string() })),
    }),
  }),
}
