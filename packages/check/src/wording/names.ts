/** The name of the organisation in other spellings, and the name of another one left in the text. */
import { type Catalogue, nameDistance, plainName, type Region } from '@gouji/ledger'
import type { Evidence, Finding } from '../report.ts'
import { findingOf, listed, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { type Body, bodyOf, type Lines } from './body.ts'
import { evidenceOfSpot } from './finding.ts'
import { isKin, lastRegion, regionOf, regionsNamed } from './region.ts'

export const WORDING_NAME: RuleInfo = {
  id: 'WORDING-NAME',
  severity: 'warning',
  title: { zh: '单位名称前后不一致', en: 'Spellings of the organisation’s name' },
  checks: '文中本单位的全称应当与封面一致；只差几个字的，多为笔误或沿用旧名。',
  basis: '主体唯一：同一单位只有一个全称',
  good: '封面和申报表都写“某区政务服务和大数据管理局”',
  bad: '封面写“某区政务服务和大数据管理局”，申报表写“某区人民政府服务和大数据管理局”',
}

export const WORDING_NAME_OTHER: RuleInfo = {
  id: 'WORDING-NAME-OTHER',
  severity: 'warning',
  title: { zh: '留有其他地区单位的名称', en: 'Name of another place left over' },
  checks: '说本单位预算的句子，主语不应当是其他地区的单位。',
  basis: '公开文本应为本单位内容：他处名称多为抄录模板所致',
  good: '甲市财政局的预算：“甲市财政局2024年收支总预算……”',
  bad: '甲市财政局的预算：“乙市财政局2024年收支总预算……”',
}

interface Variant {
  readonly text: string
  readonly evidence: Evidence
}

export function wordingName(context: RuleContext): Finding[] {
  const name = plainName(context.reading.identity.organisation ?? '').replace(/\([^()]*\)$/, '')
  const body = bodyOf(context)
  const region = regionOf(name)
  const core = name.slice(region.length)
  // Short cores differ by little from those of other bureaus (财政局, 民政局), and so do the names of neighbours:
  // two streets, two schools.
  if (body.blank || region === '' || core.length < 8 || !/(?:局|办公室|委员会|厅|署)$/.test(core)) return []
  const found = new Map<string, Variant>()
  for (const lines of [body.prose, body.cells])
    for (const v of variantsIn(lines, region, core, body.damaged)) found.set(v.text, v)
  const variants = [...found.values()]
  const short = shortOf(body)
  const findings: Finding[] = []
  if (variants.length > 0) {
    findings.push(
      findingOf(WORDING_NAME, {
        key: variants[0]!.text,
        ...(body.damaged ? { origin: 'possibly-conversion' as const } : {}),
        message: `本单位是“${name}”，文中又写作 ${listed(variants.map((v) => `“${v.text}”`))}。请统一为全称。`,
        expected: name,
        found: variants[0]!.text,
        evidence: variants.map((v) => v.evidence),
      }),
    )
  }
  return [...findings, ...short]
}

function variantsIn(lines: Lines, region: string, core: string, damaged: boolean): Variant[] {
  const last = lastRegion(region)
  const limit = Math.floor(core.length / 3.5)
  const end = core.slice(-2)
  const variants: Variant[] = []
  for (const { line, at, match } of lines.find(
    new RegExp(`${last}([\\u4e00-\\u9fff]{4,${core.length + limit}})`, 'g'),
  )) {
    const tail = match[1]!
    const stop = tail.indexOf(end, core.length - limit - end.length)
    if (stop < 0) continue
    const said = tail.slice(0, stop + end.length)
    if (plainName(said) === core || said.includes(core)) continue
    const distance = nameDistance(plainName(said), core, limit)
    // Damage of one character in a scan says nothing about the document.
    if (distance === undefined || (damaged && said.length === core.length && distance <= 1)) continue
    variants.push({ text: `${last}${said}`, evidence: evidenceOfSpot({ line, at, length: match[0].length }) })
  }
  return variants
}

/** The short name before 本级 that lacks a character of the one used elsewhere. */
function shortOf(body: Body): Finding[] {
  const counts = new Map<string, number>()
  const hits = body.prose.find(/([\u4e00-\u9fff]{6})本级/g)
  for (const { match } of hits) counts.set(match[1]!, (counts.get(match[1]!) ?? 0) + 1)
  const usual = [...counts].sort((a, b) => b[1] - a[1])[0]
  if (!usual || usual[1] < 4) return []
  const [name] = usual
  const shorter = new Set([...name].slice(1).map((_, i) => name.slice(0, i + 1) + name.slice(i + 2)))
  const odd = hits.filter(({ match }) => match[1] !== name && shorter.has(match[1]!.slice(1)))
  if (odd.length === 0) return []
  const { line, at, match } = odd[0]!
  return [
    findingOf(WORDING_NAME, {
      key: match[1]!.slice(1),
      severity: 'info',
      message: `文中简称“${name}”用了 ${usual[1]} 次，这里写作“${match[1]!.slice(1)}”，疑漏字。请核对。`,
      expected: name,
      found: match[1]!.slice(1),
      evidence: [evidenceOfSpot({ line, at, length: match[0].length })],
    }),
  ]
}

const SUBJECT =
  /([\u4e00-\u9fff]{2,10}?[省市区县])([\u4e00-\u9fff]{1,20}?(?:局|委员会|办公室|街道办事处|人民政府|中心|学校|医院|院))(?=20\d\d年|所有收入|所属各|部门预算|单位预算|部门决算|单位决算)/g

export function wordingNameOther(context: RuleContext): Finding[] {
  const name = plainName(context.reading.identity.organisation ?? '')
  const body = bodyOf(context)
  const { catalogue } = context.knowledge
  const region = regionOf(name)
  const own = ownRegions(region, catalogue)
  if (body.blank || region === '') return []
  const subjects = body.prose.find(SUBJECT)
  const speaksOften = subjects.filter(({ match }) => (match[1]! + match[2]!).endsWith(name)).length >= OFTEN
  const seen = new Set<string>()
  return subjects.flatMap(({ line, at, match }) => {
    const places = regionsAtEnd(match[1]!, catalogue)
    const isKnown = places.length > 0
    const isElsewhere = own.length > 0 && !places.some((place) => own.some((one) => isKin(place, one)))
    const strange = isKnown ? (isElsewhere ? places[0]!.name : undefined) : strangePlace(match[1]!, region)
    // Of places that no list has, only one that speaks once among many sentences of the organisation itself is strange.
    if (strange === undefined || seen.has(strange) || (!isKnown && !speaksOften)) return []
    if (!isKnown && subjects.filter((s) => s.match[1]!.endsWith(strange)).length > 1) return []
    seen.add(strange)
    const other = strange + match[2]!
    return [
      findingOf(WORDING_NAME_OTHER, {
        key: other,
        message: `本单位是“${name}”，这里的主语是“${other}”。疑抄录他处文本，请核对整段内容。`,
        expected: name,
        found: other,
        evidence: [evidenceOfSpot({ line, at, length: match[0].length })],
      }),
    ]
  })
}

/** So many sentences begin with the organisation's own name in a book that was not cut up. */
const OFTEN = 4

/** The place of a subject where it is a name (不是全市、我区) and not the organisation's own or one that contains it. */
function strangePlace(said: string, region: string): string | undefined {
  if (said.length < 3 || /(?:全|我|本|各|该|其|等|、|和)[省市区县]$|在|对|从|由|按/.test(said)) return undefined
  const own = region.match(/[^省市区县]{1,5}[省市区县]/g) ?? []
  return own.some((part) => said.endsWith(part) || part.endsWith(said)) ? undefined : said
}

/** The smallest region of the name that the catalogue knows (not every new zone): all of its name, within the larger ones. */
function ownRegions(region: string, catalogue: Catalogue): readonly Region[] {
  const names = region.match(/[^省市区县]{1,5}[省市区县]/g) ?? []
  return names.reduce<readonly Region[]>((above, name) => {
    const named = regionsNamed(name, catalogue)
    const within = named.filter((one) => above.length === 0 || above.some((larger) => isKin(one, larger)))
    return within.length > 0 ? within : above
  }, [])
}

/** Only regions that the catalogue knows: 全市, 我区 and the like name no other place. */
function regionsAtEnd(text: string, catalogue: Catalogue): readonly Region[] {
  for (let from = 0; from <= text.length - 3; from++) {
    const regions = regionsNamed(text.slice(from), catalogue).filter((region) => !region.isPlainWord)
    if (regions.length > 0) return regions
  }
  return []
}
