export { type CheckOptions, check, type Knowledge } from './check.ts'
export type * from './report.ts'
export { RULE_INFOS, type RuleInfo } from './rules/index.ts'
export { applyWaivers, type Waiver, type WaiverPlace } from './waiver.ts'
