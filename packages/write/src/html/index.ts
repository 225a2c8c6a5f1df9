export { html, Markup } from './markup.ts'
export { writeHtml } from './write-html.ts'
