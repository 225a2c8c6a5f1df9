/** What `gouji synth` says. */
import type { Language } from './index.ts'

export interface SynthWords {
  readonly usage: string
  readonly isThere: (path: string) => string
  readonly badNumber: (option: string, from: number, to: number) => string
  readonly needsPack: (option: string) => string
  readonly unknownPack: (name: string, known: string) => string
  readonly badFormat: (name: string, known: string) => string
  readonly wrote: (departments: number, units: number, path: string) => string
  readonly books: (files: number, errors: number) => string
  readonly unfinished: (name: string, problems: number) => string
}

export const SYNTH_WORDS: Readonly<Record<Language, SynthWords>> = {
  zh: {
    usage: '用法：gouji synth 文件夹 [--units 个数] [--seed 种子] [--pack 模板包]',
    isThere: (path) => `${path} 已存在；要覆盖请加 --force`,
    badNumber: (option, from, to) => `${option} 应为 ${from} 至 ${to} 的整数`,
    needsPack: (option) => `${option} 要同时用 --pack 指定模板包`,
    unknownPack: (name, known) => `没有可用的模板包“${name}”。现有：${known}`,
    badFormat: (name, known) => `不能写成“${name}”。可选：${known}`,
    wrote: (departments, units, path) => `已写入 ${path}：${departments} 个部门，${units} 个单位的账。`,
    books: (files, errors) => `成书 ${files} 份，埋入差错 ${errors} 处，列在 truth.json。`,
    unfinished: (name, problems) => `${name}：这个模板包还要 ${problems} 项账上没有的内容，书不完整。`,
  },
  en: {
    usage: 'usage: gouji synth FOLDER [--units COUNT] [--seed SEED] [--pack PACK]',
    isThere: (path) => `${path} exists; --force writes over it`,
    badNumber: (option, from, to) => `${option} takes a whole number from ${from} to ${to}`,
    needsPack: (option) => `${option} needs --pack`,
    unknownPack: (name, known) => `there is no usable pack "${name}"; there are: ${known}`,
    badFormat: (name, known) => `cannot write "${name}"; choose from: ${known}`,
    wrote: (departments, units, path) => `wrote ${path}: ledgers of ${departments} departments with ${units} units`,
    books: (files, errors) => `${files} books with ${errors} planted errors, listed in truth.json`,
    unfinished: (name, problems) =>
      `${name}: the pack asks for ${problems} things that the ledger lacks; the book is not whole`,
  },
}
