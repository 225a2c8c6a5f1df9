/** Shapes of budgets that are apt to go wrong somewhere, each the property of some real unit. */
export const SHAPES = [
  'plain',
  // Nothing but the general budget: the tables of funds and of state capital are empty.
  'empty-funds',
  // A project gives money back.
  'negative',
  // One line of expenditure and one of income.
  'one-line',
  // As many projects as a large unit has, each with a handful of lines.
  'many-lines',
  // Totals of about a thousand billion yuan.
  'huge',
  // No amount is round.
  'all-fen',
  // Amounts of a few yuan, which round to 0.00.
  'tiny',
  // Names as long as they come.
  'long-names',
  // Projects of one name in several units.
  'equal-names',
  // This year is last year.
  'unchanged',
  // Nothing in last year's budget of what this year holds but wages.
  'fresh',
  // Money is carried over and money is left for next year.
  'carried',
  // Every source that there is.
  'all-sources',
] as const
export type Shape = (typeof SHAPES)[number]
