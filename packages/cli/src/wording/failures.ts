/**
 * Why a file could not be read, in words: what is wrong with which facts, and what to do next. The file's name and the
 * place in it are put in front by `failureMessage`.
 */
import type { Failure, FailureCode } from '@gouji/document'
import { FORMAT_NAMES, KIND_NAMES } from './file-kinds.ts'

type Facts = Failure['facts']

export interface FailureWords {
  /** What is wrong, with its facts. Ends without a full stop. */
  readonly message: string
  /** What to do now. A whole sentence or two. */
  readonly remedy: string
}

type Words = (facts: Facts) => FailureWords

export const FAILURES: Readonly<Record<FailureCode, { readonly zh: Words; readonly en: Words }>> = {
  'not-found': {
    zh: () => ({ message: '找不到这个文件', remedy: '请检查路径和文件名是否写对，文件是否已被移走或改名。' }),
    en: () => ({ message: 'there is no such file', remedy: 'Check the path and the name; it may have been moved.' }),
  },
  'not-readable': {
    zh: (f) => ({
      message: `文件存在但打不开${reasonZh(f)}`,
      remedy: '请检查是否有读取权限、是否正被其他程序占用，然后重试。',
    }),
    en: (f) => ({
      message: `the file exists but cannot be opened${reasonEn(f)}`,
      remedy: 'Check that you may read it and that no other program holds it, then try again.',
    }),
  },
  'is-a-folder': {
    zh: () => ({
      message: '这是一个文件夹，不是文件',
      remedy: '请指定其中的文件；检查整个文件夹请用 gouji check 文件夹。',
    }),
    en: () => ({ message: 'this is a folder, not a file', remedy: 'Name a file in it, or use: gouji check FOLDER.' }),
  },
  'empty-file': {
    zh: () => ({ message: '文件是空的，没有任何内容', remedy: '可能没有下载或保存完整，请重新取得原文件。' }),
    en: () => ({
      message: 'the file is empty',
      remedy: 'It was probably not saved or downloaded whole; get it again.',
    }),
  },
  'too-large': {
    zh: (f) => ({
      message: `文件过大${f.bytes === undefined ? '' : `：${size(f.bytes)}，上限 ${size(f.limit ?? 0)}`}`,
      remedy: '请把书册拆成几个文件，或降低其中图片的分辨率后另存。',
    }),
    en: (f) => ({
      message: `the file is too large${f.bytes === undefined ? '' : `: ${size(f.bytes)}, the limit is ${size(f.limit ?? 0)}`}`,
      remedy: 'Split the book into several files, or save it with smaller pictures.',
    }),
  },
  'unknown-format': {
    zh: (f) => ({
      message: `不支持这种文件：${KIND_NAMES.zh(f.kind)}`,
      remedy: remedyForKind(f.kind).zh,
    }),
    en: (f) => ({
      message: `this kind of file is not supported: ${KIND_NAMES.en(f.kind)}`,
      remedy: remedyForKind(f.kind).en,
    }),
  },
  'wrong-extension': {
    zh: (f) => ({
      message: `扩展名是 .${f.extension}，内容却是${spaced(KIND_NAMES.zh(f.kind))}`,
      remedy: `请核对是否选错或改错了文件名。${remedyForKind(f.kind).zh}`,
    }),
    en: (f) => ({
      message: `the extension is .${f.extension}, but the content is ${KIND_NAMES.en(f.kind)}`,
      remedy: `Check whether this is the right file and was not renamed. ${remedyForKind(f.kind).en}`,
    }),
  },
  encrypted: {
    zh: () => ({ message: '文件设有密码，无法读取', remedy: '请用原软件打开并输入密码，取消加密后另存一份再检查。' }),
    en: () => ({
      message: 'the file is protected by a password',
      remedy: 'Open it with its password and save a copy without one.',
    }),
  },
  damaged: {
    zh: (f) => ({
      message: `文件已损坏，无法完整读出${damagedZh(f)}`,
      remedy: '请重新下载或向提供单位索取原文件；若原软件还能打开，请另存一份再检查。',
    }),
    en: (f) => ({
      message: `the file is damaged${damagedEn(f)}`,
      remedy: 'Get it again from its source; if its own program still opens it, save a copy.',
    }),
  },
  'expands-too-much': {
    zh: (f) => ({
      message: `文件展开后超出上限${expandedZh(f)}，可能是异常文件`,
      remedy: '正常的预决算文件不会如此。请用原软件打开，删去多余的空白行列后另存；来源不明的文件请勿打开。',
    }),
    en: (f) => ({
      message: `unpacked, the file exceeds the limit${expandedEn(f)}; it may be malicious`,
      remedy:
        'No ordinary book does that. Remove superfluous blank rows in its own program and save; do not open files of unknown origin.',
    }),
  },
  'too-many-parts': {
    zh: (f) => ({
      message: `文件内部部件过多：${count(f.parts)} 个，上限 ${count(f.limit)} 个`,
      remedy: '请用原软件打开后另存一份；来源不明的文件请勿打开。',
    }),
    en: (f) => ({
      message: `the file has too many parts: ${count(f.parts)}, the limit is ${count(f.limit)}`,
      remedy: 'Save a copy with its own program; do not open files of unknown origin.',
    }),
  },
  'too-deep': {
    zh: (f) => ({
      message: `文件内部嵌套过深，超过 ${count(f.limit)} 层`,
      remedy: '请用原软件打开后另存一份；网页可在浏览器中打开后另存或打印为 PDF。',
    }),
    en: (f) => ({
      message: `the file is nested deeper than ${count(f.limit)} levels`,
      remedy: 'Save a copy with its own program; print a web page to PDF from a browser.',
    }),
  },
  'too-many-pages': {
    zh: (f) => ({
      message: `页数过多：${count(f.pages)} 页，上限 ${count(f.limit)} 页`,
      remedy: '请按单位或章节拆成几个文件。',
    }),
    en: (f) => ({
      message: `too many pages: ${count(f.pages)}, the limit is ${count(f.limit)}`,
      remedy: 'Split the book into several files by unit or chapter.',
    }),
  },
  'no-text': {
    zh: () => ({
      message: '文件中没有文字，未能校验任何数据',
      remedy: '若是扫描件或图片，请提供可复制文字的原始文件（Word、Excel 或由其导出的 PDF）。',
    }),
    en: () => ({
      message: 'there is no text in the file, so nothing could be checked',
      remedy: 'If it is a scan, provide the original (Word, Excel, or a PDF exported from them).',
    }),
  },
  'took-too-long': {
    zh: (f) => ({
      message: `读取超时，已停止${f.seconds === undefined ? '' : `（上限 ${f.seconds} 秒）`}`,
      remedy: '请把文件拆小后再试；若文件并不大，可能已损坏，请用原软件另存一份。',
    }),
    en: (f) => ({
      message: `reading took too long and was stopped${f.seconds === undefined ? '' : ` (limit ${f.seconds} s)`}`,
      remedy: 'Split the file and try again; if it is small, it may be damaged: save a copy with its own program.',
    }),
  },
  'out-of-memory': {
    zh: (f) => ({
      message: `读取所需内存超出上限${f.megabytes === undefined ? '' : `（${f.megabytes} MB）`}，已停止`,
      remedy: '请把文件拆小后再试；若文件并不大，可能是异常文件，请用原软件另存一份。',
    }),
    en: (f) => ({
      message: `reading needed more memory than allowed${f.megabytes === undefined ? '' : ` (${f.megabytes} MB)`}`,
      remedy: 'Split the file and try again; if it is small, save a copy with its own program.',
    }),
  },
  'needs-office': {
    zh: (f) => ({
      message: `${FORMAT_NAMES.zh(f.format)}需要借助 LibreOffice 读取，而本机没有安装`,
      remedy: '请安装 LibreOffice 后重试，或用 Word、Excel、WPS 打开后另存为 .docx 或 .xlsx。',
    }),
    en: (f) => ({
      message: `reading ${FORMAT_NAMES.en(f.format)} takes LibreOffice, which is not installed here`,
      remedy: 'Install LibreOffice, or save the file as .docx or .xlsx.',
    }),
  },
  'office-failed': {
    zh: (f) => ({
      message: `LibreOffice 未能转换这个${FORMAT_NAMES.zh(f.format)}`,
      remedy: '文件可能已损坏、设有密码，或展开后过大。请用 Word、Excel、WPS 打开后另存为 .docx 或 .xlsx 再检查。',
    }),
    en: (f) => ({
      message: `LibreOffice could not convert this file (${FORMAT_NAMES.en(f.format)})`,
      remedy:
        'It may be damaged, protected, or too large once unpacked. Save it as .docx or .xlsx with its own program.',
    }),
  },
  'wrong-encoding': {
    zh: () => ({
      message: '无法判断文字编码，读出来会是乱码',
      remedy: '请用记事本打开，确认文字正常后另存为 UTF-8 编码。',
    }),
    en: () => ({
      message: 'the encoding of the text cannot be told',
      remedy: 'Open it in an editor where it looks right and save it as UTF-8.',
    }),
  },
  crashed: {
    zh: () => ({
      message: '读取这个文件时程序出错，其他文件不受影响',
      remedy: '这是程序的缺陷。请保留该文件并反馈给我们；也可用原软件另存一份再试。',
    }),
    en: () => ({
      message: 'the program failed on this file; other files are not affected',
      remedy: 'This is a fault of the program. Please keep the file and report it; saving a copy may help.',
    }),
  },
}

export const failureWords = (failure: Failure, language: 'zh' | 'en'): FailureWords =>
  FAILURES[failure.code][language](failure.facts)

/** The whole message for people: where, what and why, what to do. */
export function failureMessage(failure: Failure, name: string, language: 'zh' | 'en'): string {
  const { message, remedy } = failureWords(failure, language)
  const { page, line, sheet } = failure.place ?? {}
  if (language === 'zh') {
    const place = page ? `第 ${page} 页：` : line ? `第 ${line} 行：` : sheet ? `工作表“${sheet}”：` : ''
    return `${name}：${place}${message}。${remedy}`
  }
  const place = page ? `page ${page}: ` : line ? `line ${line}: ` : sheet ? `sheet "${sheet}": ` : ''
  return `${name}: ${place}${message}. ${remedy}`
}

const count = (n: string | number | undefined): string => String(n ?? '').replace(/\B(?=(\d{3})+$)/g, ',')

/** Sizes for people, in whole MB: nobody needs them finer where a limit is hundreds of them. */
const size = (bytes: string | number): string => `${Math.max(1, Math.round(Number(bytes) / 1024 / 1024))} MB`

/** Chinese sets a blank off before Latin letters. */
const spaced = (text: string): string => (/^[\w.]/.test(text) ? ` ${text}` : text)

/** `zip` stands for the archive's own table of contents. */
function damagedZh({ part, address }: Facts): string {
  if (address !== undefined) return `（损坏处：单元格地址 ${address}）`
  return part === undefined ? '' : `（损坏处：${part === 'zip' ? '压缩目录' : part}）`
}

function damagedEn({ part, address }: Facts): string {
  if (address !== undefined) return ` (at the cell address ${address})`
  return part === undefined ? '' : ` (at ${part === 'zip' ? 'the archive directory' : part})`
}

const reasonZh = ({ reason }: Facts): string => (reason === undefined ? '' : `（${reason}）`)
const reasonEn = ({ reason }: Facts): string => (reason === undefined ? '' : ` (${reason})`)

function expandedZh(f: Facts): string {
  if (f.cells !== undefined) return `（单元格超过 ${count(f.limit)} 个）`
  if (f.pieces !== undefined) return `（单元格和段落共 ${count(f.pieces)} 个，工作台上限 ${count(f.limit)} 个）`
  if (f.letters !== undefined) return `（文字超过 ${count(f.limit)} 字）`
  if (f.ratio !== undefined) return `（压缩比 ${count(f.ratio)}，上限 ${count(f.limit)}）`
  return f.bytes === undefined ? '' : `（展开后 ${size(f.bytes)}，上限 ${size(f.limit ?? 0)}）`
}

function expandedEn(f: Facts): string {
  if (f.cells !== undefined) return ` (more than ${count(f.limit)} cells)`
  if (f.pieces !== undefined) return ` (${count(f.pieces)} cells and paragraphs; the workbench takes ${count(f.limit)})`
  if (f.letters !== undefined) return ` (more than ${count(f.limit)} letters)`
  if (f.ratio !== undefined) return ` (ratio ${count(f.ratio)}, the limit is ${count(f.limit)})`
  return f.bytes === undefined ? '' : ` (${size(f.bytes)}, the limit is ${size(f.limit ?? 0)})`
}

const PICTURES = new Set(['png', 'jpeg', 'gif', 'bmp', 'tiff', 'webp', 'svg'])
const ARCHIVES = new Set(['zip', 'rar', '7z', 'gzip', 'bzip2', 'xz', 'tar'])

/** Readable formats are named where it helps; a picture or an archive has a nearer way. */
function remedyForKind(kind: string | number | undefined): { zh: string; en: string } {
  const key = String(kind ?? '')
  if (PICTURES.has(key)) {
    return {
      zh: '图片中的数字无法校验，请提供 Word、Excel 或可复制文字的 PDF。',
      en: 'Figures in pictures cannot be checked; provide Word, Excel or a PDF with text.',
    }
  }
  if (key === 'program') return { zh: '来源不明的程序请勿打开。', en: 'Do not open programs of unknown origin.' }
  if (ARCHIVES.has(key))
    return { zh: '请先解压，再检查其中的文件。', en: 'Unpack it first, then check the files in it.' }
  return {
    zh: '请转成 PDF、Word（.docx）、Excel（.xlsx）、网页或文本后再检查。',
    en: 'Convert it to PDF, Word (.docx), Excel (.xlsx), a web page or text.',
  }
}
