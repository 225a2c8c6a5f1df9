/** The look of the report. Style and script are part of the page; their hashes are all that its policy allows. */
import { createHash } from 'node:crypto'
import { SCRIPT } from './script.ts'

export const STYLE = `
:root{color-scheme:light;--ink:#1d2430;--soft:#566072;--line:#d5dae2;--paper:#fff;--ground:#f4f6f9;--error:#b3261e;--error-soft:#fdecea;--warning:#8a5300;--warning-soft:#fff4e0;--info:#1d5fa8;--info-soft:#e8f1fb;--pass:#1b6e3c;--pass-soft:#e6f4ea;--mark:#ffe1de;--evidence:#e3eefb}
*{box-sizing:border-box}
html{scroll-padding-top:4rem}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",system-ui,sans-serif}
a{color:var(--info)}
a:focus-visible,summary:focus-visible,input:focus-visible,article:focus-visible{outline:3px solid var(--info);outline-offset:2px;border-radius:4px}
.skip{position:absolute;left:-999px}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem 1rem;z-index:9}
.wrap{max-width:64rem;margin:0 auto;padding:0 1.25rem}
header.top{background:var(--paper);border-bottom:1px solid var(--line);padding:1.75rem 0 1.25rem}
h1{font-size:1.5rem;line-height:1.35;margin:.1rem 0 .3rem}
h2{font-size:1.2rem;margin:2rem 0 .75rem}
h3{font-size:1.02rem;margin:0;line-height:1.5}
.kind,.soft{color:var(--soft);font-size:.9rem}
.verdict{display:inline-block;font-weight:700;border-radius:999px;padding:.15rem .9rem;margin-right:.5rem;white-space:nowrap}
.verdict.fail{background:var(--error);color:#fff}
.verdict.pass{background:var(--pass);color:#fff}
.verdict.unverified{background:var(--warning);color:#fff}
.facts{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;margin:.5rem 0 0;padding:0;font-size:.88rem;color:var(--soft)}
.facts div{display:flex;gap:.4rem;min-width:0}
.facts dt{white-space:nowrap}.facts dd{margin:0;overflow-wrap:anywhere;min-width:0}
.bars{display:grid;grid-template-columns:1fr 1fr;gap:.75rem 2rem;margin:1rem 0 0}
.bars figure{margin:0}.bars figcaption{font-size:.9rem}
.bars svg{display:block;width:100%;height:.7rem;border-radius:4px;margin:.3rem 0}
.doubts{margin:.75rem 0 0;padding:.5rem 1rem;background:var(--warning-soft);border-left:4px solid var(--warning);font-size:.92rem}
.doubts ul{margin:0;padding-left:1.1rem}
.report{display:grid;grid-template-columns:minmax(0,1fr) minmax(22rem,30rem);gap:0 1rem;align-items:start;max-width:112rem;margin:0 auto;padding:0 1rem}
.document{min-width:0;padding:.75rem 0}
.list{position:sticky;top:0;max-height:100vh;overflow:auto;padding:0 .25rem 2rem;scroll-padding-top:9rem}
.list .bar{position:sticky;top:0;z-index:2;background:var(--ground);padding:.75rem 0 .5rem;border-bottom:1px solid var(--line)}
.list h2{margin:0 0 .3rem}
.list .group>h3{margin:1rem 0 .5rem;color:var(--soft);font-size:.95rem}
.tools{display:flex;gap:.5rem;align-items:center;margin:.2rem 0;font-size:.9rem;flex-wrap:wrap}
.tools output{min-width:4em;text-align:center;font-variant-numeric:tabular-nums}
.tools .keys{color:var(--soft);font-size:.82rem;margin-left:auto}
.tools .tolist{display:none}
.tools[hidden],.filter[hidden]{display:none}
button,select{font:inherit;padding:.2rem .7rem;border:1px solid var(--line);border-radius:6px;background:var(--paper);color:var(--ink)}
button:hover,select:hover{border-color:var(--info)}
button:focus-visible,select:focus-visible{outline:3px solid var(--info);outline-offset:1px}
.filter fieldset{border:0;margin:.2rem 0;padding:0;display:flex;flex-wrap:wrap;gap:.2rem .8rem}
.filter label .tag{margin:0}.filter label{display:inline-flex;gap:.3rem;align-items:center;white-space:nowrap;font-size:.9rem}
.filter label.chapter{display:flex;margin-top:.25rem}
.filter select{min-width:0;flex:1}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
article.card{background:var(--paper);border:1px solid var(--line);border-left:6px solid var(--info);border-radius:8px;padding:.7rem .9rem;margin:0 0 .7rem;font-size:.94rem}
article.error{border-left-color:var(--error)}article.warning{border-left-color:var(--warning)}article.waived{border-left-color:var(--line)}
article.now{box-shadow:0 0 0 2px var(--info)}
article.card:target{box-shadow:0 0 0 2px var(--info)}
article h4{font-size:1rem;line-height:1.5;margin:.15rem 0}
.accepted{color:var(--pass)}
.basis{font-size:.85rem}.rule{white-space:nowrap;font-size:.8rem;opacity:.8}
.page{margin:0 0 1.25rem}.page>h3{font-weight:400;margin:0 0 .2rem}
.page .sheet{position:relative;background:#fff;border:1px solid var(--line);box-shadow:0 1px 4px #0002;line-height:0}
.page img{display:block;width:100%;height:auto}
.page svg{position:absolute;inset:0;width:100%;height:100%}
.page svg a{cursor:pointer;outline:0!important}
.page svg .box{fill:transparent;stroke:var(--info);stroke-width:1.6}
.page svg .error .box{stroke:var(--error)}.page svg .warning .box{stroke:#d97900}.page svg .waived .box{stroke:#7a8494}
.page svg .suspect .box{fill:#ff3b3012}.page svg .suspect.warning .box{fill:#ffa00018}.page svg .suspect.info .box{fill:#1d5fa812}
.page svg .evidence .box{stroke-width:.9;stroke-dasharray:3 2;fill:#3b82f60f;stroke:var(--info)}
.page svg .flag{fill:var(--info)}.page svg .error .flag{fill:var(--error)}.page svg .warning .flag{fill:#a85f00}.page svg .waived .flag{fill:#7a8494}
.page svg text{font:700 7px system-ui,sans-serif;fill:#fff;text-anchor:middle}
.page svg a.now .box,.page svg a:hover .box,.page svg a:target .box{stroke-width:2.4;fill:#ffd54f55}
.page svg .evidence.now .box{stroke-width:1.4}
.page svg a:focus-visible .box{stroke-width:3.4;stroke:var(--info)}
.page svg rect.unchecked{fill:none;stroke:#9aa3b2;stroke-width:.7;stroke-dasharray:1.5 1.5}
.words{font-size:.9rem}.words>summary{color:var(--soft)}
.off{display:none}
td .off,th .off,p .off{display:inline;background:none!important;outline:0!important;color:inherit!important}
.paper{background:var(--paper);border:1px solid var(--line);box-shadow:0 1px 4px #0002;padding:1.5rem clamp(.8rem,3vw,3rem)}
.paper p{margin:.35rem 0;overflow-wrap:anywhere}.paper h3{margin:1.2rem 0 .4rem}.paper .center{text-align:center}.paper .right{text-align:right}
.paper .tab{color:var(--soft);border-bottom:1px solid var(--line)}
a.mark{color:inherit;text-decoration:none;border-radius:2px;padding:0 2px}
.mark.suspect{background:var(--mark);outline:2px solid var(--error);font-weight:700}
.mark.suspect.warning{background:var(--warning-soft);outline-color:#d97900}.mark.suspect.info{background:var(--info-soft);outline-color:var(--info)}
.mark.waived{background:#eef0f3!important;outline-color:#7a8494!important}
.mark.evidence{background:var(--evidence);outline:1px dashed var(--info)}
a.mark.now,a.mark:hover,a.mark:target{background:#ffe082;outline-width:3px}
a.mark:focus-visible{outline:3px solid var(--info)}
a.mark sup{font-size:.7em;line-height:0;color:var(--error);margin-left:.15em}
#tip{position:fixed;z-index:9;max-width:min(30rem,calc(100vw - 1rem));white-space:pre-line;background:#1d2430;color:#fff;border-radius:6px;padding:.5rem .8rem;font-size:.88rem;line-height:1.5;pointer-events:none;box-shadow:0 3px 12px #0005}
#tip[hidden]{display:none}
.tag{display:inline-block;font-size:.82rem;font-weight:700;border-radius:4px;padding:0 .5rem;margin-right:.5rem;background:var(--info-soft);color:var(--info)}
.waived .tag{background:#eef0f3;color:#566072}.error .tag{background:var(--error-soft);color:var(--error)}.warning .tag{background:var(--warning-soft);color:var(--warning)}
.card p{margin:.3rem 0}
.sum{font-variant-numeric:tabular-nums;overflow-wrap:anywhere;background:var(--ground);border-radius:4px;padding:.3rem .6rem}
.proposal{font-weight:700;color:var(--pass)}
details{margin:.3rem 0 0}summary{cursor:pointer;color:var(--soft);font-size:.9rem}
details ul{margin:.3rem 0;padding-left:1.2rem;font-size:.9rem}
.scroll{overflow-x:auto;margin:.6rem 0}
table{border-collapse:collapse;font-size:.88rem;background:var(--paper);font-variant-numeric:tabular-nums}
th,td{border:1px solid var(--line);padding:.2rem .55rem;vertical-align:top}
thead th,th[scope=col]{background:var(--ground);font-weight:600;text-align:center;vertical-align:middle}
tbody th[scope=row]{font-weight:400;text-align:left;min-width:7em}
tbody th.code{min-width:0}
td.number{text-align:right;white-space:nowrap}
td.hidden{opacity:.55}
tr.total th,tr.total td{font-weight:600}
.unchecked{background:repeating-linear-gradient(135deg,#fff 0 5px,#eceff3 5px 8px);color:var(--soft)}
td a,th a{color:inherit}
.legend{display:flex;gap:1rem;font-size:.88rem;color:var(--soft);flex-wrap:wrap}
.legend span span{padding:0 .5rem;margin-right:.3rem}
section.sheet{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:.75rem 1.25rem;margin:0 0 1rem}
section.sheet h3{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline}
footer{color:var(--soft);font-size:.85rem;padding:1rem 0 3rem}
@media (max-width:62rem){.report{display:block;padding:0 .75rem 4rem}.list{position:static;max-height:none;overflow:visible}.list .bar{position:static}.tools:not([hidden]){position:fixed;left:0;right:0;bottom:0;margin:0;padding:.5rem .75rem;background:var(--paper);border-top:1px solid var(--line);z-index:5;justify-content:space-between;flex-wrap:nowrap}.tools .keys{display:none}.tools .tolist{display:inline}}
@media (max-width:40rem){body{font-size:15px}.wrap{padding:0 .9rem}.bars{grid-template-columns:1fr}section.sheet{padding:.6rem .85rem}h1{font-size:1.25rem}button{padding:.3rem .6rem}}
.onpaper{display:none}
@media print{body{background:#fff;font-size:10pt}.onpaper{display:block}.page.plain{display:none}.skip,.tools:not([hidden]),.filter:not([hidden]),#tip,.words{display:none}header.top{border:0;padding:0}.wrap{max-width:none;padding:0}.report{display:block;padding:0;max-width:none}.list{position:static;max-height:none;overflow:visible;break-before:page}.list .bar{position:static}article.card,.page{break-inside:avoid-page}.page .sheet{box-shadow:none}.page img{max-height:240mm;width:100%}section.sheet{border-radius:0}.scroll{overflow:visible}table{font-size:8.5pt}tr{break-inside:avoid}a{color:inherit;text-decoration:none}.verdict{border:1px solid}.mark,.verdict,.tag,svg,.page svg *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing is loaded from anywhere, nothing is sent anywhere, and only these two pieces are obeyed. */
export const POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'`
