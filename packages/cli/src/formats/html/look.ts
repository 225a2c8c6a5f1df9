/** The look of the report and its small script. Both are part of the page; their hashes are all that its policy allows. */
import { createHash } from 'node:crypto'

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
nav.filter{position:sticky;top:0;background:var(--paper);border-bottom:1px solid var(--line);z-index:2;font-size:.92rem}
nav.filter .wrap{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center;padding-top:.5rem;padding-bottom:.5rem}
nav.filter label{display:inline-flex;gap:.35rem;align-items:center;white-space:nowrap}
nav.filter .keys{margin-left:auto;color:var(--soft)}
kbd{font:inherit;border:1px solid var(--line);border-bottom-width:2px;border-radius:4px;padding:0 .35rem;background:var(--ground)}
article.card{background:var(--paper);border:1px solid var(--line);border-left:6px solid var(--info);border-radius:8px;padding:1rem 1.25rem;margin:0 0 1rem}
article.error{border-left-color:var(--error)}article.warning{border-left-color:var(--warning)}
.tag{display:inline-block;font-size:.82rem;font-weight:700;border-radius:4px;padding:0 .5rem;margin-right:.5rem;background:var(--info-soft);color:var(--info)}
.error .tag{background:var(--error-soft);color:var(--error)}.warning .tag{background:var(--warning-soft);color:var(--warning)}
.card p{margin:.35rem 0}
.sum{font-variant-numeric:tabular-nums;overflow-wrap:anywhere;background:var(--ground);border-radius:4px;padding:.35rem .7rem}
.proposal{font-weight:700;color:var(--pass)}
dl.more{display:grid;grid-template-columns:max-content 1fr;gap:.15rem .9rem;margin:.6rem 0 0;font-size:.92rem}
dl.more dt{color:var(--soft)}dl.more dd{margin:0;overflow-wrap:anywhere}
details{margin:.5rem 0 0}summary{cursor:pointer}
details ul{margin:.3rem 0;padding-left:1.2rem;font-size:.92rem}
.scroll{overflow-x:auto;margin:.6rem 0}
table{border-collapse:collapse;font-size:.88rem;background:var(--paper);font-variant-numeric:tabular-nums}
caption{text-align:left;white-space:nowrap;color:var(--soft);padding:.2rem 0;font-size:.85rem}
caption.unseen{height:0;padding:0;font-size:0}
th,td{border:1px solid var(--line);padding:.2rem .55rem;vertical-align:top}
thead th{background:var(--ground);font-weight:600;text-align:center;vertical-align:middle;min-width:4.2em}
tbody th{font-weight:400;text-align:left;min-width:7em}
tbody th.code{min-width:0}
td.number{text-align:right;white-space:nowrap}
tr.total th,tr.total td{font-weight:600}
tr.gap td{color:var(--soft);text-align:center;border-style:dashed;font-size:.82rem}
.suspect{background:var(--mark);outline:2px solid var(--error);outline-offset:-2px;font-weight:700}
.suspect::before{content:"▶ ";color:var(--error);font-size:.75em}
.evidence{background:var(--evidence)}
.unchecked{background:repeating-linear-gradient(135deg,#fff 0 5px,#eceff3 5px 8px);color:var(--soft)}
td a,th a{color:inherit}
.legend{display:flex;gap:1rem;font-size:.88rem;color:var(--soft);flex-wrap:wrap}
.legend span span{padding:0 .5rem;margin-right:.3rem}
section.sheet{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:.75rem 1.25rem;margin:0 0 1rem}
section.sheet h3{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:baseline}
footer{color:var(--soft);font-size:.85rem;padding:1rem 0 3rem}
.hide-error .error,.hide-warning .warning,.hide-info .info{display:none}
@media (max-width:40rem){body{font-size:15px}.wrap{padding:0 .9rem}.bars{grid-template-columns:1fr}nav.filter .keys{display:none}article.card{padding:.75rem .85rem}section.sheet{padding:.6rem .85rem}h1{font-size:1.25rem}dl.more{grid-template-columns:1fr}dl.more dd{margin-bottom:.3rem}}
@media print{body{background:#fff;font-size:10.5pt}nav.filter,.skip,.keys{display:none}header.top{border:0;padding:0}.wrap{max-width:none;padding:0}article.card,section.sheet{border-radius:0;break-inside:avoid-page}section.sheet{break-inside:auto}.scroll{overflow:visible}table{font-size:8.5pt}thead{display:table-header-group}tr{break-inside:avoid}a{color:inherit;text-decoration:none}.verdict{border:1px solid}.suspect,.evidence,.verdict,.tag,svg{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
`

export const SCRIPT = `
(function(){
var page=document.documentElement,boxes=document.querySelectorAll('[data-severity]');
document.querySelectorAll('.filter [hidden]').forEach(function(part){part.hidden=false});
boxes.forEach(function(box){box.addEventListener('change',function(){page.classList.toggle('hide-'+box.dataset.severity,!box.checked)})});
document.addEventListener('keydown',function(event){
if(event.ctrlKey||event.metaKey||event.altKey||(event.key!=='j'&&event.key!=='k'))return;
var cards=Array.prototype.filter.call(document.querySelectorAll('article.card'),function(card){return card.offsetParent!==null});
if(!cards.length)return;
var at=cards.indexOf(document.activeElement&&document.activeElement.closest('article.card'));
var next=event.key==='j'?Math.min(at+1,cards.length-1):Math.max(at-1,0);
cards[next].focus({preventScroll:true});cards[next].scrollIntoView({block:'start'});event.preventDefault();
});
})();
`

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** Nothing is loaded from anywhere, nothing is sent anywhere, and only these two pieces are obeyed. */
export const POLICY = `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`
