/** Bytes → Document → Reading → Report in one process, as the command does it for one file. */
import { check, type Report } from '@gouji/check'
import type { Document } from '@gouji/document'
import { readDocument } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { type Reading, read } from '@gouji/read'

export interface Processed {
  readonly document: Document
  readonly reading: Reading
  readonly report: Report
}

let knowledge: ReturnType<typeof loadKnowledge> | undefined

export async function processBytes(bytes: Uint8Array, name: string): Promise<Processed> {
  knowledge ??= loadKnowledge()
  const document = await readDocument(bytes, name)
  const reading = read(document, knowledge)
  return { document, reading, report: check(document, reading, knowledge) }
}

/** Errors and warnings; hints are no alarms. */
export const alarms = (report: Report): Report['findings'] => report.findings.filter((f) => f.severity !== 'info')
