/** Packs: those that the program ships, and a bureau's own, in versions that never change, used for a year and kind. */
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { BookStage, Instant, Sha256, Year } from './values.ts'

/** The name of a pack is that of its file. */
export const PACK_NAME = /^[a-z0-9][a-z0-9-]{1,59}$/
const PackName = z.string().max(80)
const Audience = z.enum(['unit', 'department'])
const Whom = z.object({ stage: BookStage.optional(), audience: Audience.optional() })
const VersionNumber = z.coerce.number().int().min(1).max(1_000_000)

export const PackUseInfo = z.object({ year: Year, stage: BookStage, audience: Audience, number: z.int().optional() })

export const PackInfo = z.object({
  id: z.string(),
  title: z.string(),
  inherits: z.string().optional(),
  own: z.boolean(),
  /** The newest version of an own pack. */
  number: z.int().optional(),
  /** What the pack itself says whom it is for. */
  whom: z.object({ region: z.string().optional(), stage: BookStage.optional(), audience: Audience.optional() }),
  uses: z.array(PackUseInfo),
  activeYears: z.array(Year),
  problems: z.int(),
})
export type PackInfo = z.output<typeof PackInfo>

/** With an error a pack is not kept; a warning tells what the trial with a small ledger has shown. */
export const PackProblemInfo = z.object({
  path: z.string(),
  message: z.string(),
  remedy: z.string(),
  severity: z.enum(['error', 'warning']),
})
export type PackProblemInfo = z.output<typeof PackProblemInfo>

const byPack = z.object({ pack: PackName })
const byYear = z.object({ pack: PackName, year: z.coerce.number().int() })

export const packs = {
  packs: endpoint({ method: 'GET', path: '/packs', summary: '模板包', who: 'signed-in', response: z.array(PackInfo) }),
  checkPack: endpoint({
    method: 'POST',
    path: '/packs/check',
    summary: '检查一个模板包',
    who: ['finance_admin'],
    body: 'upload',
    response: z.array(PackProblemInfo),
  }),
  addPack: endpoint({
    method: 'POST',
    path: '/packs',
    summary: '存入自己的模板包，成为新的一版；有问题的不存',
    who: ['finance_admin'],
    body: 'upload',
    response: z.object({ pack: PackInfo.optional(), problems: z.array(PackProblemInfo) }),
    repeatable: true,
  }),
  packVersions: endpoint({
    method: 'GET',
    path: '/packs/:pack/versions',
    summary: '自有模板包的各版',
    who: 'signed-in',
    params: byPack,
    response: z.array(
      z.object({
        number: z.int(),
        sha256: Sha256,
        at: Instant,
        /** Who kept it; empty where that is nobody whom the asker may see. */
        by: z.string(),
        state: z.enum(['draft', 'active', 'retired']),
        uses: z.array(PackUseInfo),
      }),
    ),
  }),
  packText: endpoint({
    method: 'GET',
    path: '/packs/:pack/text',
    summary: '模板包的原文；不指明版次时为最新一版',
    who: 'signed-in',
    params: byPack,
    query: z.object({ number: VersionNumber.optional() }),
    response: 'file',
  }),
  previewPack: endpoint({
    method: 'GET',
    path: '/packs/:pack/preview',
    summary: '用一份示例账册按模板包编成的样张',
    who: 'signed-in',
    params: byPack,
    query: z.object({ number: VersionNumber.optional() }),
    response: 'file',
  }),
  activatePack: endpoint({
    method: 'PUT',
    path: '/packs/:pack/years/:year',
    summary: '某年启用模板包；不指明的，按模板包自己所说的预决算和部门、单位',
    who: ['finance_admin'],
    params: byYear,
    body: Whom.extend({ number: VersionNumber.optional() }),
    response: PackInfo,
  }),
  endPack: endpoint({
    method: 'DELETE',
    path: '/packs/:pack/years/:year',
    summary: '某年停用模板包',
    who: ['finance_admin'],
    params: byYear,
    query: Whom,
    response: PackInfo,
  }),
}
