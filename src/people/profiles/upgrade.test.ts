/** From the version that knew no profiles: whoever had approved her persona can be found, and nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bareDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { silentPersona } from '../../../test/support/silent-persona.ts'
import { migrate, readMigrations } from '../../platform/db/index.ts'
import { findProfile } from './store.ts'

let bare: Corner
beforeAll(async () => {
  bare = await bareDb()
  const migrations = await readMigrations()
  const at = migrations.findIndex(({ name }) => name === '0014-profiles')
  await migrate(bare.db, migrations.slice(0, at))
  await bare.db.statements(`insert into people (id, stage, status, approved_at) values
    ('ana', 'matched', 'paused', now()), ('bo', 'awaiting_approval', 'active', null), ('cleo', 'persona', 'active', null)`)
  await bare.db.statements(
    `insert into personas (person_id, version, persona, requirements, offerings, composer, generated_at)
      select id, 1, $1, '[{"text": "a cook", "source": {"kind": "edit"}}, {"text": "a song", "source": {"kind": "edit"}}]', '[]', 'test', now()
      from people where id <> 'cleo'`,
    [JSON.stringify(silentPersona)],
  )
  await migrate(bare.db, migrations)
})
afterAll(() => bare.close())

test('an approved persona stands for its person, and waits to be embedded', async () => {
  expect(await findProfile(bare.db.query, 'ana')).toMatchObject({
    isGiven: false,
    isListed: false,
    persona: silentPersona,
    personaNeeds: ['a cook', 'a song'],
    personaOffers: [],
    needsVectors: true,
  })
})

test('what nobody approved is not found, and everybody is registered as before', async () => {
  expect([await findProfile(bare.db.query, 'bo'), await findProfile(bare.db.query, 'cleo')]).toEqual([null, null])
  const { rows } = await bare.db.statements('select stage from people order by id')
  expect(rows.map(({ stage }) => stage)).toEqual(['matched', 'awaiting_approval', 'persona'])
})
