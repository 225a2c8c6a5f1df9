/** The functions of the store as people use them, on a real database. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSession, endSessions, once, setCredential } from './accounts.ts'
import { listAudit } from './audit.ts'
import { listClaims } from './claims.ts'
import { addComment, changeComment, listComments, resolveComment } from './comments.ts'
import { addDocument, addReading, confirmDocument, listDocuments, type NewClaim, removeDocument } from './documents.ts'
import {
  changeFiling,
  createFiling,
  getFiling,
  listFilings,
  moveFiling,
  publishEdition,
  stepsOf,
  withdrawEdition,
} from './filings.ts'
import { actOnFinding, countFindings, listFindingEvents, listFindings, recordFindings } from './findings.ts'
import {
  compareLedger,
  createLedger,
  ledgerHistory,
  ledgerRows,
  restoreLedger,
  saveLedger,
  undoLedger,
} from './ledgers.ts'
import { changeOrganisation, getOrganisation, listOrganisations, powersAt } from './organisations.ts'
import { addThreshold, listCalendar, listThresholds, setCalendarEntry } from './packs.ts'
import {
  begin,
  changePerson,
  createPerson,
  decideGrant,
  findSignIn,
  getPerson,
  proposeGrant,
  recoverAccount,
  signInFailed,
  signInSucceeded,
} from './people.ts'
import { recogniseSession } from './recognise.ts'
import type { FilingState } from './schema.ts'
import type { Store, Tx } from './store.ts'
import { type District, makeDistrict, type PersonName } from './testing/district.ts'
import { type TestServer, testServer } from './testing/open.ts'

let server: TestServer
let store: Store
let district: District
beforeAll(async () => {
  server = await testServer()
  store = await server.open()
  district = await makeDistrict(store)
})
afterAll(() => server?.stop())

const as = <T>(name: PersonName, act: (tx: Tx) => Promise<T>): Promise<T> => store.as(district.people[name], act)

describe('a filing', () => {
  it('goes from unit to department to finance bureau, and each takes only its own step', async () => {
    const organisation = district.organisations.a
    const { ledger, filing } = await as('preparerA', async (tx) => {
      const ledger = await createLedger(tx, { organisation, year: 2030, stage: 'budget' })
      await saveLedger(tx, {
        ledger: ledger.id,
        baseVersion: 0,
        edits: [{ sheet: 'income', key: '1', cells: { amount: '1' } }],
      })
      return {
        ledger,
        filing: await createFiling(tx, { organisation, year: 2030, stage: 'budget', ledger: ledger.id }),
      }
    })
    const { id } = filing
    const way: readonly (readonly [PersonName, FilingState])[] = [
      ['preparerA', 'submitted'],
      ['reviewerA', 'unit_approved'],
      ['departmentFirst', 'returned'],
      ['preparerA', 'submitted'],
      ['reviewerA', 'unit_approved'],
      ['departmentFirst', 'department_approved'],
      ['financeReviewer', 'approved'],
    ]
    const others: readonly PersonName[] = [
      'preparerA',
      'reviewerA',
      'departmentFirst',
      'financeReviewer',
      'readerFirst',
      'preparerB',
    ]
    let version = 1
    for (const [who, to] of way) {
      for (const other of others.filter((name) => name !== who)) {
        await expect(as(other, (tx) => moveFiling(tx, { id, version, to }))).rejects.toThrow()
      }
      version = await as(who, (tx) => moveFiling(tx, { id, version, to }))
      const edits = [{ sheet: 'income', key: `${version}`, cells: { amount: '1' } }]
      const saving = as('preparerA', (tx) => saveLedger(tx, { ledger: ledger.id, baseVersion: 1, edits }))
      if (to !== 'returned') await expect(saving).rejects.toMatchObject({ facts: { reason: 'ledger-frozen' } })
      else await saving
    }
    expect(await as('financeReviewer', async (tx) => stepsOf(tx, await getFiling(tx, id)))).toEqual(['returned'])
    expect(await as('preparerA', async (tx) => stepsOf(tx, await getFiling(tx, id)))).toEqual(['published'])
    const early = as('departmentFirst', (tx) =>
      tx.db
        .updateTable('filing')
        .set({ state: 'published', version: version + 1 })
        .where('id', '=', id)
        .execute(),
    )
    await expect(early).rejects.toMatchObject({ facts: { reason: 'filing-publish-edition' } })
    const files = [{ name: 'a.pdf', mediaType: 'application/pdf', sha256: 'a'.repeat(64), bytes: 1 }]
    const edition = await as('departmentFirst', (tx) =>
      publishEdition(tx, { filing: id, version, after: 0, pack: 'p', files }),
    )
    expect(edition).toMatchObject({ number: 1, files, corrects: null })
    expect((await as('preparerA', (tx) => getFiling(tx, id))).state).toBe('published')
    // Other figures have to be reviewed like the first ones.
    const again = { filing: id, version: version + 1, after: 1, pack: 'p', files, ledgerVersion: 99 }
    await expect(as('preparerA', (tx) => publishEdition(tx, again))).rejects.toMatchObject({
      facts: { reason: 'edition-needs-approval' },
    })
    // Somebody who pressed at the same moment saw no edition yet.
    const twice = as('preparerA', (tx) => publishEdition(tx, { filing: id, version, after: 0, pack: 'p', files }))
    await expect(twice).rejects.toMatchObject({ code: 'version-conflict', facts: { yours: 0, present: 1 } })
    await as('financeAdmin', (tx) => withdrawEdition(tx, { id: edition.id, reason: '更正' }))
    await expect(
      as('financeAdmin', (tx) => withdrawEdition(tx, { id: edition.id, reason: '再次' })),
    ).rejects.toMatchObject({ facts: { reason: 'edition-immutable' } })
    const trail = await as('auditor', (tx) => listAudit(tx, { subject: id }))
    expect(trail.map(({ personName }) => personName).slice(0, 3)).toEqual([
      'financeReviewer',
      'departmentFirst',
      'reviewerA',
    ])
  })

  it('tells who comes second that somebody was first, and who may not that it is not theirs', async () => {
    const made = { organisation: district.organisations.b, year: 2031, stage: 'budget' } as const
    const { id } = await as('preparerB', (tx) => createFiling(tx, made))
    expect(await as('preparerB', (tx) => changeFiling(tx, { id, version: 1, title: '甲' }))).toBe(2)
    await expect(as('preparerB', (tx) => changeFiling(tx, { id, version: 1, title: '乙' }))).rejects.toMatchObject({
      code: 'version-conflict',
      facts: { yours: 1, present: 2 },
    })
    await expect(as('readerFirst', (tx) => changeFiling(tx, { id, version: 2, title: '丙' }))).rejects.toMatchObject({
      code: 'not-allowed',
    })
    await expect(as('preparerA', (tx) => changeFiling(tx, { id, version: 2, title: '丙' }))).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(as('preparerB', (tx) => createFiling(tx, made))).rejects.toMatchObject({ code: 'duplicate' })
    const listed = await as('departmentFirst', (tx) => listFilings(tx, { year: 2031 }))
    expect(listed).toMatchObject([{ id, title: '甲', organisation_code: '101002' }])
  })
})

describe('a ledger', () => {
  it('is merged when two save on the same version, tells conflicts, and forgets nothing', async () => {
    const organisation = district.organisations.b
    const { id: ledger } = await as('preparerB', (tx) =>
      createLedger(tx, { organisation, year: 2032, stage: 'budget' }),
    )
    const save = (baseVersion: number, cells: Record<string, string> | undefined, key = '1') =>
      as('preparerB', (tx) => saveLedger(tx, { ledger, baseVersion, edits: [{ sheet: 's', key, cells }] }))
    const rows = async (version?: number) =>
      (await as('readerFirst', (tx) => ledgerRows(tx, { ledger, version }))).map(({ key, cells }) => [key, cells])
    expect(await save(0, { a: '1', b: '1' })).toMatchObject({ status: 'saved', version: 1, merged: [] })
    expect(await save(1, { a: '2', b: '1' })).toMatchObject({ version: 2 })
    expect(await save(1, { a: '1', b: '2' })).toMatchObject({
      status: 'saved',
      version: 3,
      merged: [{ cells: { a: '2', b: '2' } }],
    })
    expect(await save(1, { a: '9', b: '1' })).toEqual({
      status: 'conflict',
      version: 3,
      conflicts: [{ sheet: 's', key: '1', column: 'a', base: '1', mine: '9', theirs: '2' }],
    })
    expect(await save(3, { a: '2', b: '2' })).toMatchObject({ status: 'saved', version: 3 })
    await save(3, { c: '1' }, '2')
    // Undoing the second version leaves what came after it.
    expect(await as('preparerB', (tx) => undoLedger(tx, { ledger, version: 2 }))).toMatchObject({
      status: 'saved',
      version: 5,
    })
    expect(await rows()).toEqual([
      ['1', { a: '1', b: '2' }],
      ['2', { c: '1' }],
    ])
    expect(await rows(1)).toEqual([['1', { a: '1', b: '1' }]])
    await as('preparerB', (tx) => restoreLedger(tx, { ledger, version: 1 }))
    expect(await rows()).toEqual([['1', { a: '1', b: '1' }]])
    const history = await as('readerFirst', (tx) => ledgerHistory(tx, ledger))
    expect(history.map(({ version, undoes }) => [version, undoes])).toEqual([
      [6, null],
      [5, 2],
      [4, null],
      [3, null],
      [2, null],
      [1, null],
    ])
    const differences = await as('readerFirst', (tx) => compareLedger(tx, { ledger, from: 1, to: 5 }))
    expect(differences.map(({ key, before, after }) => [key, before?.cells, after?.cells])).toEqual([
      ['1', { a: '1', b: '1' }, { a: '1', b: '2' }],
      ['2', undefined, { c: '1' }],
    ])
    await expect(
      as('readerFirst', (tx) => saveLedger(tx, { ledger, baseVersion: 6, edits: [] })),
    ).rejects.toMatchObject({ code: 'not-allowed' })
  })

  it('takes many who save at once, each in turn', async () => {
    const organisation = district.organisations.c
    const { id: ledger } = await as('preparerC', (tx) =>
      createLedger(tx, { organisation, year: 2032, stage: 'budget' }),
    )
    const saves = Array.from({ length: 16 }, (_, n) =>
      as('preparerC', (tx) =>
        saveLedger(tx, { ledger, baseVersion: 0, edits: [{ sheet: 's', key: `${n}`, cells: { n: `${n}` } }] }),
      ),
    )
    expect(new Set((await Promise.all(saves)).map(({ version }) => version)).size).toBe(16)
    expect(await as('preparerC', (tx) => ledgerRows(tx, { ledger }))).toHaveLength(16)
  })
})

describe('a document and its findings', () => {
  const finding = (fingerprint: string) =>
    ({ code: 'SUM', severity: 'error', fingerprint, title: fingerprint, detail: {} }) as const
  const claim: NewClaim = {
    kind: 'cell',
    measure: 'amount',
    low: 100n,
    high: 199n,
    printed: '1',
    coordinates: { function: '208' },
    key: 'function=208',
    place: {},
  }
  const reading = {
    region: '339900',
    year: 2033,
    engine: '1',
    verdict: 'fail',
    errors: 1,
    warnings: 0,
    hints: 0,
  } as const
  const upload = (sha256: string) => {
    const made = {
      organisation: district.organisations.a,
      sha256,
      bytes: 1,
      name: '预算.pdf',
      mediaType: 'application/pdf',
      year: 2033,
    }
    return as('preparerA', (tx) => addDocument(tx, made))
  }
  const read = (document: string, found: readonly string[], corrects?: string) =>
    as('preparerA', async (tx) => {
      const { id } = await addReading(tx, {
        ...reading,
        document,
        claims: [claim, { ...claim, low: undefined, high: undefined }],
      })
      return recordFindings(tx, { document, reading: id, findings: found.map(finding), corrects })
    })

  it('keep their life through readings and editions', async () => {
    const { document, isNew } = await upload('1'.repeat(64))
    expect(isNew).toBe(true)
    expect(await upload('1'.repeat(64))).toMatchObject({ isNew: false, document: { id: document.id } })
    expect(await read(document.id, ['x', 'y'])).toEqual({ opened: 2, kept: 0, reopened: 0, fixed: 0 })
    const [x] = await as('preparerA', (tx) => listFindings(tx, { document: document.id }))
    await expect(
      as('preparerA', (tx) => actOnFinding(tx, { id: x!.id, version: 1, kind: 'accepted', reason: '自认' })),
    ).rejects.toMatchObject({ code: 'not-allowed' })
    await as('preparerA', (tx) => actOnFinding(tx, { id: x!.id, version: 1, kind: 'answered', reason: '原表如此' }))
    await expect(
      as('reviewerA', (tx) => actOnFinding(tx, { id: x!.id, version: 1, kind: 'accepted', reason: '属实' })),
    ).rejects.toMatchObject({ code: 'version-conflict' })
    expect(
      await as('reviewerA', (tx) => actOnFinding(tx, { id: x!.id, version: 2, kind: 'accepted', reason: '属实' })),
    ).toMatchObject({ state: 'accepted' })
    expect(await read(document.id, ['x'])).toEqual({ opened: 0, kept: 1, reopened: 0, fixed: 1 })
    expect(await read(document.id, ['x', 'y'])).toEqual({ opened: 0, kept: 1, reopened: 1, fixed: 0 })
    const next = await upload('2'.repeat(64))
    expect(await read(next.document.id, ['z'], document.id)).toEqual({ opened: 1, kept: 0, reopened: 0, fixed: 2 })
    const events = await as('departmentFirst', (tx) => listFindingEvents(tx, x!.id))
    expect(events.map(({ kind, person_name }) => [kind, person_name])).toEqual([
      ['opened', 'preparerA'],
      ['answered', 'preparerA'],
      ['accepted', 'reviewerA'],
      ['fixed', 'preparerA'],
    ])
    const counts = await as('financeReviewer', (tx) => countFindings(tx, { year: 2033 }))
    expect(counts.map(({ state, count }) => [state, count]).sort()).toEqual([
      ['fixed', 2],
      ['open', 1],
    ])
  })

  it('have claims by region and year, those of the last reading only', async () => {
    const { document } = await upload('3'.repeat(64))
    await read(document.id, [])
    await read(document.id, [])
    const query = { region: '33', year: 2033, document: document.id }
    const claims = await as('departmentFirst', (tx) => listClaims(tx, query))
    expect(claims.map(({ low, high }) => [low, high])).toEqual([
      [100n, 199n],
      [null, null],
    ])
    expect(
      await as('preparerA', (tx) => listClaims(tx, { ...query, fen: 150n, coordinates: { function: '208' } })),
    ).toHaveLength(1)
    expect(await as('preparerB', (tx) => listClaims(tx, query))).toEqual([])
    expect(await as('preparerA', (tx) => confirmDocument(tx, { id: document.id, version: 1, year: 2034 }))).toEqual({
      version: 2,
      readAgain: true,
    })
    expect(await as('preparerA', (tx) => listClaims(tx, query))).toEqual([])
    await as('preparerA', (tx) => removeDocument(tx, { id: document.id, version: 2 }))
    expect((await as('preparerA', (tx) => listDocuments(tx))).map(({ id }) => id)).not.toContain(document.id)
  })

  it('carry comments that only their author rewords', async () => {
    const { document } = await upload('4'.repeat(64))
    const on = { kind: 'document', id: document.id } as const
    const comment = await as('departmentFirst', (tx) =>
      addComment(tx, { on, text: '请核对', anchor: { table: 1, row: 2 } }),
    )
    await expect(
      as('preparerA', (tx) => changeComment(tx, { id: comment.id, version: 1, text: '不用' })),
    ).rejects.toMatchObject({ facts: { reason: 'comment-immutable' } })
    await as('preparerA', (tx) => resolveComment(tx, { id: comment.id, version: 1, isResolved: true }))
    expect(await as('preparerA', (tx) => listComments(tx, { on, isOpen: true }))).toEqual([])
    await expect(as('preparerB', (tx) => addComment(tx, { on, text: '我也说' }))).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(as('readerFirst', (tx) => addComment(tx, { on, text: '我也说' }))).rejects.toMatchObject({
      code: 'not-allowed',
    })
  })
})

describe('guidance', () => {
  it('is laid down by the bureau and seen by those below; a ceiling by the one it is for', async () => {
    const { district: top, a, c } = district.organisations
    await as('financeAdmin', async (tx) => {
      await setCalendarEntry(tx, {
        organisation: top,
        year: 2035,
        stage: 'budget',
        step: 'publish',
        dueOn: '2035-02-20',
        basis: '批复后20日内',
      })
      await setCalendarEntry(tx, {
        organisation: top,
        year: 2035,
        stage: 'budget',
        step: 'publish',
        dueOn: '2035-02-21',
      })
      for (const subject of [a, c])
        await addThreshold(tx, {
          organisation: top,
          name: '控制数',
          subject,
          year: 2035,
          value: '1',
          unit: '元',
          source: '文件',
        })
    })
    expect(await as('preparerA', (tx) => listCalendar(tx, { year: 2035 }))).toMatchObject([
      { due_on: '2035-02-21', version: 2 },
    ])
    expect((await as('preparerA', (tx) => listThresholds(tx, { year: 2035 }))).map(({ subject }) => subject)).toEqual([
      a,
    ])
  })
})

describe('people', () => {
  it('get roles by four eyes, and never two of the three offices', async () => {
    const { organisations, people } = district
    const person = await as('system', (tx) =>
      createPerson(tx, { organisation: organisations.c, login: ' New ', name: '新人', secret: 'h' }),
    )
    expect(person.login).toBe('new')
    const propose = (role: 'reader' | 'auditor') =>
      as('system', (tx) => proposeGrant(tx, { person: person.id, organisation: organisations.c, role }))
    const grant = await propose('reader')
    await expect(propose('auditor')).rejects.toMatchObject({ facts: { reason: 'grant-separated' } })
    await expect(as('system', (tx) => decideGrant(tx, { id: grant.id, version: 1, state: 'active' }))).rejects.toThrow()
    expect(await store.as(person.id, (tx) => powersAt(tx, organisations.c))).toEqual(new Set())
    await as('security', (tx) => decideGrant(tx, { id: grant.id, version: 1, state: 'active' }))
    expect(await store.as(person.id, (tx) => powersAt(tx, organisations.c))).toEqual(new Set(['organisations', 'see']))
    await as('system', (tx) => changePerson(tx, { id: person.id, version: 1, isDisabled: true }))
    await expect(store.as(person.id, (tx) => getPerson(tx, person.id))).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(
      as('preparerA', (tx) => createPerson(tx, { organisation: organisations.a, login: 'x', name: 'x' })),
    ).rejects.toMatchObject({ code: 'not-allowed' })
    expect(people.preparerA).toBeDefined()
  })

  it('begin once', async () => {
    const again = store.nobody((tx) =>
      begin(tx, { organisation: { code: '1', name: 'x', region: '110000' }, administrators: [] }),
    )
    await expect(again).rejects.toMatchObject({ facts: { reason: 'already-started' } })
  })

  it('sign in, are locked after too many failures, and stay signed in while they do something', async () => {
    await as('preparerC', (tx) => setCredential(tx, { kind: 'password', secret: 'hash' }))
    const person = district.people.preparerC
    const failure = { person, kind: 'password', failedMax: 3, lockSeconds: 60 } as const
    const locks = []
    for (let n = 0; n < 3; n++) locks.push(await store.nobody((tx) => signInFailed(tx, failure)))
    expect(locks.map(Boolean)).toEqual([false, false, true])
    expect(await store.nobody((tx) => findSignIn(tx, 'PreparerC'))).toMatchObject({
      person,
      secret: 'hash',
      failed: 3,
      mustChange: false,
    })
    await store.nobody((tx) => signInSucceeded(tx, { person, kind: 'password' }))
    expect(await store.nobody((tx) => findSignIn(tx, 'preparerc'))).toMatchObject({ failed: 0, lockedUntil: null })
    expect(await store.nobody((tx) => findSignIn(tx, 'nobody'))).toBeUndefined()
    const made = { hash: 'cookie', secondFactor: false, expiresAt: new Date(Date.now() + 60_000) }
    const session = await as('preparerC', (tx) => createSession(tx, made))
    const look = (idleSeconds: number) => recogniseSession(store, { hash: 'cookie', idleSeconds, isAwake: true })
    expect(await look(60)).toEqual({
      ...{ person, login: 'preparerc', name: 'preparerC', roles: ['preparer'], must_change: false },
      second_factor: false,
    })
    expect(await look(0)).toBeUndefined()
    expect(await as('preparerA', (tx) => endSessions(tx, { id: session.id }))).toBe(0)
    expect(await as('preparerC', (tx) => endSessions(tx, {}))).toBe(1)
    expect(await look(60)).toBeUndefined()
    expect(await recoverAccount(store, { login: 'security', secret: 'new' })).toBe(true)
    expect(await store.nobody((tx) => findSignIn(tx, 'security'))).toMatchObject({ secret: 'new', mustChange: true })
  })

  it('get the first answer when they ask twice, also at the same moment', async () => {
    let works = 0
    const ask = (request: string) =>
      as('preparerA', (tx) =>
        once(tx, { key: 'k', request }, async () => {
          works++
          return { status: 201, answer: 'made' }
        }),
      )
    const answers = await Promise.all([ask('r'), ask('r'), ask('r')])
    expect(answers.map(({ answer }) => answer)).toEqual(['made', 'made', 'made'])
    expect([works, answers.filter(({ isRepeated }) => isRepeated).length]).toEqual([1, 2])
    await expect(ask('other')).rejects.toMatchObject({ facts: { reason: 'idempotency-other-request' } })
  })
})

describe('organisations', () => {
  it('move with all that is below them, never below themselves', async () => {
    const { first, second, a } = district.organisations
    const version = async (id: string) => (await as('system', (tx) => getOrganisation(tx, id))).version
    await expect(
      as('system', async (tx) => changeOrganisation(tx, { id: first, version: await version(first), parent: a })),
    ).rejects.toMatchObject({ facts: { reason: 'organisation-ring' } })
    await as('system', async (tx) =>
      changeOrganisation(tx, { id: first, version: await version(first), parent: second }),
    )
    const seen = (await as('departmentSecond', (tx) => listOrganisations(tx))).map(({ code }) => code)
    expect(seen).toEqual(['102', '101', '102001', '101001', '101002'])
    await as('system', async (tx) =>
      changeOrganisation(tx, { id: first, version: await version(first), parent: district.organisations.district }),
    )
    expect((await as('departmentSecond', (tx) => listOrganisations(tx))).map(({ code }) => code)).toEqual([
      '102',
      '102001',
    ])
  })
})
