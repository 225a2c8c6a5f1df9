/** Something that keeps a book from being finished, as data; the wording stands in a table of its own. */
export interface ComposeProblem {
  readonly code:
    | 'ledger-too-coarse'
    | 'measurement-missing'
    | 'measurement-unsaid'
    | 'reason-missing'
    | 'reason-contradicts'
    | 'base-missing'
    | 'template-wrong'
    | 'form-unknown'
    | 'sentence-unknown'
    | 'axis-unknown'
    | 'coordinates-wrong'
    | 'text-missing'
    | 'table-too-long'
  readonly severity: 'error' | 'warning'
  /** Where in the pack: sentences.income, forms.balance. */
  readonly path: string
  readonly facts: Readonly<Record<string, string | number>>
}
