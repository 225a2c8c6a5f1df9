/** Wording and structure of the prose: every rule with its function. */
import type { Rule, RuleInfo } from '../rules/rule.ts'
import { WORDING_NUMBER, WORDING_REASON, WORDING_UNIT, wordingNumber, wordingReason, wordingUnit } from './blanks.ts'
import {
  WORDING_TERM_EXPLANATION,
  WORDING_TERM_MISSING,
  WORDING_TERM_UNUSED,
  wordingTermExplanation,
  wordingTermMissing,
  wordingTermUnused,
} from './explained.ts'
import { WORDING_LEVEL, wordingLevel } from './level.ts'
import { WORDING_PAIR, WORDING_PUNCTUATION, wordingPair, wordingPunctuation } from './marks.ts'
import { WORDING_NAME, WORDING_NAME_OTHER, wordingName, wordingNameOther } from './names.ts'
import { WORDING_NUMBERING, wordingNumbering } from './numbering.ts'
import { WORDING_ORDER, wordingOrder } from './order.ts'
import { PRIVACY_NAME, PRIVACY_NUMBER, privacyName, privacyNumber } from './privacy.ts'
import {
  WORDING_REPEATED_SENTENCE,
  WORDING_REPEATED_WORD,
  wordingRepeatedSentence,
  wordingRepeatedWord,
} from './repetition.ts'
import { PRIVACY_SECRET, privacySecret } from './secret.ts'
import { WORDING_SECTION, wordingSection } from './sections.ts'
import { WORDING_STAFF, wordingStaff } from './staff.ts'
import { WORDING_PURPOSE, WORDING_SUBJECT, wordingPurpose, wordingSubject } from './subjects.ts'
import {
  WORDING_DRAFT,
  WORDING_FOREIGN,
  WORDING_TRADITIONAL,
  WORDING_TYPO,
  wordingDraft,
  wordingForeign,
  wordingTraditional,
  wordingTypo,
} from './terms.ts'
import { WORDING_DATE, WORDING_YEAR, wordingDate, wordingYear } from './years.ts'

export const WORDING_RULES: readonly (readonly [RuleInfo, Rule])[] = [
  [WORDING_NUMBERING, wordingNumbering],
  [WORDING_ORDER, wordingOrder],
  [WORDING_SECTION, wordingSection],
  [WORDING_TERM_MISSING, wordingTermMissing],
  [WORDING_TERM_UNUSED, wordingTermUnused],
  [WORDING_TERM_EXPLANATION, wordingTermExplanation],
  [WORDING_YEAR, wordingYear],
  [WORDING_DATE, wordingDate],
  [WORDING_NAME, wordingName],
  [WORDING_NAME_OTHER, wordingNameOther],
  [WORDING_LEVEL, wordingLevel],
  [WORDING_SUBJECT, wordingSubject],
  [WORDING_PURPOSE, wordingPurpose],
  [WORDING_REASON, wordingReason],
  [WORDING_NUMBER, wordingNumber],
  [WORDING_UNIT, wordingUnit],
  [WORDING_DRAFT, wordingDraft],
  [WORDING_TYPO, wordingTypo],
  [WORDING_REPEATED_WORD, wordingRepeatedWord],
  [WORDING_REPEATED_SENTENCE, wordingRepeatedSentence],
  [WORDING_PUNCTUATION, wordingPunctuation],
  [WORDING_PAIR, wordingPair],
  [WORDING_FOREIGN, wordingForeign],
  [WORDING_TRADITIONAL, wordingTraditional],
  [PRIVACY_NUMBER, privacyNumber],
  [PRIVACY_NAME, privacyName],
  [PRIVACY_SECRET, privacySecret],
  [WORDING_STAFF, wordingStaff],
]
