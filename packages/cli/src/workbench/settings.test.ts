import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { dataFolder } from './settings.ts'

afterEach(() => void vi.restoreAllMocks())
const asUser = (uid: number): void => void vi.spyOn(process, 'getuid').mockReturnValue(uid)

it('is what is named, by option before environment', () => {
  expect(dataFolder('/srv/a', { GOUJI_DATA: '/srv/b' })).toBe('/srv/a')
  expect(dataFolder(undefined, { GOUJI_DATA: '/srv/b' })).toBe('/srv/b')
})

it('lies in the home of an ordinary user, and where the account of the database comes in for root', () => {
  asUser(1000)
  expect(dataFolder(undefined, {})).toBe(join(homedir(), '.local', 'share', 'gouji'))
  expect(dataFolder(undefined, { XDG_DATA_HOME: '/data' })).toBe('/data/gouji')
  asUser(0)
  expect(dataFolder(undefined, {})).toBe('/var/lib/gouji')
  expect(dataFolder(undefined, { XDG_DATA_HOME: '/data' })).toBe('/data/gouji')
})
