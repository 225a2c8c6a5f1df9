import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Cube } from './cube.ts'
import type { Fact, FactCoordinates } from './facts.ts'

const code = fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5')
const coordinates: fc.Arbitrary<FactCoordinates> = fc.record(
  {
    flow: fc.constantFrom('income', 'expenditure'),
    project: code,
    function: fc.constantFrom('201', '20103', '2010301', '208'),
    unit: fc.constantFrom('u1', 'u2', 'u3'),
  },
  { requiredKeys: [] },
)
const fact: fc.Arbitrary<Fact> = fc.record(
  { coordinates, fen: fc.bigInt({ min: -5n, max: 100n }), eliminatedAgainst: fc.constantFrom('u1', 'u2', 'u3') },
  { requiredKeys: ['coordinates', 'fen'] },
)
/** Any tree, and any ring, as it may be entered. */
const above = fc.dictionary(code, code, { maxKeys: 5 }).map((entered) => new Map(Object.entries(entered)))

it('a project that is asked for by itself gives what looking through all facts gives', () => {
  fc.assert(
    fc.property(fc.array(fact, { maxLength: 30 }), above, coordinates, (facts, parents, asked) => {
      const cube = new Cube(facts, new Map(), parents)
      const one = cube.at(asked)
      // What `within` gave is looked through fact by fact.
      expect(one).toEqual(cube.at(asked, cube.within({}).slice()))
      expect(
        one.facts.every(({ coordinates: { project } }) => asked.project === undefined || project !== undefined),
      ).toBe(true)
    }),
  )
})
