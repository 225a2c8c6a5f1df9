/** A program of its own that opens the store of a folder and holds it: `node hold.ts <folder>`. Ends when its input does. */
import { openStore } from '../store.ts'

const store = await openStore({ dataFolder: process.argv[2]!, durable: process.argv[3] === 'durable' })
process.stdout.write('open\n')
process.stdin.resume()
process.stdin.once('end', () => {
  void store.close().then(() => process.exit(0))
})
