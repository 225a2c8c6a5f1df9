/** The words of `gouji compose` and `gouji preview`. Problems have a table of their own. */
import type { Proof, Step } from '@gouji/publish'

export const COMPOSE_WORDS = {
  zh: {
    colon: '：',
    stop: '。',
    holds: '已编成，读回核对无误',
    fails: '编成的书没有通过核对',
    stopped: '没有编成',
    crashed: '编这一册的进程意外中止（多半是排版程序的缺陷）。请单独重编这一册，并把账册交给我们。',
    unwritten: '已编成，但写不出',
    partly: '文件夹里没有 manifest.json，已有的文件不完整，请勿使用。',
    facts: (tables: number, figures: number) => `${tables} 张表 · ${figures} 个数`,
    proof: (p: Proof) =>
      `读回 ${p.found}/${p.figures} 个数${p.indicators > 0 ? `、${p.indicatorsFound}/${p.indicators} 条指标` : ''}，与账相符 ${p.compared - p.contradicted.length}/${p.compared}，校验发现 ${p.findings.length} 个问题${p.accepted.length > 0 ? `，另有 ${p.accepted.length} 个已说明` : ''}`,
    missing: (where: string, text: string) => `“${where}”中的 ${text} 没有读回来`,
    contradicted: (where: string, text: string, ledger: string) => `“${where}”读出 ${text}，账上是 ${ledger} 元`,
    more: (n: number) => `另有 ${n} 条`,
    notWritten:
      '没有写出文件。请改正以上各条后重试；确需先看样，用 gouji preview，或加 --force（清单中会注明未通过）。',
    step: ({ what, format = 'docx' }: Step) =>
      what === 'compose' ? '编排' : what === 'write' ? `写出 ${format}` : `读回 ${format}`,
    noBudget: '没有说明账册在哪里',
    badFormat: (name: string, known: string) => `不认识的格式“${name}”，可用：${known}`,
    unknownOption: (name: string) => `不认识的选项 ${name}`,
    needsValue: (name: string) => `选项 ${name} 后面要写值`,
    badJobs: (value: string) => `--jobs 的值“${value}”不对，应为 1 到 99`,
    badPort: (value: string) => `端口“${value}”不对，应为 0 到 65535`,
    portTaken: (port: string) => `端口 ${port} 已被别的程序占用，或不许使用。请换一个，或不写 --port，由系统选`,
    noFolder: (path: string) => `${path}：找不到这个文件夹。请检查路径是否写对。`,
    help: (command: string) => `用法见 gouji ${command} --help`,
    done: (n: number, total: number) => `${n}/${total} 册`,
    sum: (good: number, total: number) => `共 ${total} 册，${good} 册通过`,
    serving: (url: string) => `预览在 ${url}，改动账册后自动刷新，按 Ctrl+C 结束`,
  },
  en: {
    colon: ': ',
    stop: '. ',
    holds: 'composed, read back and equal',
    fails: 'the composed book is not proved',
    stopped: 'not composed',
    crashed:
      'The process that composed this book died, probably by a fault of the typesetter. Compose it alone, and let us have the ledger.',
    unwritten: 'composed, but it could not be written',
    partly: 'The folder has no manifest.json: what stands there is not complete and not to be used.',
    facts: (tables: number, figures: number) => `${tables} tables · ${figures} figures`,
    proof: (p: Proof) =>
      `read back ${p.found}/${p.figures} figures${p.indicators > 0 ? `, ${p.indicatorsFound}/${p.indicators} indicators` : ''}, equal to the ledger ${p.compared - p.contradicted.length}/${p.compared}, ${p.findings.length} findings${p.accepted.length > 0 ? `, ${p.accepted.length} accepted` : ''}`,
    missing: (where: string, text: string) => `${text} in “${where}” was not read back`,
    contradicted: (where: string, text: string, ledger: string) =>
      `“${where}” reads ${text}, the ledger says ${ledger} yuan`,
    more: (n: number) => `and ${n} more`,
    notWritten:
      'Nothing was written. Mend the above and try again; to look at it before, use gouji preview, or --force (the manifest will say so).',
    step: ({ what, format = 'docx' }: Step) =>
      what === 'compose' ? 'composing' : what === 'write' ? `writing ${format}` : `reading back ${format}`,
    noBudget: 'no ledger was named',
    badFormat: (name: string, known: string) => `unknown format “${name}”; there are: ${known}`,
    unknownOption: (name: string) => `unknown option ${name}`,
    needsValue: (name: string) => `option ${name} needs a value`,
    badJobs: (value: string) => `--jobs “${value}” is wrong, it must be 1 to 99`,
    badPort: (value: string) => `port “${value}” is wrong, it must be 0 to 65535`,
    portTaken: (port: string) => `port ${port} is taken or not allowed; name another, or none`,
    noFolder: (path: string) => `${path}: there is no such folder. Look at the path again.`,
    help: (command: string) => `see gouji ${command} --help`,
    done: (n: number, total: number) => `${n}/${total} books`,
    sum: (good: number, total: number) => `${total} books, ${good} proved`,
    serving: (url: string) => `preview at ${url}; it reloads when the ledger changes; Ctrl+C ends it`,
  },
} as const
