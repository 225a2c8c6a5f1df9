/** What `gouji adopt` says. */
import type { Language } from './index.ts'

export interface AdoptWords {
  readonly usage: string
  readonly isThere: (path: string) => string
  readonly wrote: (path: string, lines: number) => string
  readonly share: (kept: number, all: number) => string
  readonly pack: (id: string) => string
  readonly undecided: (count: number, path: string) => string
  readonly title: (file: string) => string
}

export const ADOPT_WORDS: Readonly<Record<Language, AdoptWords>> = {
  zh: {
    usage: '用法：gouji adopt 文件 --out 文件夹',
    isThere: (path) => `${path} 已存在；要覆盖请加 --force`,
    wrote: (path, lines) => `已写入 ${path}，明细 ${lines} 笔。`,
    share: (kept, all) => `文件印出的 ${all} 个金额，账上还原 ${kept} 个。`,
    pack: (id) => `各表的表样与模板包 ${id} 最为接近，已写入 budget.yaml。`,
    undecided: (count, path) => `未能确定的 ${count} 项列在 ${path}。`,
    title: (file) => `${file} 立账说明`,
  },
  en: {
    usage: 'usage: gouji adopt FILE --out FOLDER',
    isThere: (path) => `${path} exists; --force writes over it`,
    wrote: (path, lines) => `wrote ${path}, ${lines} lines`,
    share: (kept, all) => `Of ${all} printed amounts the ledger gives back ${kept}.`,
    pack: (id) => `The tables are most like those of the pack ${id}, which budget.yaml now names.`,
    undecided: (count, path) => `${count} points that could not be decided are listed in ${path}`,
    title: (file) => `The ledger taken over from ${file}`,
  },
}
