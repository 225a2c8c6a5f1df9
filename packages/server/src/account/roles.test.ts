import { API, ROLES } from '@gouji/api'
import { ROLES as STORED } from '@gouji/store'
import { expect, it } from 'vitest'

it('are the same nine in the table of endpoints and in the database', () => {
  expect([...ROLES].sort()).toEqual([...STORED].sort())
  const asked = Object.values(API).flatMap((group) =>
    Object.values(group).flatMap(({ who }) => (Array.isArray(who) ? who : [])),
  )
  expect(asked.filter((role) => !(STORED as readonly string[]).includes(role))).toEqual([])
})
