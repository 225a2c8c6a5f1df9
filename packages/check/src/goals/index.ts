/** Rules on performance goals (绩效目标); their data lie below catalogue/performance/. */
import type { Rule, RuleInfo } from '../rules/rule.ts'
import { GOAL_AMOUNT, goalAmount } from './amount.ts'
import { GOAL_COST, goalCost } from './cost.ts'
import { GOAL_COUNT, goalCount } from './declared.ts'
import { GOAL_FILING, GOAL_LEVEL, goalFiling, goalLevel } from './level.ts'
import { GOAL_NAME, goalName } from './name.ts'
import { GOAL_PRICE, GOAL_PRODUCT, goalPrice, goalProduct } from './price.ts'
import { GOAL_PROSE, goalProse } from './prose-goal.ts'
import { GOAL_COPY, GOAL_COVER, GOAL_VAGUE, goalCopy, goalCover, goalVague } from './quality.ts'
import { GOAL_DIRECTION, GOAL_REACH, goalDirection, goalReach } from './reach.ts'
import { GOAL_SCORE, goalScore } from './score.ts'
import { GOAL_SET, goalSet } from './set.ts'
import { GOAL_OPERATOR, GOAL_TARGET, goalOperator, goalTarget } from './target.ts'
import { GOAL_UNIT, goalUnit } from './unit.ts'
import { GOAL_SCHEME, GOAL_WEIGHT, goalScheme, goalWeight } from './weight.ts'

export const GOAL_RULES: readonly (readonly [RuleInfo, Rule])[] = [
  [GOAL_WEIGHT, goalWeight],
  [GOAL_SCHEME, goalScheme],
  [GOAL_REACH, goalReach],
  [GOAL_DIRECTION, goalDirection],
  [GOAL_TARGET, goalTarget],
  [GOAL_OPERATOR, goalOperator],
  [GOAL_NAME, goalName],
  [GOAL_UNIT, goalUnit],
  [GOAL_LEVEL, goalLevel],
  [GOAL_FILING, goalFiling],
  [GOAL_AMOUNT, goalAmount],
  [GOAL_COST, goalCost],
  [GOAL_PRODUCT, goalProduct],
  [GOAL_PRICE, goalPrice],
  [GOAL_SET, goalSet],
  [GOAL_COUNT, goalCount],
  [GOAL_PROSE, goalProse],
  [GOAL_COVER, goalCover],
  [GOAL_VAGUE, goalVague],
  [GOAL_COPY, goalCopy],
  [GOAL_SCORE, goalScore],
]
