import { writeFileSync } from 'node:fs'
import { loadPacks, packNamed, publish } from '@gouji/publish'
import { ledgerFor } from './round-trip/ledgers.ts'
const [id, seed, fmt] = process.argv.slice(2)
const { pack } = packNamed(id!, loadPacks())
const r = await publish(ledgerFor(pack!, Number(seed)), pack!, { formats: [fmt as never] })
for (const f of r.files) writeFileSync(`/tmp/rt-${seed}.${fmt}`, f.bytes)
for (const [f, p] of r.proofs) {
  console.log(f, p.figures, p.found, p.indicators, p.indicatorsFound)
  for (const m of [...p.missing.slice(0, 6)]) console.log('  missing', m.where, '|', m.text)
  for (const m of p.contradicted.slice(0, 6)) console.log('  contradicted', JSON.stringify(m))
  for (const m of p.findings.slice(0, 6)) console.log('  ', m.rule, m.message.slice(0, 600))
}
