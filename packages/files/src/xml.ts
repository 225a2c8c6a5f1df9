import { UnreadableError } from '@gouji/document'
import { SaxesParser } from 'saxes'
import type { Watch } from './watch.ts'

export type Attributes = Readonly<Record<string, string>>

/** Receives elements under their canonical names, whatever prefix the file has chosen: `w:p`, `row`, `r:id`. */
export interface XmlHandler {
  open(name: string, attributes: Attributes): void
  close(name: string): void
  text?(text: string): void
}

/**
 * Streams an XML part of an office file through a handler. Nothing outside the part is ever fetched, and entities other
 * than the five of XML do not exist here: a part that defines some is hostile and counts as damaged.
 */
export function parseXml(bytes: Uint8Array, part: string, watch: Watch, handler: XmlHandler): void {
  const parser = new SaxesParser()
  const names = new Names()
  let depth = 0
  const damaged = (reason: string): never => {
    throw new UnreadableError('damaged', { part, reason: reason.slice(0, 200) })
  }
  parser.on('error', (error) => damaged(error.message))
  parser.on('doctype', (text) => {
    if (/<!ENTITY/i.test(text)) damaged('entity')
  })
  parser.on('attribute', ({ name, value }) => {
    if (name.startsWith('xmlns')) names.declare(name, value)
  })
  parser.on('opentag', (tag) => {
    depth++
    watch.tick()
    if (depth > watch.limits.xmlDepth) throw new UnreadableError('too-deep', { part, limit: watch.limits.xmlDepth })
    names.open(depth)
    handler.open(names.of(tag.name), names.attributes(tag.attributes))
  })
  parser.on('closetag', (tag) => {
    handler.close(names.of(tag.name))
    names.close(depth)
    depth--
  })
  const { text } = handler
  if (text) {
    parser.on('text', (t) => text.call(handler, t))
    parser.on('cdata', (t) => text.call(handler, t))
  }
  const decoder = new TextDecoder(encodingOf(bytes), { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += CHUNK) {
      const last = at + CHUNK >= bytes.length
      parser.write(decoder.decode(bytes.subarray(at, at + CHUNK), { stream: !last }))
      watch.checkTime()
    }
    parser.close()
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      damaged('encoding')
    }
    throw error
  }
}

/** Text is handed on in pieces: one string of the largest part would be longer than the engine allows. */
const CHUNK = 1 << 20

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le'
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString('latin1')
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1]?.toLowerCase()
  return declared && /^(gb|gbk|gb2312|gb18030)/.test(declared) ? 'gb18030' : 'utf-8'
}

/** Namespaces that the readers know, of the transitional and the strict edition, with the prefix used in this code. */
const CANONICAL: ReadonlyMap<string, string> = new Map([
  ['http://schemas.openxmlformats.org/wordprocessingml/2006/main', 'w:'],
  ['http://purl.oclc.org/ooxml/wordprocessingml/main', 'w:'],
  ['http://schemas.openxmlformats.org/spreadsheetml/2006/main', ''],
  ['http://purl.oclc.org/ooxml/spreadsheetml/main', ''],
  ['http://schemas.openxmlformats.org/package/2006/relationships', ''],
  ['http://schemas.openxmlformats.org/package/2006/content-types', ''],
  ['http://schemas.openxmlformats.org/officeDocument/2006/relationships', 'r:'],
  ['http://purl.oclc.org/ooxml/officeDocument/relationships', 'r:'],
  ['http://schemas.openxmlformats.org/markup-compatibility/2006', 'mc:'],
  ['http://schemas.openxmlformats.org/drawingml/2006/main', 'a:'],
  ['http://purl.oclc.org/ooxml/drawingml/main', 'a:'],
  ['http://schemas.openxmlformats.org/officeDocument/2006/math', 'm:'],
  ['http://purl.oclc.org/ooxml/officeDocument/math', 'm:'],
  ['urn:schemas-microsoft-com:vml', 'v:'],
])

/** Turns the prefixes of a file into the canonical ones, with declarations in force where XML says. */
class Names {
  private scope = new Map<string, string>()
  private readonly outer: { depth: number; scope: Map<string, string> }[] = []
  private pending: [string, string][] = []
  private cache = new Map<string, string>()
  private rewrites = false

  declare(attribute: string, uri: string): void {
    const prefix = attribute === 'xmlns' ? '' : `${attribute.slice(6)}:`
    // An unknown namespace keeps its prefix, unless that would pass for a known one.
    const canonical = CANONICAL.get(uri) ?? (TAKEN.has(prefix) ? `?${prefix}` : prefix)
    this.pending.push([prefix, canonical])
  }

  open(depth: number): void {
    if (this.pending.length === 0) return
    this.outer.push({ depth, scope: this.scope })
    const scope = new Map([...this.scope, ...this.pending])
    // Office files declare some forty. Thousands, copied at every element, would only waste time.
    if (scope.size > 1000) throw new UnreadableError('damaged', { reason: 'namespaces', count: scope.size })
    this.enter(scope)
    this.pending = []
  }

  close(depth: number): void {
    const last = this.outer.at(-1)
    if (last?.depth !== depth) return
    this.outer.pop()
    this.enter(last.scope)
  }

  of(name: string): string {
    if (!this.rewrites) return name
    let known = this.cache.get(name)
    if (known === undefined) {
      const colon = name.indexOf(':') + 1
      const prefix = name.slice(0, colon)
      known = (this.scope.get(prefix) ?? prefix) + name.slice(colon)
      this.cache.set(name, known)
    }
    return known
  }

  attributes(all: Record<string, string>): Attributes {
    if (!this.rewrites) return all
    const canonical: Record<string, string> = {}
    for (const name in all) canonical[name.includes(':') ? this.of(name) : name] = all[name]!
    return canonical
  }

  private enter(scope: Map<string, string>): void {
    this.scope = scope
    this.cache = new Map()
    this.rewrites = [...scope].some(([prefix, canonical]) => prefix !== canonical)
  }
}

const TAKEN = new Set(CANONICAL.values())
