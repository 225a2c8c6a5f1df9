import { describe, expect, test } from 'vitest'
import { bareName, looseName, plainName } from './name.ts'
import { nameDistance } from './name-distance.ts'
import { hanNumber, numbering } from './numbering.ts'

test('plainName undoes what print and conversion do', () => {
  for (const [printed, plain] of [
    ['政府办公厅（室）及相关机构事务', '政府办公厅(室)及相关机构事务'],
    ['收 入\n总　计', '收入总计'],
    ['“三公”经费', '"三公"经费'],
    ['１２月，ＡＢ', '12月、AB'],
    ['預算總表', '预算总表'],
    ['行政運行費', '行政运行费'],
    ['⼀般公共服务⽀出', '一般公共服务支出'],
    ['⻓期⺠生', '长期民生'],
    ['\u200b办公费\ufeff', '办公费'],
    ['①一般', '①一般'],
    ['面积m²', '面积m²'],
  ]) {
    expect(plainName(printed!)).toBe(plain)
  }
})

test('bareName takes away numbers, marks and codes, and nothing of the name', () => {
  for (const [printed, bare] of [
    ['一、一般公共服务支出', '一般公共服务支出'],
    ['一般公共服务支出', '一般公共服务支出'],
    ['廿一、其他支出', '其他支出'],
    ['二十一．住房保障支出', '住房保障支出'],
    ['（二）政府性基金', '政府性基金'],
    ['1.一般公共预算', '一般公共预算'],
    ['（1） 公务用车购置费', '公务用车购置费'],
    ['②公务用车运行费', '公务用车运行费'],
    ['其中：财政拨款', '财政拨款'],
    ['  1、其中：基本支出', '基本支出'],
    ['★行政运行', '行政运行'],
    ['卫生健康支出（类）', '卫生健康支出'],
    ['行政单位医疗(项)', '行政单位医疗'],
    ['2080505 机关事业单位基本养老保险缴费支出', '机关事业单位基本养老保险缴费支出'],
    ['208-社会保障和就业支出', '社会保障和就业支出'],
    ['收入合计：', '收入合计'],
    ['因公出国（境）费用', '因公出国(境)费用'],
    ['三公经费', '三公经费'],
    ['十三五规划', '十三五规划'],
    ['2024年预算数', '2024年预算数'],
    ['（一）', '(一)'],
    ['*', '*'],
    ['', ''],
  ]) {
    expect(bareName(printed!)).toBe(bare)
  }
})

test('bareName of a bare name is itself', () => {
  for (const name of ['一、二、其中：（类）', '★1.（一）其中：办公费（款）', '第一部分 概况']) {
    expect(bareName(bareName(name))).toBe(bareName(name))
  }
})

test('looseName forgets little words', () => {
  expect(looseName('社会保障和就业支出')).toBe(looseName('社会保障就业'))
  expect(looseName('支出')).not.toBe('')
})

describe('numbering', () => {
  for (const [text, style, value, rest] of [
    ['一、收入', 'han-comma', 1, '收入'],
    ['一 、收入', 'han-comma', 1, '收入'],
    ['十九、住房', 'han-comma', 19, '住房'],
    ['二 十 一、其他', 'han-comma', 21, '其他'],
    ['廿一、其他', 'han-comma', 21, '其他'],
    ['卅、其他', 'han-comma', 30, '其他'],
    ['（十二） 其他', 'han-bracket', 12, '其他'],
    ['㈢其他', 'han-bracket', 3, '其他'],
    ['1.收入', 'digit-dot', 1, '收入'],
    ['１．收入', 'digit-dot', 1, '收入'],
    ['⒉收入', 'digit-dot', 2, '收入'],
    ['3、收入', 'digit-comma', 3, '收入'],
    ['(4)收入', 'digit-bracket', 4, '收入'],
    ['⑸收入', 'digit-bracket', 5, '收入'],
    ['6）收入', 'digit-half-bracket', 6, '收入'],
    ['⑦收入', 'circled', 7, '收入'],
    ['第三部分 名词解释', 'section', 3, '名词解释'],
    ['第十二章 附则', 'section', 12, '附则'],
  ] as const) {
    test(text, () => expect(numbering(text)).toEqual({ style, value, rest }))
  }
  for (const text of ['一般公共服务', '1.5万元', '2024年', '十三五规划', '（境）', '三公经费', '2080505', '']) {
    test(`${text} has none`, () => expect(numbering(text)).toBeUndefined())
  }
})

test('hanNumber', () => {
  for (const [text, value] of [
    ['十', 10],
    ['二十', 20],
    ['廿九', 29],
    ['一百零三', 103],
    ['一百二十', 120],
    ['二一', 21],
    ['十百', undefined],
    ['', undefined],
  ] as const) {
    expect(hanNumber(text), text).toBe(value)
  }
})

test('nameDistance: lookalikes cost half, and beyond the limit there is no answer', () => {
  for (const [a, b, limit, distance] of [
    ['办公费', '办公费', 0, 0],
    ['杜会保障', '社会保障', 1, 0.5],
    ['行政远行', '行政运行', 1, 0.5],
    ['行政运', '行政运行', 1, 1],
    ['行政单位', '事业单位', 2, 2],
    ['行政单位', '事业单位', 1.5, undefined],
    ['水费', '电费', 0.5, undefined],
    ['', '费', 1, 1],
    ['办公费印刷费', '办公费', 2, undefined],
  ] as const) {
    expect(nameDistance(a, b, limit), `${a} ${b}`).toBe(distance)
    expect(nameDistance(b, a, limit), `${b} ${a}`).toBe(distance)
  }
})
