import type { Pack } from '../client/shapes.ts'

type Use = Pack['uses'][number]

/** 单位预算, 部门决算. */
export const kindText = ({ stage, audience }: Pick<Use, 'stage' | 'audience'>): string =>
  `${audience === 'unit' ? '单位' : '部门'}${stage === 'final' ? '决算' : '预算'}`

/** 2025 年部门预算 */
export const yearAndKind = (use: Use): string => `${use.year} 年${kindText(use)}`
