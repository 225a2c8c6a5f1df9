/**
 * What the model cannot know is written as a rule: each a small pure function that yields findings.
 */

import { GOAL_RULES } from '../goals/index.ts'
import {
  PROSE_PROCUREMENT,
  PROSE_PROJECT,
  PROSE_PROJECTS,
  PROSE_RULES,
  proseProcurement,
  proseProject,
  proseProjects,
} from '../prose/index.ts'
import type { Finding } from '../report.ts'
import { WORDING_RULES } from '../wording/index.ts'
import { STRUCT_BLANK_FORM, STRUCT_PLACEHOLDER, structBlankForm, structPlaceholder } from './blank-form.ts'
import { CODE_FORM, codeForm } from './code-form.ts'
import {
  CODE_DETAIL,
  CODE_DUPLICATE,
  CODE_LEVEL,
  CODE_PARENT,
  codeDetail,
  codeDuplicate,
  codeLevel,
  codeParent,
} from './code-level.ts'
import { CODE_NAME, CODE_UNKNOWN, codeName, codeUnknown } from './code-name.ts'
import { CODE_SUPERSEDED, codeSuperseded } from './code-superseded.ts'
import { STRUCT_CONTENTS, STRUCT_TITLE, structContents, structTitle } from './contents.ts'
import { TIE_ANNUITY, tieAnnuity } from './contributions.ts'
import { STRUCT_HEADING, structHeading } from './heading.ts'
import { CODE_PROCURED, CODE_PROJECT, codeProcured, codeProject } from './long-codes.ts'
import { CODE_NATURE, CODE_OTHER, codeNature, codeOther } from './nature.ts'
import { BALANCE_NEGATIVE, balanceNegative, TABLE_NEGATIVE, tableNegative } from './negative.ts'
import { STRUCT_EMPTY, STRUCT_NOTE, structEmpty, structNote } from './note.ts'
import { TIME_PUBLISHED, timePublished } from './published.ts'
import { TABLE_RATE, TABLE_SHARE, tableRate, tableShare } from './ratio.ts'
import { TABLE_DECIMALS, TABLE_DIGITS, tableDecimals, tableDigits } from './regular.ts'
import { RELATION_RULES } from './relation-rules.ts'
import { STRUCT_TABLES, structTables } from './required-tables.ts'
import type { Rule, RuleContext, RuleInfo } from './rule.ts'
import { SCOPE_OFFICE, SCOPE_PERSONNEL, scopeOffice, scopePersonnel } from './scope.ts'
import { SCOPE_CARRIED } from './scope-carried.ts'
import { ITEM_CARS, ITEM_DETAILS, ITEM_VEHICLES, itemCars, itemDetails, itemVehicles } from './three-public.ts'
import { STRUCT_TOTAL, structTotal } from './total-rows.ts'
import { STRUCT_UNIT, structUnit, UNIT_MAGNITUDE, unitMagnitude } from './unit.ts'
import { STRUCT_UNITS, structUnits } from './units-named.ts'
import { STRUCT_PAGE, STRUCT_UNREAD, structPage, structUnread } from './unread.ts'
import { STRUCT_WORDING, structWording } from './wording.ts'
import { STRUCT_YEAR, structYear } from './year.ts'

export type { Rule, RuleContext, RuleInfo } from './rule.ts'

/** Every rule with its function; a test finds one that somebody forgot. */
export const RULES: readonly (readonly [RuleInfo, Rule])[] = [
  [CODE_FORM, codeForm],
  [CODE_NAME, codeName],
  [CODE_UNKNOWN, codeUnknown],
  [CODE_SUPERSEDED, codeSuperseded],
  [CODE_PARENT, codeParent],
  [CODE_LEVEL, codeLevel],
  [CODE_DETAIL, codeDetail],
  [CODE_DUPLICATE, codeDuplicate],
  [STRUCT_CONTENTS, structContents],
  [STRUCT_TITLE, structTitle],
  [STRUCT_HEADING, structHeading],
  [STRUCT_EMPTY, structEmpty],
  [STRUCT_NOTE, structNote],
  [STRUCT_YEAR, structYear],
  [STRUCT_PLACEHOLDER, structPlaceholder],
  [STRUCT_BLANK_FORM, structBlankForm],
  [STRUCT_UNIT, structUnit],
  [STRUCT_WORDING, structWording],
  [STRUCT_UNREAD, structUnread],
  [STRUCT_PAGE, structPage],
  [UNIT_MAGNITUDE, unitMagnitude],
  [BALANCE_NEGATIVE, balanceNegative],
  [TABLE_NEGATIVE, tableNegative],
  [STRUCT_TOTAL, structTotal],
  [STRUCT_TABLES, structTables],
  [STRUCT_UNITS, structUnits],
  [TABLE_DECIMALS, tableDecimals],
  [TABLE_DIGITS, tableDigits],
  [CODE_NATURE, codeNature],
  [CODE_OTHER, codeOther],
  [TIE_ANNUITY, tieAnnuity],
  [CODE_PROJECT, codeProject],
  [CODE_PROCURED, codeProcured],
  [TIME_PUBLISHED, timePublished],
  [ITEM_VEHICLES, itemVehicles],
  [ITEM_DETAILS, itemDetails],
  [ITEM_CARS, itemCars],
  [TABLE_RATE, tableRate],
  [TABLE_SHARE, tableShare],
  [SCOPE_OFFICE, scopeOffice],
  [SCOPE_PERSONNEL, scopePersonnel],
  [PROSE_PROJECT, proseProject],
  [PROSE_PROJECTS, proseProjects],
  [PROSE_PROCUREMENT, proseProcurement],
  ...GOAL_RULES,
  ...WORDING_RULES,
]

/** All that can be explained, relations first. */
export const RULE_INFOS: ReadonlyMap<string, RuleInfo> = new Map(
  [...Object.values(RELATION_RULES), SCOPE_CARRIED, ...PROSE_RULES, ...RULES.map(([info]) => info)].map((info) => [
    info.id,
    info,
  ]),
)

export const runRules = (context: RuleContext): Finding[] => RULES.flatMap(([, rule]) => rule(context))
