/**
 * The script of the report: a comfort, not a need. It narrows the list down, walks through it by button and key, and
 * shows the arithmetic at a mark under the pointer or the keyboard's focus.
 */
export const SCRIPT = `
(function(){
'use strict';
var all=function(part,query){return Array.prototype.slice.call(part.querySelectorAll(query))};
var tip=document.getElementById('tip'),at=null,active=null;
all(document,'.list .tools,.list .filter').forEach(function(part){part.hidden=false});
all(document,'[data-f]').forEach(function(mark){
var own=mark.querySelector(':scope > title');
mark.tip=own?own.textContent:mark.getAttribute('title')||'';
if(own)own.remove();else mark.removeAttribute('title');
});
function show(mark){
if(!mark||!mark.tip)return;
tip.textContent=mark.tip;tip.hidden=false;at=mark;mark.setAttribute('aria-describedby','tip');
var box=(mark.querySelector('.box')||mark).getBoundingClientRect(),own=tip.getBoundingClientRect();
var top=box.bottom+8;if(top+own.height>innerHeight-8)top=Math.max(8,box.top-own.height-8);
tip.style.left=Math.max(8,Math.min(box.left,innerWidth-own.width-8))+'px';tip.style.top=top+'px';
}
function hide(){tip.hidden=true;if(at)at.removeAttribute('aria-describedby');at=null}
['mouseover','focusin'].forEach(function(kind){document.addEventListener(kind,function(event){
var mark=event.target.closest&&event.target.closest('[data-f]');if(mark)show(mark);else if(kind==='mouseover')hide()})});
document.addEventListener('focusout',hide);addEventListener('scroll',function(){if(at&&at===document.activeElement)show(at);else hide()},{passive:true,capture:true});
function choose(card,move){
if(active)active.classList.remove('now');
all(document,'[data-f].now').forEach(function(mark){mark.classList.remove('now')});
active=card;if(!card)return;
card.classList.add('now');
all(card.closest('.report'),'[data-f]').forEach(function(mark){if(mark.dataset.f.split(' ').indexOf(card.id)>=0)mark.classList.add('now')});
count(card.closest('.report'));
if(!move)return;
card.focus({preventScroll:true});card.scrollIntoView({block:'nearest'});
var place=document.getElementById(card.id+'m');
if(place&&matchMedia('(min-width:62rem)').matches){if(place.getClientRects().length===0)place=place.parentNode;place.scrollIntoView({block:'center'})}
else card.scrollIntoView({block:'start'});
}
function shown(report){return all(report,'article.card').filter(function(card){return !card.hidden})}
function count(report){
var cards=shown(report),out=report.querySelector('.tools output');
if(out)out.textContent=(active&&cards.indexOf(active)>=0?cards.indexOf(active)+1:'–')+' / '+cards.length;
}
function go(report,step){
var cards=shown(report);if(!cards.length)return;
var now=cards.indexOf(active);
choose(cards[now<0?(step>0?0:cards.length-1):Math.max(0,Math.min(cards.length-1,now+step))],true);
}
function filter(report){
var kinds={};all(report,'[data-kind]').forEach(function(box){if(box.tagName==='INPUT')kinds[box.dataset.kind]=box.checked});
var select=report.querySelector('select'),chapter=select?select.value:'',open={};
all(report,'article.card').forEach(function(card){
card.hidden=kinds[card.dataset.kind]===false||(chapter!==''&&card.dataset.chapter!==chapter);open[card.id]=!card.hidden});
all(report,'.group').forEach(function(group){group.hidden=!group.querySelector('article.card:not([hidden])')});
all(report,'.document [data-f]').forEach(function(mark){
mark.classList.toggle('off',!mark.dataset.f.split(' ').some(function(id){return open[id]}))});
count(report);
}
all(document,'.report').forEach(function(report){
count(report);
report.addEventListener('change',function(){filter(report)});
var form=report.querySelector('form');if(form)form.addEventListener('submit',function(event){event.preventDefault()});
report.addEventListener('click',function(event){
var button=event.target.closest('[data-go]');if(button)return go(report,Number(button.dataset.go));
if(event.target.closest('.tolist')){event.preventDefault();return report.querySelector('.list').scrollIntoView()}
var mark=event.target.closest('[data-f]');
if(mark){var card=document.getElementById(mark.dataset.f.split(' ').filter(function(id){return !document.getElementById(id).hidden})[0]||mark.dataset.f.split(' ')[0]);
event.preventDefault();choose(card,false);card.focus({preventScroll:true});card.scrollIntoView({block:'nearest'});return}
var near=event.target.closest('article.card');
if(near&&!event.target.closest('summary'))choose(near,!!event.target.closest('.goto')),event.target.closest('.goto')&&event.preventDefault();
});
});
document.addEventListener('keydown',function(event){
if(event.key==='Escape')return hide();
if(event.ctrlKey||event.metaKey||event.altKey||(event.key!=='j'&&event.key!=='k'))return;
if(event.target.closest&&event.target.closest('select'))return;
var report=active?active.closest('.report'):document.querySelector('.report');
if(report){go(report,event.key==='j'?1:-1);event.preventDefault()}
});
})();
`
