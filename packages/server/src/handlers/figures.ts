/** Figures that can be followed over years and compared between units, by name, with the coordinates that they stand for. */
import type { Coordinates } from '@gouji/ledger'

export const FIGURES: Readonly<Record<string, Coordinates>> = {
  收入总计: { flow: 'income' },
  支出总计: { flow: 'expenditure' },
  财政拨款收入: { flow: 'income', source: 'fiscal' },
  财政拨款支出: { flow: 'expenditure', source: 'fiscal' },
  一般公共预算支出: { flow: 'expenditure', source: 'general' },
  政府性基金预算支出: { flow: 'expenditure', source: 'fund' },
  基本支出: { flow: 'expenditure', character: 'basic' },
  人员经费: { flow: 'expenditure', character: 'personnel' },
  公用经费: { flow: 'expenditure', character: 'public' },
  项目支出: { flow: 'expenditure', character: 'project' },
  三公经费: { flow: 'expenditure', item: 'three-public' },
  因公出国费: { flow: 'expenditure', item: 'abroad' },
  公务接待费: { flow: 'expenditure', item: 'reception' },
  公务用车费: { flow: 'expenditure', item: 'vehicles' },
  机关运行经费: { flow: 'expenditure', item: 'office-running' },
  政府采购: { procurement: 'procured' },
}

/** By its name, or a code of the functional classification. */
export function figureNamed(name: string): Coordinates | undefined {
  const known = Object.hasOwn(FIGURES, name) ? FIGURES[name] : undefined
  return known ?? (/^\d{3}(?:\d{2}){0,2}$/.test(name) ? { flow: 'expenditure', function: name } : undefined)
}
