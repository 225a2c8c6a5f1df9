import type { Document } from '@gouji/document'
import { loadKnowledge } from '@gouji/knowledge'
import { read } from '@gouji/read'
import { expect, it } from 'vitest'
import { check } from './check.ts'
import { documentOf } from './testing/findings-of.ts'

/** The contents list a table that the first pages do not have. */
const BOOK = `
云湖市档案馆
2025年单位预算

目录

一、单位概况........1

二、2025年单位预算表........2

2025年单位收支预算总表........2

2025年单位政府性基金预算支出表........3

一、单位概况

二、2025年单位预算表

2025年单位收支预算总表

单位：万元

收入 | | 支出 |
项目 | 预算数 | 项目 | 预算数
一、一般公共预算拨款收入 | 120.00 | 一、一般公共服务支出 | 100.00
二、事业收入 | | 二、社会保障和就业支出 | 20.00
收入总计 | 120.00 | 支出总计 | 120.00
`

const report = async (pages?: { read: number; pages: number }) => {
  const knowledge = loadKnowledge()
  const whole = await documentOf(BOOK)
  const document: Document = pages
    ? { ...whole, doubts: [{ code: 'pages-beyond-limit', place: { page: pages.read + 1 }, facts: pages }] }
    : whole
  return check(document, read(document, knowledge), knowledge)
}

it('tells what is missing in a document that was read whole', async () => {
  const { findings, verdict } = await report()
  expect(findings.map(({ rule, state }) => `${rule} ${state}`)).toContain('STRUCT-CONTENTS fail')
  expect(verdict).toBe('fail')
})

it('verifies nothing that may stand on pages beyond the limit', async () => {
  const { findings, verdict, coverage } = await report({ read: 2000, pages: 2083 })
  const missing = findings.find(({ rule }) => rule === 'STRUCT-CONTENTS')
  expect(missing).toMatchObject({ state: 'unverified', severity: 'info' })
  expect(missing!.message).toContain('还有 83 页没有读，未校验')
  expect(coverage.pagesUnread).toBe(83)
  expect(verdict).toBe('unverified')
})
