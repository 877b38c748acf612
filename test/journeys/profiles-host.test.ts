/** The database of a host that keeps profiles and blocks: what is read there is found here, and nothing is written there. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/base/index.ts'
import { openHouse } from '../../src/main/index.ts'
import { openProfilesHost, profilesMappingShape } from '../../src/people/index.ts'
import { hostRows, openHost, openHostReader, sql } from '../../src/platform/db/index.ts'
import { createMetrics, silentTelemetry } from '../../src/platform/telemetry/index.ts'
import { readSettings } from '../../src/settings/index.ts'
import type { Environment } from '../../src/settings/index.ts'
import { problemOf } from '../fixtures/documents/problem-of.ts'
import { realDatabaseUrl } from '../support/db.ts'
import { openTestHouse, registrationOf, serviceKey, testGround } from '../support/house.ts'
import type { Ground, TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { openLine } from '../support/process-outages.ts'
import type { Line } from '../support/process-outages.ts'
import { expectProblem } from '../support/problems.ts'
import { openProfilesHostDatabase } from '../support/profiles-host.ts'
import type { ProfilesHostDatabase } from '../support/profiles-host.ts'
import { recordingTelemetry } from '../support/recording-telemetry.ts'

const door = { setting: 'PROFILES_DATABASE_URL', telemetry: silentTelemetry(), slowQueryMs: 1000 }
const admin = realDatabaseUrl ?? ''

type Row = Record<string, unknown>

/** What can be seen of somebody. */
function watching(house: () => TestHouse) {
  const rows = async (text: string, values: readonly unknown[] = []): Promise<Row[]> => [
    ...(await house().house.db.statements(text, values)).rows,
  ]
  const profileOf = async (id: string): Promise<Row> => (await house().call('GET', `/api/v1/people/${id}`)).body
  return {
    rows,
    profileOf,
    becomes: (id: string, expected: Row): Promise<void> =>
      eventually(async () => {
        const profile = await profileOf(id)
        return Object.entries(expected).every(
          ([name, value]) => JSON.stringify(profile[name]) === JSON.stringify(value),
        )
      }),
    isThere: async (id: string): Promise<boolean> => (await profileOf(id))['user_id'] === id,
    isKnown: async (id: string): Promise<boolean> =>
      (await rows('select 1 from people where id = $1', [id])).length === 1,
    blocksOf: async (id: string): Promise<string[]> =>
      (await rows('select other_id, source from blocks where person_id = $1 order by other_id', [id])).map(
        ({ other_id: other, source }) => `${String(other)} ${String(source)}`,
      ),
    /** Waits for a whole pass that begins after this. */
    async passed(name = 'profiles'): Promise<void> {
      const turned = async () =>
        Number((await rows('select page from host_passes where name = $1', [name]))[0]?.['page'])
      const before = await turned()
      // The one that may be under way has two pages at least, and so has the next.
      await eventually(async () => (await turned()) >= before + 4)
    },
  }
}

describe.runIf(realDatabaseUrl)('beside a host', () => {
  let host: ProfilesHostDatabase
  let line: Line
  let ground: Ground
  let house: TestHouse
  const { rows, profileOf, becomes, isThere, isKnown, blocksOf, passed } = watching(() => house)
  const [ann, bob, eve] = [newId(), newId(), newId()]

  beforeAll(async () => {
    host = await openProfilesHostDatabase(admin)
    line = await openLine(host.url)
    ground = await testGround()
    await host.add({
      id: ann,
      first_name: ' Ann ',
      last_name: 'Other',
      age: 30,
      about: '  I teach climbing. ',
      interests: ['Climbing', '', 'climbing'],
      gender: 'female',
      latitude: 28.6139,
      longitude: 77.209,
    })
    await host.add({ id: bob, first_name: 'Bob', age: 31, about: 'I climb.', last_active: '2026-01-01 10:00:00' })
    await host.add({ id: eve, first_name: 'Eve' })
    const settings = {
      PROFILES_DATABASE_URL: line.through(host.url),
      PROFILES_SYNC_INTERVAL: '1s',
      MATCHMAKING_INTERVAL: '1h',
    }
    house = await openTestHouse(ground, settings, { ...silentTelemetry(), metrics: createMetrics() })
    await eventually(async () => (await isThere(ann)) && (await isThere(bob)) && (await isThere(eve)))
  })
  afterAll(async () => {
    await house.stop()
    await line.close()
    await host.drop()
    await ground.remove()
  })

  const foundBy = async (asker: string): Promise<string[]> => {
    const body = { user_id: asker, prompt: 'somebody who climbs, anywhere', two_way: false }
    const answer = await house.call<{ matches: { id: string }[] }>('POST', '/api/v1/people/search', body)
    expect(answer.status).toBe(200)
    return answer.body.matches.map(({ id }) => id)
  }

  test('whoever is there at the start is found, as the host describes her', async () => {
    expect(await profileOf(ann)).toMatchObject({
      name: 'Ann Other',
      age: 30,
      about: 'I teach climbing.',
      interests: ['Climbing'],
      needs: [],
      gender: 'female',
      latitude: 28.6139,
      longitude: 77.209,
      visible: true,
      suspended: false,
    })
    expect((await profileOf(bob))['last_active']).toBe('2026-01-01T10:00:00.000Z')
    expect(await foundBy(eve)).toContain(ann)
  })

  test('what changes there changes here, and what stays costs no write', async () => {
    const before = (await profileOf(bob))['updated_at']
    await host.set(ann, { about: 'I teach skiing.', needs: ['A friend'], age: 200 })
    await becomes(ann, { about: 'I teach skiing.', needs: ['A friend'], age: null })
    await host.set(ann, { about: 'I teach climbing.', age: 30 })
    await becomes(ann, { about: 'I teach climbing.', age: 30 })
    await passed()
    expect((await profileOf(bob))['updated_at']).toBe(before)
  })

  test('who is invisible or suspended is not found, and comes back', async () => {
    await host.set(ann, { invisible_mode: true })
    await becomes(ann, { visible: false })
    expect(await foundBy(eve)).not.toContain(ann)
    await host.set(ann, { invisible_mode: false, is_suspended: true })
    await becomes(ann, { visible: true, suspended: true })
    expect(await foundBy(eve)).not.toContain(ann)
    await host.set(ann, { is_suspended: false })
    await becomes(ann, { suspended: false })
    expect(await foundBy(eve)).toContain(ann)
  })

  test('the host’s word counts for more than our own API’s, which keeps what the host has no column for', async () => {
    const said = { name: 'Bob of our own', about: 'I say so.', offers: ['Belaying'], preferences: { max_distance: 5 } }
    expect((await house.call('PUT', `/api/v1/people/${bob}`, said)).status).toBe(200)
    await becomes(bob, { name: 'Bob', about: 'I climb.', age: 31 })
    expect(await profileOf(bob)).toMatchObject({ offers: ['Belaying'], preferences: { max_distance: 5 } })
    expect((await house.call('DELETE', `/api/v1/people/${bob}`)).status).toBe(200)
    await becomes(bob, { name: 'Bob', offers: [] })
  })

  test.each([
    ['is called deleted', { is_deleted: true }, { is_deleted: false }],
    ['has a time of deletion', { deleted_at: new Date() }, { deleted_at: null }],
  ])('whoever %s there leaves here, whole, and comes back with her row', async (_what, gone, back) => {
    await host.set(ann, gone)
    await eventually(async () => !(await isKnown(ann)))
    expectProblem(await house.call('GET', `/api/v1/people/${ann}`), 'profile.not_found')
    expect(await rows('select 1 from profile_vectors where person_id = $1', [ann])).toEqual([])
    await host.set(ann, back)
    await becomes(ann, { about: 'I teach climbing.' })
  })

  test('whose row goes loses what the host said, and keeps what else there is of her', async () => {
    const [alone, registered] = [newId(), newId()]
    for (const id of [alone, registered]) await host.add({ id, first_name: 'Cleo', about: 'I paint.' })
    await eventually(async () => (await isThere(alone)) && (await isThere(registered)))
    await house.matched({ id: registered, needs: 'I need a bicycle.', offers: 'I repair shoes.' })
    await host.rows('delete from profiles where id = any($1)', [[alone, registered]])
    await eventually(async () => !(await isKnown(alone)) && !(await isThere(registered)))
    expect((await house.call('GET', `/api/v1/user/${registered}`)).body['stage']).toBe('matched')
    const [left] = await rows('select about, is_given, host_digest from profiles where person_id = $1', [registered])
    expect(left).toEqual({ about: null, is_given: false, host_digest: null })
  })

  test('whom our own API alone knows stays, whatever the host has', async () => {
    expect((await house.call('PUT', '/api/v1/people/ours', { about: 'I am yours.' })).status).toBe(201)
    await house.call('POST', '/api/v1/user/register', registrationOf({ id: 'also-ours', needs: 'A.', offers: 'B.' }))
    await passed()
    await passed('blocks')
    expect([await isThere('ours'), await isKnown('also-ours')]).toEqual([true, true])
  })

  describe('blocks', () => {
    test('one that the host has keeps two apart in both directions, and goes when the host drops it', async () => {
      expect(await foundBy(bob)).toContain(ann)
      await host.block(ann, bob)
      await eventually(async () => (await blocksOf(ann)).includes(`${bob} host`))
      expect(await foundBy(bob)).not.toContain(ann)
      expect(await foundBy(ann)).not.toContain(bob)
      await host.rows('delete from blocks')
      await eventually(async () => (await blocksOf(ann)).length === 0)
      expect(await foundBy(bob)).toContain(ann)
    })

    test('one that was made here stays, before the host’s and after it', async () => {
      const path = `/api/v1/user/${ann}/blocks/`
      await house.call('PUT', `${path}${eve}`)
      await host.block(ann, bob)
      await host.block(ann, eve)
      await eventually(async () => (await blocksOf(ann)).length === 2)
      expect((await blocksOf(ann)).toSorted()).toEqual([`${bob} host`, `${eve} api`].toSorted())
      await house.call('PUT', `${path}${bob}`)
      await host.rows('delete from blocks')
      await passed('blocks')
      expect((await blocksOf(ann)).toSorted()).toEqual([`${bob} api`, `${eve} api`].toSorted())
      for (const other of [bob, eve]) await house.call('DELETE', `${path}${other}`)
    })

    test('one that was taken back here alone is the host’s still, and comes again', async () => {
      await host.block(bob, eve)
      await eventually(async () => (await blocksOf(bob)).length === 1)
      await house.call('DELETE', `/api/v1/user/${bob}/blocks/${eve}`)
      await passed('blocks')
      expect(await blocksOf(bob)).toEqual([`${eve} host`])
    })

    test('one by somebody who is not known waits for her, and may name somebody who is yet to come', async () => {
      const [late, never] = [newId(), newId()]
      await host.block(late, ann)
      await host.block(eve, never)
      await host.block(eve, eve)
      await eventually(async () => (await blocksOf(eve)).length === 1)
      await passed('blocks')
      expect(await blocksOf(late)).toEqual([])
      await host.add({ id: late, first_name: 'Late' })
      await eventually(async () => (await blocksOf(late)).length === 1)
      expect(await blocksOf(eve)).toEqual([`${never} host`])
    })

    test('a matched pair that the host blocks is nobody’s match any more', async () => {
      const [one, other] = [newId(), newId()]
      for (const id of [one, other]) await host.add({ id, first_name: 'Dora' })
      await house.matched({ id: one, needs: 'I need a tutor in Latin.', offers: 'I plant gardens.' })
      await house.matched({ id: other, needs: 'I need my garden planted.', offers: 'I teach Latin.' })
      const pairs = () => rows('select 1 from pairs where $1 in (a_id, b_id) and $2 in (a_id, b_id)', [one, other])
      await eventually(async () => (await pairs()).length === 1)
      await host.block(one, other)
      await eventually(async () => (await pairs()).length === 0)
      await host.rows('delete from blocks where blocker_id = $1', [one])
      await eventually(async () => (await pairs()).length === 1)
    })
  })

  test('2,500 people come in pages, and go in pages', async () => {
    await host.rows(
      `insert into profiles (id, first_name, age) select gen_random_uuid(), 'Many', 20 + n % 60 from generate_series(1, 2500) n`,
    )
    const many = async () =>
      (await rows(`select count(*)::int as count from profiles where name = 'Many'`))[0]?.['count']
    await eventually(async () => (await many()) === 2500, 60_000)
    const largest = await rows(
      `select count(*)::int as count from profiles where name = 'Many' group by created_at order by 1 desc limit 1`,
    )
    expect(Number(largest[0]?.['count'])).toBeLessThanOrEqual(1000)
    await host.rows(`delete from profiles where first_name = 'Many' and age > 77`)
    const left = Number((await host.rows<Row>(`select count(*) from profiles where first_name = 'Many'`))[0]?.['count'])
    expect(left).toBeGreaterThan(0)
    await eventually(async () => (await many()) === left, 120_000)
  }, 200_000)

  test('a host that is away stops nothing, is named, and is read again when it is back', async () => {
    const { call } = house
    const state = async (): Promise<unknown> => {
      const { body } = await call<{ dependencies: Row[] }>('GET', '/health/ready')
      return body.dependencies.find(({ name }) => name === 'profiles_database')?.['status']
    }
    expect(await state()).toBe('up')
    line.cut()
    await eventually(async () => (await state()) === 'down')
    expect((await call('GET', '/health/ready')).status).toBe(200)
    expect((await call('GET', '/health')).status).toBe(200)
    expect(await foundBy(eve)).toContain(ann)
    expect((await call('PATCH', `/api/v1/people/${eve}`, { about: 'I wait.' })).status).toBe(200)
    await host.set(ann, { about: 'I taught climbing.' })
    await line.heal()
    await becomes(ann, { about: 'I taught climbing.' })
    await becomes(eve, { about: null })
    await eventually(async () => (await state()) === 'up')
  }, 90_000)

  test('its connections are measured beside our own', async () => {
    const response = await fetch(`${house.address}/metrics`, {
      headers: { 'x-api-key': serviceKey },
    })
    expect(await response.text()).toMatch(/^reciprocity_db_pool\{database="profiles",state="total"\} [1-4]$/mu)
  })
})

describe.runIf(realDatabaseUrl)('what a host holds of garbage', () => {
  test('rows that nobody can be are left out, counted and not named, and the rest goes on', async () => {
    const host = await openProfilesHostDatabase(admin, 'text')
    const ground = await testGround()
    await host.rows(`alter table profiles alter last_active type text, alter latitude type text, alter age type text`)
    for (const id of ['', 'a/b', 'x'.repeat(129), 'register']) await host.add({ id, first_name: 'Nobody' })
    await host.add({ id: 'good', age: 'forty', latitude: 'north', longitude: 1, last_active: 'yesterday' })
    await host.add({ id: 'Good', first_name: 'Z'.repeat(500), age: '40', last_active: 'infinity' })
    for (const [one, other] of [
      ['good', 'good'],
      ['good', 'a/b'],
      ['a/b', 'good'],
      ['good', 'Good'],
    ])
      await host.block(one ?? '', other ?? '')
    const telemetry = recordingTelemetry()
    const house = await openTestHouse(
      ground,
      { PROFILES_DATABASE_URL: host.url, PROFILES_SYNC_INTERVAL: '1s' },
      telemetry,
    )
    const { profileOf, isThere, blocksOf, rows } = watching(() => house)
    await eventually(async () => (await isThere('good')) && (await blocksOf('good')).length > 0)
    expect(await profileOf('good')).toMatchObject({ age: null, latitude: null, longitude: null, last_active: null })
    expect(await profileOf('Good')).toMatchObject({ name: 'Z'.repeat(200), age: 40, last_active: null })
    expect(await blocksOf('good')).toEqual(['Good host'])
    expect((await rows('select id from people order by id')).map(({ id }) => id)).toEqual(['Good', 'good'])
    const told = telemetry.lines.filter(({ message }) => message.includes('left out'))
    expect(told.map(({ facts }) => facts['rows'])).toEqual(expect.arrayContaining([4, 3]))
    expect(JSON.stringify(telemetry.lines)).not.toMatch(/Nobody|forty|ZZZ/u)
    await house.stop()
    await host.drop()
    await ground.remove()
  }, 60_000)
})

describe.runIf(realDatabaseUrl)('a start that goes wrong', () => {
  let host: ProfilesHostDatabase
  let ground: Ground
  beforeAll(async () => {
    host = await openProfilesHostDatabase(admin)
    ground = await testGround()
  })
  afterAll(async () => {
    await host.drop()
    await ground.remove()
  })

  /** The sentence with which the start is refused: one line, without a secret. */
  async function refusalOf(changes: Environment): Promise<string> {
    const environment = { ...ground.environment, PROFILES_DATABASE_URL: host.url, ...changes }
    const problem = await problemOf((async () => openHouse(readSettings(environment), silentTelemetry()))())
    expect(problem.detail.split('\n').length).toBe(1)
    expect(problem.detail).not.toMatch(/hush|postgres(?:ql)?:\/\//u)
    return problem.detail
  }

  test.each([
    [
      { profiles: { table: 'people' } },
      'The database of PROFILES_DATABASE_URL has no table "people". Set PROFILES_DATABASE_MAPPING to the names that it uses.',
    ],
    [
      { profiles: { offers: 'gives' } },
      'The table "profiles" of PROFILES_DATABASE_URL has no column "gives". Set PROFILES_DATABASE_MAPPING to the names that it uses.',
    ],
    [
      { blocks: { table: 'bans' } },
      'The database of PROFILES_DATABASE_URL has no table "bans". Set PROFILES_DATABASE_MAPPING to the names that it uses.',
    ],
  ])('what the mapping %j names and the host lacks is named', async (mapping, sentence) => {
    expect(await refusalOf({ PROFILES_DATABASE_MAPPING: JSON.stringify(mapping) })).toBe(sentence)
  })

  test('a host that cannot be reached is named by its setting', async () => {
    const url = new URL(host.url)
    url.port = '9'
    expect(await refusalOf({ PROFILES_DATABASE_URL: url.toString() })).toMatch(
      /^PROFILES_DATABASE_URL cannot be reached/u,
    )
  })

  test('a right that is missing is named', async () => {
    await host.asGuest('grant select on profiles to guest', async (url) => {
      expect(await refusalOf({ PROFILES_DATABASE_URL: url })).toBe(
        'The user of PROFILES_DATABASE_URL may not SELECT on "blocks". Grant it, or name another table in PROFILES_DATABASE_MAPPING.',
      )
    })
  })

  test('the right to read the columns of the mapping is enough, and a host without blocks needs none on them', async () => {
    const mapping = { profiles: { about: null, needs: null }, blocks: null }
    const { table: _, ...names } = profilesMappingShape.parse(mapping).profiles
    const columns = Object.values(names).filter((name) => name !== null)
    await host.add({ id: newId(), first_name: 'Ann', about: 'Hidden.' })
    await host.asGuest(`grant select (${columns.join()}) on profiles to guest`, async (url) => {
      const db = await openHostReader({ ...door, url })
      const reading = await openProfilesHost(db, profilesMappingShape.parse(mapping))
      const [row] = await reading.profilesAfter(null)
      expect(row?.facts).toMatchObject({ first_name: 'Ann' })
      expect(Object.keys(row?.facts ?? {})).not.toContain('about')
      expect(await reading.blocksAfter(null)).toEqual([])
      await db.close()
    })
  })

  test('ids that the host cannot have are passed over', async () => {
    const db = await openHostReader({ ...door, url: host.url })
    const reading = await openProfilesHost(db, profilesMappingShape.parse({}))
    expect(await reading.marksOf(['not-a-uuid', newId()])).toEqual([])
    await host.add({ id: newId() })
    const all = await reading.profilesAfter(null)
    expect(await reading.profilesAfter('not-a-uuid')).toEqual(all)
    expect(await reading.blocksAfter({ blockerId: 'not-a-uuid', blockedId: newId() })).toEqual([])
    expect(await reading.blocksAmong([{ blockerId: 'not-a-uuid', blockedId: newId() }])).toEqual([])
    await db.close()
  })

  test('whatever rights its user has, nothing can be written through the door, by its type and by its session', async () => {
    const reader = await openHostReader({ ...door, url: host.url })
    const writing = sql`insert into profiles (id) values (gen_random_uuid())`
    const refused = await problemOf(hostRows(reader.query, 'test', writing))
    expect(refused.cause).toMatchObject({ code: '25006' })
    const writer = await openHost({ ...door, url: host.url })
    const needsWriter = (tx: typeof writer.query): unknown => tx
    // @ts-expect-error What is only read is no place for what writes.
    expect(needsWriter(reader.query)).toBe(reader.query)
    expect(await hostRows(writer.query, 'test', sql`select 1 as one`)).toEqual([{ one: 1 }])
    await Promise.all([reader.close(), writer.close()])
  })
})
