/** How the page looks: on a screen, on a phone, at night and on paper. */
import type { Look } from '@gouji/compose'
import { cssString } from './markup.ts'

/** Fonts of the book are for paper; a screen shows what it has and reads best. */
const family = (fonts: readonly string[], generic: string): string => [...fonts.map(cssString), generic].join(',')

export function lookCss({ fonts, bodySize }: Look): string {
  const size = Math.max(8, Math.min(24, bodySize))
  return `@media print{body{font:${size}pt/1.75 ${family(fonts.body, 'serif')}}
h1,.subtitle{font-family:${family(fonts.title, 'serif')}}
h2{font-family:${family(fonts.heading1, 'sans-serif')}}
h3,h4,h5,h6{font-family:${family(fonts.heading2, 'serif')}}
table,.sides,.no,.note{font-family:${family(fonts.table, 'serif')}}}
`
}

export const STYLE = `:root{color-scheme:light dark;--ink:#1d2329;--soft:#59636e;--paper:#fff;--ground:#f4f5f7;--line:#c8ced6;--head:#eef2f7;--total:#f7f9fc;--link:#0b5394;--same:#fff1b8;--on:#ffd666;--ring:#b45309}
@media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--soft:#a3adb8;--paper:#191c20;--ground:#111316;--line:#454c55;--head:#242930;--total:#1f2329;--link:#8ab8f0;--same:#4d4216;--on:#7a6410;--ring:#fbbf24}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:1.0625rem/1.8 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC",sans-serif;overflow-wrap:break-word}
main{display:block;max-width:76rem;margin:0 auto;padding:1rem 2.5rem 4rem;background:var(--paper)}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--ring);outline-offset:1px}
.skip a{position:absolute;left:-99rem;top:0;z-index:9;padding:.5rem 1rem;background:var(--paper);border:2px solid var(--link)}
.skip a:focus{left:.5rem;top:.5rem}
.cover{padding:3.5rem 0 2.5rem;text-align:center;border-bottom:1px solid var(--line);margin-bottom:1.5rem}
.cover h1{margin:0;font-size:2.1rem;line-height:1.45;letter-spacing:.06em}
.cover h1 span{display:block}
.cover p{margin:.8rem 0 0}
.cover .subtitle{font-size:1.3rem}
.cover .date{color:var(--soft)}
h2,h3,h4,h5,h6{line-height:1.45;margin:1.4em 0 .6em}
h2{font-size:1.5rem;border-bottom:2px solid var(--line);padding-bottom:.25em;margin-top:2em}
h3{font-size:1.22rem}h4,h5,h6{font-size:1.06rem}
main>p{margin:.5em 0}
p.body{max-width:46em;text-indent:2em}
p.center{text-align:center}
.note{color:var(--soft);font-size:.9rem;margin:.4em 0}
.contents h2{border:0;margin:0 0 .4rem;padding:0;font-size:1.05rem}
.contents ol{list-style:none;margin:0;padding:0}
.contents ol ol{padding-left:1em}
.contents a{display:block;padding:.16rem .5rem;border-radius:.25rem;color:inherit;text-decoration:none;line-height:1.5}
.contents a:hover{text-decoration:underline}
.contents a[aria-current]{background:var(--head);color:var(--link);font-weight:600}
.contents .t{color:var(--soft);font-size:.92em}
.tools{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;justify-content:flex-end;margin:.5rem 0;color:var(--soft);font-size:.85rem}
.tools .hint{flex:1 1 16em}
button{font:inherit;font-size:.85rem;line-height:1.4;color:var(--link);background:var(--paper);border:1px solid var(--line);border-radius:.3rem;padding:.2rem .7rem;cursor:pointer}
button:hover{border-color:var(--link)}
button:disabled{color:var(--soft);cursor:default;border-color:var(--line)}
.form{margin:2rem 0 2.5rem}
.scroll{overflow:auto;max-height:min(88vh,64rem);container-type:inline-size;scrollbar-width:thin;border:1px solid var(--line);border-radius:.3rem;background:var(--paper)}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:.9rem;line-height:1.5;font-variant-numeric:tabular-nums lining-nums}
caption{text-align:left;padding:0}
.cap{position:sticky;left:0;width:calc(100cqi - 1.1rem);padding:.9rem .8rem .5rem}
.cap .no{color:var(--soft);font-size:.9rem}
.cap .title{margin:0;text-align:center;font-size:1.15rem}
.sides{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 2em;color:var(--soft);font-size:.88rem;margin-top:.4rem}
.sides .right{margin-left:auto}
thead{position:sticky;top:0;z-index:3}
th,td{padding:.32rem .5rem;border-right:1px solid var(--line);border-bottom:1px solid var(--line);text-align:left;vertical-align:middle;font-weight:400;overflow-wrap:anywhere}
thead th,thead td{background:var(--head);text-align:center;font-weight:600}
thead tr:first-child>*{border-top:1px solid var(--line)}
.ruler td{color:var(--soft);font-weight:400;font-size:.85em;padding-block:.1rem;text-align:center}
tr>:last-child{border-right:0}
tbody tr:last-child>*{border-bottom:0}
tbody tr:hover>*{background:var(--total)}
.total>*{background:var(--total);font-weight:600}
.center{text-align:center}.right{text-align:right}
.n,.code{white-space:nowrap;overflow-wrap:normal}
.i1{padding-left:1.5em}.i2{padding-left:2.5em}.i3{padding-left:3.5em}.i4{padding-left:4.5em}.i5{padding-left:5.5em}.i6{padding-left:6.5em}.i7{padding-left:7.5em}.i8{padding-left:8.5em}
.hold tbody th[scope=row]{position:sticky;left:0;z-index:2;background:var(--paper);box-shadow:1px 0 0 var(--line)}
.hold tbody .total th[scope=row]{background:var(--total)}
.hold thead .hl{position:sticky;left:0;z-index:4;box-shadow:1px 0 0 var(--line)}
.js data{cursor:help;border-radius:.15rem}
.js p data,.js .note data{border-bottom:1px dotted var(--soft)}
data.same{background:var(--same);box-shadow:0 0 0 .18em var(--same)}
data.on{background:var(--on);box-shadow:0 0 0 .18em var(--on)}
.panel{position:fixed;z-index:8;width:min(25rem,calc(100vw - 1rem));max-height:min(32rem,70vh);overflow:auto;padding:.7rem .9rem;background:var(--paper);border:1px solid var(--soft);border-radius:.4rem;box-shadow:0 .4rem 1.6rem #0004;font-size:.88rem;line-height:1.55}
.panel[hidden]{display:none}
.panel .sum{font-size:1.05rem;font-weight:600;font-variant-numeric:tabular-nums;margin:0 1.6rem .1rem 0}
.panel p{margin:.15rem 0}
.panel h2{font-size:.85rem;margin:.6rem 0 .1rem;padding:0;border:0;color:var(--soft);font-weight:600}
.panel dl{display:grid;grid-template-columns:max-content 1fr;gap:.05rem .8rem;margin:0}
.panel dt{color:var(--soft)}.panel dd{margin:0}
.panel .terms{max-height:11rem;overflow:auto;margin:0;padding:0;list-style:none}
.panel .terms li{display:flex;justify-content:space-between;gap:1em;border-bottom:1px dotted var(--line)}
.panel .terms span:last-child{font-variant-numeric:tabular-nums;white-space:nowrap}
.panel .places{max-height:12rem;overflow:auto;margin:.2rem 0;padding:0;list-style:none}
.panel .places button{width:100%;text-align:left;border:0;padding:.2rem .4rem}
.panel .places button[aria-current]{background:var(--same);color:inherit}
.panel .go{display:flex;gap:.5rem;margin-top:.3rem}
.panel .close{position:absolute;right:.5rem;top:.45rem;border:0;font-size:1.1rem;padding:.1rem .5rem}
.panel .warn{color:var(--ring)}
@media (min-width:75rem){
.contents{position:fixed;left:0;top:0;bottom:0;width:18rem;overflow:auto;padding:1.2rem .8rem;border-right:1px solid var(--line);background:var(--ground);font-size:.9rem}
body{padding-left:18rem}
}
@media (max-width:74.99rem){.contents{margin:0 0 1.5rem;padding:.8rem 1rem;border:1px solid var(--line);border-radius:.4rem}}
@media (max-width:40rem){
main{padding:.5rem .9rem 3rem}
.cover{padding:1.8rem 0 1.2rem}.cover h1{font-size:1.5rem}
h2{font-size:1.28rem}h3{font-size:1.12rem}
table{font-size:.84rem}th,td{padding:.28rem .4rem}
.cap .title{font-size:1.02rem}
.hold tbody th[scope=row],.hold thead .hl{max-width:9em}
.scroll{max-height:82vh}
.panel{left:0!important;right:0;top:auto!important;bottom:0;width:auto;max-height:55vh;border-radius:.6rem .6rem 0 0}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@page{size:A4;margin:20mm 18mm 18mm;@bottom-center{content:"— " counter(page) " —";font-size:10.5pt}}
@page wide{size:A4 landscape;margin:15mm}
@page cover{@bottom-center{content:none}}
@media print{
:root{color-scheme:light;--ink:#000;--soft:#333;--paper:#fff;--ground:#fff;--line:#000;--head:#fff;--total:#fff;--link:#000}
.tools,.skip,.panel,.js .tools{display:none!important}
body{padding:0;background:none}
main{max-width:none;padding:0}
.cover{page:cover;border:0;margin:0;padding:60mm 0 0}.cover h1{font-size:26pt;line-height:1.8}.cover .date{margin-top:90mm;color:#000}
.contents{position:static;width:auto;border:0;padding:0;break-before:page;break-after:page;overflow:visible}
.contents h2{text-align:center;font-size:18pt}
.contents a{padding:0}.contents a[aria-current]{background:none;font-weight:400}
.new-page{break-before:page}
h2{border:0;font-size:16pt;font-weight:400;break-after:avoid}h3,h4,h5,h6{font-size:16pt;font-weight:400;break-after:avoid}
p.body{max-width:none;orphans:2;widows:2}p.announces{break-after:avoid}
.form{margin:0 0 6mm;break-before:page}
.with-title{break-before:auto}
.landscape,.wide{page:wide}
.scroll{overflow:visible;max-height:none;border:0;border-radius:0;container-type:normal}
table{min-width:0!important;width:99.8%;margin:0 auto;line-height:1.3;border-collapse:collapse}
.cap{position:static;width:auto;padding:0 0 2mm}.cap .title{font-size:15pt;font-weight:700}
caption{break-inside:avoid}
thead{display:table-header-group;position:static}
tr{break-inside:avoid}
th,td{border:.5pt solid #000!important;padding:.25em .35em}
.hold tbody th[scope=row],.hold thead .hl{position:static;box-shadow:none;max-width:none}
.js p data{border:0}
data.same,data.on{background:none;box-shadow:none}
}
`
