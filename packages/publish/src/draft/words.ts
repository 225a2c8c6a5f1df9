/** Titles and headings of one document, made fit for every year and unit. */
export interface Words {
  readonly year: number | undefined
  readonly organisation?: string
  readonly audience?: 'department' | 'unit'
}

/** 2025年示例局部门预算 → {年度}年{公开主体}{主体}预算. Braces of the document's own are written twice. */
export function generalised(text: string, { year, organisation, audience }: Words): string {
  let out = text.trim().replace(/\s+/g, ' ').replaceAll('{', '{{').replaceAll('}', '}}')
  if (organisation) out = out.replaceAll(organisation, '{公开主体}')
  if (year !== undefined) {
    out = out.replaceAll(`${year}年`, '{年度}年').replaceAll(`${year - 1}年`, '{上年}年')
  }
  const own = audience === 'unit' ? '单位' : '部门'
  return out.replace(new RegExp(`${own}(?=(?:财务|收|支|财政|一般|政府|国有|项目|“|预算|决算))`, 'g'), '{主体}')
}
