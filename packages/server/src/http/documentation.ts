/** The page that documents the interface: plain HTML from the same table, with no script and nothing from outside. */
import { API, type Endpoint } from '@gouji/api'
import { z } from 'zod'
import { GROUP_NAMES, whoText } from './openapi.ts'
import { STATUS_OF } from './problem.ts'
import { PREFIX } from './registrar.ts'
import { PROBLEM_WORDS, type ProblemCode } from './wording.ts'

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const schemaText = (schema: z.ZodType, io: 'input' | 'output'): string => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return `<pre>${escapeHtml(JSON.stringify(rest, null, 1))}</pre>`
}

const KINDS: Readonly<Record<string, string>> = {
  file: '文件',
  events: '服务器推送事件（text/event-stream）',
  nothing: '没有内容（204）',
  upload: '文件（multipart/form-data）',
}

function section(title: string, schema: z.ZodType | string | undefined, io: 'input' | 'output'): string {
  if (schema === undefined) return ''
  if (typeof schema === 'string') return `<p><b>${title}</b>：${KINDS[schema]}</p>`
  return `<details><summary>${title}</summary>${schemaText(schema, io)}</details>`
}

function entry(group: string, name: string, endpoint: Endpoint): string {
  const marks = [endpoint.versioned ? '需要 If-Match' : '', endpoint.repeatable ? '可带 Idempotency-Key' : ''].filter(
    Boolean,
  )
  return `<section id="${group}.${name}"><h3><code>${endpoint.method} ${escapeHtml(PREFIX + endpoint.path)}</code> ${escapeHtml(endpoint.summary)}</h3>
<p>${escapeHtml([`谁可以用：${whoText(endpoint)}`, ...marks].join('；'))}</p>
${section('路径参数', endpoint.params, 'input')}${section('查询参数', endpoint.query, 'input')}${section('请求', endpoint.body, 'input')}${section('回答', endpoint.response, 'output')}</section>`
}

export function documentationPage(version: string): string {
  const groups = Object.entries(API).map(([group, endpoints]) => {
    const entries = (Object.entries(endpoints) as [string, Endpoint][]).map(([name, one]) => entry(group, name, one))
    return `<h2 id="${group}">${GROUP_NAMES[group as keyof typeof API]}</h2>\n${entries.join('\n')}`
  })
  const problems = (Object.keys(PROBLEM_WORDS) as ProblemCode[]).map(
    (code) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${STATUS_OF[code]}</td><td>${escapeHtml(PROBLEM_WORDS[code].title)}</td><td>${escapeHtml(PROBLEM_WORDS[code].detail({}))}</td></tr>`,
  )
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>勾稽接口说明</title><link rel="stylesheet" href="${PREFIX}/docs.css"></head><body>
<header><h1>勾稽接口说明</h1><p>版本 ${escapeHtml(version)}。机器可读：<a href="${PREFIX}/openapi.json">OpenAPI 3.1</a>。</p>
<p>用 Cookie 登录时，写操作须带 <code>X-CSRF-Token</code>（见 <code>GET ${PREFIX}/me</code>）；程序用 <code>Authorization: Bearer 令牌</code>。出错时按 RFC 9457 回答。</p>
<nav>${Object.entries(GROUP_NAMES)
    .map(([group, name]) => `<a href="#${group}">${name}</a>`)
    .join(' · ')} · <a href="#problems">出错代码</a></nav></header>
<main>${groups.join('\n')}
<h2 id="problems">出错代码</h2><table><thead><tr><th>代码</th><th>状态</th><th>含义</th><th>怎么办</th></tr></thead><tbody>${problems.join('\n')}</tbody></table></main></body></html>`
}

export const DOCUMENTATION_STYLE = `body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2328}
h2{border-bottom:1px solid #d0d7de;margin-top:2.5rem}h3{margin-bottom:.2rem;font-size:1rem}code,pre{font-family:ui-monospace,monospace}
pre{background:#f6f8fa;padding:.8rem;overflow:auto;font-size:.85rem}section{margin:1.2rem 0}table{border-collapse:collapse}
td,th{border:1px solid #d0d7de;padding:.3rem .6rem;text-align:left;vertical-align:top}a{color:#0550ae}`
