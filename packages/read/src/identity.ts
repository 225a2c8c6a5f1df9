/**
 * Whose document it is, for which year, and whether it is a 预算 or a 决算, from the cover and the titles.
 */
import type { Block } from '@gouji/document'
import { plainName } from '@gouji/ledger'
import type { Identity } from './reading.ts'

const OWNER =
  /([\u4e00-\u9fff（）()·]{2,40}?(?:局|委员会|委|办公室|办|中心|院|厅|署|学校|大学|学院|中学|小学|幼儿园|医院|街道|街道办事处|人民政府|镇|乡|所|站|馆|队|处|总队|支队|公司|协会|联合会|总会|法院|检察院|部|会|社|台|园|库|厂))(?=(?:\d{4}|[一二三四五六七八九〇○零]{4}|部门|单位|\(|概况|$))/

/** A name that ends as the names of public bodies do, or says 本级 or 机关. */
export const isNamedOwner = (name: string): boolean =>
  name.length >= 5 && (/(?:本级|机关)$/.test(name) || OWNER.exec(name)?.[1] === name)

export function readIdentity(blocks: readonly Block[], name: string): Identity {
  const opening: string[] = []
  let all = ''
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      if (opening.length < 40) opening.push(plainName(block.text))
      if (all.length < 60_000) all += `${plainName(block.text)}\n`
    }
  }
  const cover = opening.slice(0, 12)
  const year = yearOf(cover) ?? yearOf([plainName(name)]) ?? commonYear(all)
  const stage = stageOf([...cover, plainName(name)].join('\n'), all)
  const organisation = organisationOf(opening)
  const audience = audienceOf(cover.join('\n')) ?? audienceOf(all)
  return {
    ...(organisation === undefined ? {} : { organisation }),
    ...(year === undefined ? {} : { year }),
    ...(stage === undefined ? {} : { stage }),
    ...(audience === undefined ? {} : { audience }),
  }
}

const HAN_DIGITS = '〇一二三四五六七八九'

function yearOf(lines: readonly string[]): number | undefined {
  for (const line of lines) {
    const m = /(20[0-4]\d)(?:年|\D{0,4}(?:部门|单位|预算|决算))/.exec(line)
    if (m) return Number(m[1])
    const han = /(二[〇○零O0][〇○零一二三四五六七八九]{2})年/.exec(line)
    if (han) {
      const digits = [...han[1]!].map((c) => ('○零O0'.includes(c) ? 0 : HAN_DIGITS.indexOf(c)))
      return Number(digits.join(''))
    }
  }
  return undefined
}

function commonYear(text: string): number | undefined {
  const counts = new Map<number, number>()
  for (const m of text.matchAll(/(20[0-4]\d)年(?:度)?(?:部门|单位|预算|一般|财政|收)/g)) {
    counts.set(Number(m[1]), (counts.get(Number(m[1])) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

function stageOf(cover: string, all: string): 'budget' | 'final' | undefined {
  const final = /决算/.test(cover)
  if (final && !/预算(?!主管)/.test(cover.replace(/预算绩效|预算单位|预算执行/g, ''))) return 'final'
  if (!final && /预算/.test(cover)) return 'budget'
  // Accounts name the budget as often: the money (一般公共预算), what was carried out of it, what it is compared with.
  const told = all.replace(
    /(?:一般公共|政府性基金|国有资本经营|社会保险基金|年初|全年|调整后?|完成|当年|本年)预算|预算(?:绩效|单位|法|执行|管理|数相比|相比)/g,
    '',
  )
  const finals = told.match(/决算/g)?.length ?? 0
  const budgets = told.match(/预算/g)?.length ?? 0
  if (finals === 0 && budgets === 0) return undefined
  return finals > budgets * 0.6 ? 'final' : 'budget'
}

const audienceOf = (text: string): Identity['audience'] => {
  const m = /(部门|单位)(?:预算|决算)/.exec(text)
  return m ? (m[1] === '部门' ? 'department' : 'unit') : undefined
}

function organisationOf(opening: readonly string[]): string | undefined {
  for (const line of opening) {
    const labelled = /(?:主管部门|编制部门|编制单位|部门名称|单位名称)[:：](?:【\w+】)?([\u4e00-\u9fff()]{3,40})/.exec(
      line,
    )
    if (labelled) return labelled[1]
    const bare = line.replace(/^第[一二三四五六七八九十]+部分|^[一二三四五六七八九十]+、|^关于/, '')
    const m = OWNER.exec(bare)
    if (m && m.index === 0 && !/^(?:目录|主要|内设|所属|本)/.test(bare)) return m[1]
  }
  return undefined
}
