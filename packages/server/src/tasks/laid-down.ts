/** What bureaus have laid down for the books of an organisation in a year: packs, and when a reason is wanted. */
import { packsInUse, reasonsAsked, type Tx } from '@gouji/store'

export async function laidDownFor(tx: Tx, book: { readonly organisation: string; readonly year: number }) {
  const asked = await reasonsAsked(tx, book)
  return { packsInUse: await packsInUse(tx, book), ...(asked ? { reasonsAsked: asked } : {}) }
}
