/** A program of its own that uploads without end, to be killed in the middle: `node upload.ts <folder of blobs>`. */
import { setTimeout as pause } from 'node:timers/promises'
import { openBlobs } from '../blobs.ts'

const blobs = await openBlobs(process.argv[2]!)
async function* endless(): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part++) {
    yield new Uint8Array(10_000)
    if (part === 5) process.stdout.write('half\n')
    await pause(5)
  }
}
await blobs.put(endless(), { bytesMax: Number.MAX_SAFE_INTEGER })
