/** The job that composes a ledger's book as PDF and hands it in as a document, to be checked like any other. */
import { loadKnowledge } from '@gouji/knowledge'
import { publish } from '@gouji/publish'
import { addDocument, FinalFailure, getLedger, type JobHandler, ledgerRows, type Store } from '@gouji/store'
import { askCheck } from '../handlers/documents.ts'
import { laidDownFor } from './laid-down.ts'
import { readLedger } from './ledger-rows.ts'
import type { Office } from './office.ts'
import { packOf } from './packs.ts'

export const COMPOSE_KIND = 'ledger.compose'

const FILE_MAX = 500 * 1024 * 1024

export function composeDocument(store: Store, office: Office): JobHandler {
  return async (job) => {
    const { ledger: id } = job.payload as { ledger: string }
    const { ledger, rows, laidDown } = await store.as(job.person, async (tx) => {
      const ledger = await getLedger(tx, id)
      const rows = await ledgerRows(tx, { ledger: id })
      return {
        ...{ ledger, laidDown: await laidDownFor(tx, ledger) },
        rows: rows.map(({ sheet, key, cells }) => ({ sheet, key, values: cells })),
      }
    })
    const { budget, partial, problems } = readLedger(rows, loadKnowledge())
    const shown = budget ?? partial
    if (!shown) {
      const [first] = problems
      throw new FinalFailure(`账册不完整，不能编成。\n${first ? office.budgetWords(first).message : ''}`)
    }
    const { label, built } = packOf(shown.head, laidDown)
    const { pack } = built
    if (!pack) throw new FinalFailure(`没有合用的模板包${label && `“${label}”`}，或其中有错误。`)
    const { files } = await publish(shown, pack, { formats: ['pdf'], unproved: true })
    const [file] = files
    const blob = await store.blobs.put(file!.bytes, { bytesMax: FILE_MAX })
    return async (tx) => {
      const { organisation, year, stage } = ledger
      const { document } = await addDocument(tx, {
        ...{ organisation, year, stage, sha256: blob.sha256, bytes: blob.bytes },
        name: file!.path.split('/').at(-1)!,
        mediaType: 'application/pdf',
      })
      await askCheck(tx, document)
      return { document: document.id }
    }
  }
}
