import { describe, expect, it } from 'vitest'
import { documentOf, findingsIn } from '../testing/findings-of.ts'
import { isIdentity } from './privacy.ts'

const COVER = '丙湖区档案馆\n2024年单位预算\n'

async function found(text: string): Promise<string[]> {
  const findings = findingsIn(await documentOf(COVER + text)).filter((f) => f.rule.startsWith('PRIVACY'))
  return findings.map((f) => `${f.severity} ${f.found}`)
}

/** Numbers made up for the test: the telephone has no such exchange, the identity number a region without a code. */
const PHONE = '19900000017'
const IDENTITY = '999999190001010015'

describe('numbers of persons', () => {
  it('are found in sentences and masked', async () => {
    expect(await found(`联系电话：${PHONE}。`)).toEqual(['warning 1990****017'])
    expect(await found('联系人手机199 0000 0017。')).toEqual(['warning 1990****017'])
    expect(isIdentity(IDENTITY)).toBe(true)
    expect(await found(`身份证号${IDENTITY}。`)).toEqual(['error 999**************5'])
  })

  it('are found in one cell, in the next, and split over two', async () => {
    for (const cells of [`联系电话|${PHONE}|备注`, '联系电话|199000|00017', `联系电话：${PHONE}|备注|无`]) {
      expect(await found(`申报表\n项目|金额|备注\n${cells}\n合计|1.00|2.00`), cells).toEqual(['warning 1990****017'])
    }
  })

  it('are never shown in full', async () => {
    const all = findingsIn(await documentOf(`${COVER}联系电话：${PHONE}，身份证号${IDENTITY}。`))
    const shown = JSON.stringify(all.filter((f) => f.rule.startsWith('PRIVACY')))
    expect(shown).not.toContain(PHONE)
    expect(shown).not.toContain(IDENTITY)
  })

  it('are not office lines, codes, amounts or rows of numbers', async () => {
    expect(await found('联系电话：0571-12345678，服务热线12345。')).toEqual([])
    expect(await found('项目代码330600210122215001005，金额13900000000元。')).toEqual([])
    expect(await found('各季度分别为15 304 512 3456户。')).toEqual([])
    expect(await found(`身份证号${IDENTITY.slice(0, 17)}4。`)).toEqual([])
  })
})

describe('names of clerks', () => {
  it('are found and masked', async () => {
    expect(await found('填报人：赵某某。')).toEqual(['warning 赵**'])
    expect(await found('申报表\n填报人|钱某|联系科室|办公室\n合计|1.00|2.00|3.00')).toEqual(['warning 钱*'])
    expect(await found('申报表\n填报人|孙|：某|无\n合计|1.00|2.00|3.00')).toEqual(['warning 孙*'])
    expect(await found('项目负责人：李某。')).toEqual(['info 李*'])
  })

  it('are not empty fields and offices', async () => {
    expect(await found('填报人：　　联系科室：办公室。')).toEqual([])
    expect(await found('填报人|（签章）|联系人|办公室|1.00')).toEqual([])
  })
})
