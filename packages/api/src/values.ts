/** Kinds of values that many schemas share. */
import { z } from 'zod'

export const Id = z.uuid()
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
/** Yuan with at most two decimals: whole fen, never a binary fraction. */
export const Money = z.string().regex(/^-?\d{1,16}(\.\d{1,2})?$/)
export const Year = z.int().min(2000).max(2100)
export const Day = z.iso.date()
export const Instant = z.iso.datetime()
export const RegionCode = z.string().regex(/^\d{6}$/)
/** Grows by one with each change of what it belongs to; sent back as `If-Match`. */
export const Version = z.int().min(1)
export const STAGES = ['budget', 'final'] as const
export const BookStage = z.enum(STAGES)
export const ShortText = z.string().trim().min(1).max(200)
export const LongText = z.string().trim().min(1).max(5000)

/** Lists come in pages; `next` is opaque and goes back as `after`. */
export const PageQuery = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** A list without pages comes whole, or the part that is asked for; `after` is taken from the `Link` that came with the last. */
export const WindowQuery = z.object({
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
})

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional(), total: z.int().optional() })

export const IdParams = z.object({ id: Id })

/** RFC 9457, with Chinese words for people and facts for programs. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  /** Stable code: `not-found`, `not-allowed`, `version-conflict`, `invalid`… */
  code: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type Problem = z.output<typeof Problem>
