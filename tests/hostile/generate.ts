/**
 * Damaged and hostile files, the same ones for the same seed: sound files cut, flipped, overwritten, misnamed and
 * mixed, and files built to waste time or memory.
 */
import { BASES } from './bases.ts'
import { DOCX_CASES, XLSX_CASES } from './office-cases.ts'
import { HTML_CASES, TEXT_CASES } from './page-cases.ts'
import { PDF_CASES } from './pdf-cases.ts'
import { Random } from './random.ts'
import { XML_CASES, ZIP_CASES } from './zip-cases.ts'

export interface HostileFile {
  readonly name: string
  /** What was done to it, for the table of outcomes. */
  readonly family: string
  readonly what: string
  readonly bytes: Uint8Array
}

const join = (...pieces: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces))

/** Files are made one by one, so that the bombs are not all in memory at once. */
export function* hostileFiles(seed: number): Generator<HostileFile> {
  const random = new Random(seed)
  for (const [extension, bytes] of Object.entries(BASES)) yield* damaged(extension, bytes, random)
  for (const [family, cases, extension] of BUILT) {
    for (const [what, make] of Object.entries(cases)) yield { name: `a.${extension}`, family, what, bytes: make() }
  }
  yield* misnamed()
  yield* strange(random)
}

const BUILT = [
  ['zip', ZIP_CASES, 'docx'],
  ['xml', XML_CASES, 'docx'],
  ['docx', DOCX_CASES, 'docx'],
  ['xlsx', XLSX_CASES, 'xlsx'],
  ['html', HTML_CASES, 'html'],
  ['text', TEXT_CASES, 'txt'],
  ['pdf', PDF_CASES, 'pdf'],
] as const

function* damaged(extension: string, sound: Uint8Array, random: Random): Generator<HostileFile> {
  const name = `a.${extension}`
  const { length } = sound
  for (let i = 1; i <= 6; i++) {
    const end = Math.floor((length * i) / 7)
    yield { name, family: 'cut', what: `${extension} after ${end} bytes`, bytes: sound.slice(0, end) }
  }
  for (let flips = 1; flips <= 64; flips *= 2) {
    const bytes = sound.slice()
    for (let i = 0; i < flips; i++) bytes[random.below(length)]! ^= 1 << random.below(8)
    yield { name, family: 'flipped', what: `${extension}, ${flips} bits`, bytes }
  }
  for (let i = 0; i < 4; i++) {
    const bytes = sound.slice()
    const from = random.below(length)
    bytes.set(i % 2 ? random.bytes(Math.min(64, length - from)) : new Uint8Array(Math.min(256, length - from)), from)
    yield { name, family: 'overwritten', what: `${extension} from ${from}`, bytes }
  }
  const at = random.below(length)
  const inserted = join(sound.slice(0, at), random.bytes(100), sound.slice(at))
  yield { name, family: 'inserted', what: `${extension} at ${at}`, bytes: inserted }
  yield { name, family: 'doubled', what: extension, bytes: join(sound, sound) }
}

function* misnamed(): Generator<HostileFile> {
  const extensions = Object.keys(BASES)
  for (const [is, bytes] of Object.entries(BASES)) {
    for (const extension of extensions) {
      if (extension !== is) yield { name: `a.${extension}`, family: 'misnamed', what: `${is} as ${extension}`, bytes }
    }
  }
}

function* strange(random: Random): Generator<HostileFile> {
  const heads = ['', '%PDF-1.7\n', 'PK\x03\x04', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', '<html>', '\xff\xfe', '{\\rtf1']
  for (const head of heads) {
    for (const [extension, length] of [
      ['pdf', 10],
      ['docx', 600],
      ['txt', 5000],
    ] as const) {
      const bytes = join(Buffer.from(head, 'latin1'), random.bytes(length))
      yield { name: `a.${extension}`, family: 'random', what: `${length} bytes after ${JSON.stringify(head)}`, bytes }
    }
  }
  for (const extension of ['pdf', 'docx', 'xlsx', 'html', 'txt', 'doc', '']) {
    yield { name: `a.${extension}`, family: 'empty', what: extension, bytes: new Uint8Array() }
    yield { name: `a.${extension}`, family: 'one byte', what: extension, bytes: Uint8Array.from([random.below(256)]) }
  }
}
