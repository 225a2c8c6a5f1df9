/**
 * Names that a narrow cell has broken over two lines, and a conversion has made two rows of: 机关事业单位基本养老保 above
 * 险缴费支出. The catalogue says that only both together are a name.
 */
import { bareName, type Catalogue } from '@gouji/ledger'
import type { RawRow } from './raw-row.ts'
import type { SubjectTable } from './subject.ts'

/** The row above with the whole name, when `rest` (a row without figures) holds nothing but the end of it. */
export function wholeName(
  above: RawRow | undefined,
  rest: RawRow,
  subjects: SubjectTable,
  catalogue: Catalogue,
  year: number,
): RawRow | undefined {
  if (!above || above.label === '' || rest.label === '' || rest.codeParts.length > 0 || rest.from !== above.from)
    return undefined
  const label = above.label + rest.label
  const known = (name: string): boolean => catalogue.byName(subjects, bareName(name), year).length > 0
  return known(label) && !known(rest.label) ? { ...above, label } : undefined
}
