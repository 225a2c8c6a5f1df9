import { UnreadableError } from '@gouji/document'
import type { Archive } from './archive.ts'
import type { Watch } from './watch.ts'
import { parseXml } from './xml.ts'

/** A relation of one part of an office package to another. */
export interface Relationship {
  readonly id: string
  /** The last word of the type: `officeDocument`, `styles`, `worksheet`. */
  readonly type: string
  /** Full part name within the package; never set for targets outside of it. */
  readonly target: string
}

/** The relations of a part; none when its list is missing. Targets outside the package are left out: nothing is fetched. */
export function relationshipsOf(archive: Archive, part: string, watch: Watch): Relationship[] {
  const slash = part.lastIndexOf('/') + 1
  const list = `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
  const bytes = archive.read(list)
  if (!bytes) return []
  const found: Relationship[] = []
  parseXml(bytes, list, watch, {
    open(name, attributes) {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return
      const { Id: id = '', Type: type = '', Target: target = '' } = attributes
      found.push({ id, type: type.slice(type.lastIndexOf('/') + 1), target: resolve(part.slice(0, slash), target) })
    },
    close() {},
  })
  return found
}

/** The part that holds the document itself. */
export function mainPartOf(archive: Archive, watch: Watch, usual: string): string {
  const main = relationshipsOf(archive, '', watch).find((r) => r.type === 'officeDocument')
  if (main && archive.has(main.target)) return main.target
  if (archive.has(usual)) return usual
  throw new UnreadableError('damaged', { part: usual })
}

/** A target relative to its folder, with `.` and `..` worked out; it cannot leave the package. */
function resolve(folder: string, target: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/')
  const path: string[] = []
  for (const step of [...steps, ...target.split('/')]) {
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  }
  return path.join('/')
}
