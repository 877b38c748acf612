/** `kill -9` between the pages of a pass over a host's profiles: it goes on where it stopped, and nothing is written twice. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { realDatabaseUrl } from '../support/db.ts'
import { testGround } from '../support/house.ts'
import type { Ground } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { endPrograms, startProgram } from '../support/process.ts'
import { openProfilesHostDatabase } from '../support/profiles-host.ts'
import type { ProfilesHostDatabase } from '../support/profiles-host.ts'

describe.runIf(realDatabaseUrl)('a pass over 2,500 profiles of a host', () => {
  let host: ProfilesHostDatabase
  let ground: Ground
  let ours: pg.Pool
  beforeAll(async () => {
    host = await openProfilesHostDatabase(realDatabaseUrl ?? '')
    ground = await testGround()
    ours = new pg.Pool({ connectionString: String(ground.environment['DATABASE_URL']), max: 1 })
    await host.rows(
      `insert into profiles (id, first_name, age) select gen_random_uuid(), 'Many', 20 + n % 60 from generate_series(1, 2500) n`,
    )
  })
  afterAll(async () => {
    await endPrograms()
    await ours.end()
    await host.drop()
    await ground.remove()
  })

  const start = (killAt?: RegExp) =>
    startProgram(
      { ...ground.environment, PROFILES_DATABASE_URL: host.url, PROFILES_SYNC_INTERVAL: '7d' },
      killAt ? { killAt } : {},
    )
  const one = async (text: string): Promise<unknown> => Object.values((await ours.query(text)).rows[0] ?? {})[0]
  const taken = () => one('select count(*)::int from reciprocity.profiles')

  test('that is killed after each page takes every profile, each page in one transaction and once', async () => {
    for (const count of [1000, 2000]) {
      const program = await start(/"job":"people\.sync-profiles".*"msg":"A job ran\."/u)
      expect(await program.ended).toBeNull()
      expect(await taken()).toBe(count)
    }
    const last = await start()
    await eventually(async () => (await taken()) === 2500, 60_000)
    expect(await one('select count(distinct created_at)::int from reciprocity.profiles')).toBe(3)
    await eventually(
      async () => (await one(`select step from reciprocity.host_passes where name = 'profiles'`)) === 'taking',
    )
    expect(await one('select count(*)::int from reciprocity.profiles where updated_at > created_at')).toBe(0)
    expect(await last.stop()).toBe(0)
  }, 240_000)
})
