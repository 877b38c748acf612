/** The host product's own database: what is read there, what is written, and that nothing else is touched. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../../src/base/index.ts'
import { openHouse } from '../../src/main/index.ts'
import { hostMappingShape, openPeopleHost } from '../../src/people/index.ts'
import { hostRows, openHost, rows, sql, tablesOf } from '../../src/platform/db/index.ts'
import type { HostTx, Tx } from '../../src/platform/db/index.ts'
import { silentTelemetry } from '../../src/platform/telemetry/index.ts'
import { readSettings } from '../../src/settings/index.ts'
import type { Environment } from '../../src/settings/index.ts'
import { problemOf } from '../fixtures/documents/problem-of.ts'
import { realDatabaseUrl } from '../support/db.ts'
import { openHostDatabase, wholeMapping } from '../support/host-database.ts'
import type { HostDatabase } from '../support/host-database.ts'
import { openTestHouse, registrationOf, testGround, webhookSecret } from '../support/house.ts'
import type { Ground, TestHouse, TestPerson } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { openReceiver } from '../support/receiver.ts'
import type { Receiver } from '../support/receiver.ts'

/** Two who need each other, under ids that the host gave. */
const needsBikes = { needs: 'I am looking for somebody who repairs my bicycle.', offers: 'I plant vegetable gardens.' }
const needsGarden = {
  needs: 'I need help with planting a vegetable garden.',
  offers: 'I repair bicycles and replace brakes.',
}
const ann: TestPerson = { id: newId(), ...needsBikes }
const bob: TestPerson = { id: newId(), ...needsGarden }

interface Lists {
  readonly requirements_matches: readonly { readonly user_id: string; readonly mutual_score: number }[]
}
interface Summary {
  readonly user_id: string
  readonly persona: Record<string, unknown>
  readonly requirements: string[]
  readonly offerings: string[]
  readonly updated_at: Date
  readonly note: string | null
}
interface Pair {
  readonly user_a_id: string
  readonly user_b_id: string
  readonly score: number
}

const door = {
  setting: 'RECIPROCITY_BACKEND_DB_URL',
  telemetry: silentTelemetry(),
  slowQueryMs: 1000,
}

describe.runIf(realDatabaseUrl)('beside a host', () => {
  let host: HostDatabase
  let receiver: Receiver
  let ground: Ground
  let house: TestHouse

  beforeAll(async () => {
    host = await openHostDatabase(realDatabaseUrl ?? '')
    receiver = await openReceiver({ secret: webhookSecret })
    ground = await testGround()
    house = await openTestHouse(ground, {
      RECIPROCITY_BACKEND_DB_URL: host.url,
      RECIPROCITY_BACKEND_DB_MAPPING: JSON.stringify(wholeMapping),
      RECIPROCITY_BACKEND_URL: receiver.baseUrl,
      WEBHOOK_SECRETS: webhookSecret,
    })
    // Ours has a table of that name too: what is meant for the host must not end here.
    await house.house.db.statements(
      `create table public.users (id text primary key, onboarding_status text not null);
       insert into public.users values ('${ann.id}', 'ours'), ('${bob.id}', 'ours')`,
    )
    for (const person of [ann, bob]) {
      await host.addUser(person.id)
      await house.matched(person)
    }
  })
  afterAll(async () => {
    await house.stop()
    await receiver.close()
    await host.drop()
    await ground.remove()
  })

  const matchesOf = async (id: string): Promise<string[]> =>
    (await house.call<Lists>('GET', `/api/v1/matching/${id}/matches`)).body.requirements_matches.map(
      (match) => match.user_id,
    )
  const statusOf = async (id: string): Promise<unknown> =>
    (await host.rows('select onboarding_status from users where id = $1', [id]))[0]?.['onboarding_status']
  const summariesOf = (id: string): Promise<Summary[]> =>
    host.rows<Summary>('select * from user_summaries where user_id = $1', [id])
  const pairsOf = (id: string): Promise<Pair[]> =>
    host.rows<Pair>('select user_a_id, user_b_id, score from matches where user_a_id = $1 or user_b_id = $1', [id])
  const ends = ({ user_a_id: a, user_b_id: b }: Pair): string[] => [a, b].toSorted()

  /** Registered, approved, compared, and the host's database in step with it. */
  async function join(person: TestPerson): Promise<void> {
    await host.addUser(person.id)
    await house.matched(person)
    await eventually(async () => (await summariesOf(person.id)).length > 0)
  }

  const someone = (texts: { needs: string; offers: string }): TestPerson => ({ id: newId(), ...texts })

  test('whoever first reaches her matches has come aboard, in the host’s database and not in ours', async () => {
    await eventually(async () => (await statusOf(ann.id)) === 'completed' && (await statusOf(bob.id)) === 'completed')
    const { rows: ours } = await house.house.db.statements('select distinct onboarding_status from public.users')
    expect(ours).toEqual([{ onboarding_status: 'ours' }])
  })

  test('whoever still waits for approval has not come aboard', async () => {
    const waiting = someone({ needs: 'I need a tutor in Latin.', offers: 'I sharpen skates.' })
    await host.addUser(waiting.id)
    await house.call('POST', '/api/v1/user/register', registrationOf(waiting))
    await house.reached(waiting.id, 'awaiting_approval')
    expect(await statusOf(waiting.id)).toBe('in_progress')
    expect(await summariesOf(waiting.id)).toEqual([])
  })

  test('a persona is mirrored once, with its needs and offers', async () => {
    await eventually(async () => (await summariesOf(ann.id)).length > 0)
    const [summary] = await summariesOf(ann.id)
    expect(summary).toMatchObject({ requirements: [ann.needs], offerings: [ann.offers], note: null })
    expect(Object.keys(summary?.persona ?? {}).toSorted()).toEqual([
      'archetype',
      'engagement_style',
      'experience',
      'focus',
      'investment_philosophy',
      'name',
      'profile_essence',
      'what_theyre_looking_for',
    ])
    expect(summary?.updated_at).toBeInstanceOf(Date)
  })

  test('a pair is mirrored once, with its score, whoever of the two came first', async () => {
    const { body } = await house.call<Lists>('GET', `/api/v1/matching/${ann.id}/matches`)
    await eventually(async () => (await pairsOf(ann.id)).length > 0)
    const pairs = await pairsOf(ann.id)
    expect(pairs.map(ends)).toEqual([[ann.id, bob.id].toSorted()])
    expect(pairs[0]?.score).toBe(body.requirements_matches[0]?.mutual_score)
  })

  test('ids that the host does not know match nobody, and nobody is told of them', async () => {
    const unknown = someone(needsGarden)
    const named = { id: 'a-name-of-old', ...needsGarden }
    for (const person of [unknown, named]) await house.matched(person)
    expect(await matchesOf(unknown.id)).toEqual([])
    expect(await matchesOf(named.id)).toEqual([])
    const late = someone(needsBikes)
    await join(late)
    expect(await matchesOf(late.id)).toEqual([bob.id])
    expect(await matchesOf(ann.id)).toEqual([bob.id])
    await eventually(() => receiver.received.some(({ text }) => text.includes(late.id) && text.includes('matches')))
    const told = receiver.received.filter(
      ({ path }) => path.endsWith('matches-ready') && !path.endsWith('v1/webhooks/matches-ready'),
    )
    const targets = told.flatMap(({ text }) => (JSON.parse(text) as { matches: { target_user_id: string }[] }).matches)
    expect(targets.map(({ target_user_id: target }) => target)).not.toContain(unknown.id)
    expect(targets.map(({ target_user_id: target }) => target)).not.toContain(named.id)
    expect((await summariesOf(unknown.id)).length + (await pairsOf(unknown.id)).length).toBe(0)
    for (const { id } of [unknown, named, late]) await house.call('DELETE', `/api/v1/user/${id}`)
  })

  test('an id in capitals is the same user to the host', async () => {
    const loud = { ...someone(needsGarden) }
    const capitals = { ...loud, id: loud.id.toUpperCase() }
    await host.addUser(loud.id)
    await house.matched(capitals)
    expect(await matchesOf(ann.id)).toContain(capitals.id)
    await eventually(async () => (await statusOf(loud.id)) === 'completed')
    await house.call('DELETE', `/api/v1/user/${capitals.id}`)
    await eventually(async () => (await summariesOf(loud.id)).length === 0)
  })

  test('whom the host has lost drops out of lists and out of the next message', async () => {
    const lost = someone(needsGarden)
    await join(lost)
    expect(await matchesOf(ann.id)).toContain(lost.id)
    await eventually(async () => (await pairsOf(lost.id)).length > 0)
    await host.rows('delete from matches where user_a_id = $1 or user_b_id = $1', [lost.id])
    await host.rows('delete from user_summaries where user_id = $1', [lost.id])
    await host.rows('delete from users where id = $1', [lost.id])
    await update(ann, 'I also prune roses.')
    expect(await matchesOf(ann.id)).not.toContain(lost.id)
    await house.call('DELETE', `/api/v1/user/${lost.id}`)
  })

  /** Says something more and waits for the batch that hears it. */
  async function update(person: TestPerson, more: string): Promise<void> {
    const changed = registrationOf({ ...person, offers: `${person.offers} ${more}` })
    expect((await house.call('POST', '/api/v1/user/register', { ...changed, update: true })).status).toBe(202)
    await house.call('POST', '/api/v1/matching/run')
    await eventually(
      async () => (await house.call('GET', `/api/v1/user/${person.id}`)).body['needs_matchmaking'] === false,
    )
  }

  test('an update changes the row that is there', async () => {
    await update(bob, 'I true wheels.')
    await eventually(async () => (await summariesOf(bob.id))[0]?.offerings.includes('I true wheels.') ?? false)
    expect((await summariesOf(bob.id)).length).toBe(1)
    expect((await pairsOf(bob.id)).map(ends)).toEqual([[ann.id, bob.id].toSorted()])
  })

  test('what the host itself wrote beside it stays', async () => {
    await host.rows(`update user_summaries set note = 'ours' where user_id = $1`, [bob.id])
    await host.rows('update matches set seen = true')
    await update(bob, 'I patch tubes.')
    await eventually(async () => (await summariesOf(bob.id))[0]?.offerings.includes('I patch tubes.') ?? false)
    expect((await summariesOf(bob.id))[0]?.note).toBe('ours')
    expect(await host.rows('select seen from matches')).toEqual([{ seen: true }])
  })

  test('a pair that goes is taken out of the host’s table, and comes back with the pair', async () => {
    await house.call('PUT', `/api/v1/user/${ann.id}/blocks/${bob.id}`)
    await eventually(async () => (await pairsOf(ann.id)).length === 0)
    await house.call('DELETE', `/api/v1/user/${ann.id}/blocks/${bob.id}`)
    await eventually(async () => (await pairsOf(ann.id)).length === 1)
    await house.call('PUT', `/api/v1/user/${bob.id}/status`, { status: 'paused' })
    await eventually(async () => (await pairsOf(ann.id)).length === 0)
    await house.call('PUT', `/api/v1/user/${bob.id}/status`, { status: 'active' })
    await eventually(async () => (await pairsOf(ann.id)).length === 1)
  })

  test('whoever leaves takes her summary and her pairs with her, and the host keeps its user', async () => {
    const leaving = someone(needsGarden)
    await join(leaving)
    await eventually(async () => (await pairsOf(leaving.id)).length > 0)
    await house.call('DELETE', `/api/v1/user/${leaving.id}`)
    await eventually(
      async () => (await summariesOf(leaving.id)).length === 0 && (await pairsOf(leaving.id)).length === 0,
    )
    expect(await statusOf(leaving.id)).toBe('completed')
    expect((await pairsOf(ann.id)).map(ends)).toEqual([[ann.id, bob.id].toSorted()])
  })

  test('rows of those who never came to us are not touched', async () => {
    const [other, another] = [newId(), newId()]
    await host.addUser(other)
    await host.addUser(another)
    await host.rows(`insert into user_summaries (user_id, persona, note) values ($1, '{"by": "hand"}', 'theirs')`, [
      other,
    ])
    await host.rows('insert into matches (user_a_id, user_b_id, score) values ($1, $2, 1)', [other, another])
    await house.call('DELETE', `/api/v1/user/${other}`)
    const gone = someone(needsGarden)
    await join(gone)
    await house.call('DELETE', `/api/v1/user/${gone.id}`)
    await eventually(async () => (await summariesOf(gone.id)).length === 0)
    expect(await statusOf(other)).toBe('in_progress')
    expect(await summariesOf(other)).toMatchObject([{ persona: { by: 'hand' }, note: 'theirs' }])
    expect((await pairsOf(other)).length).toBe(1)
  })

  test('many who arrive at once are each written once', async () => {
    const crowd = Array.from({ length: 12 }, (_, index) => someone(index % 2 === 0 ? needsBikes : needsGarden))
    await Promise.all(crowd.map(join))
    await eventually(
      async () =>
        (await host.rows('select 1 from matches where user_a_id = any($1)', [crowd.map(({ id }) => id)])).length > 0,
    )
    await quiet()
    const twice = 'select user_a_id, user_b_id, count(*) from matches group by 1, 2 having count(*) > 1'
    expect(await host.rows(twice)).toEqual([])
    expect(await host.rows('select user_id, count(*) from user_summaries group by 1 having count(*) > 1')).toEqual([])
    const stored = await host.rows('select 1 from matches where user_a_id = any($1) or user_b_id = any($1)', [
      crowd.map(({ id }) => id),
    ])
    // Six and six who all fit each other, and ann and bob with the six of the other kind.
    expect(stored.length).toBe(36 + 12)
    for (const { id } of crowd) await house.call('DELETE', `/api/v1/user/${id}`)
    await eventually(
      async () =>
        (
          await host.rows('select 1 from matches where user_a_id = any($1) or user_b_id = any($1)', [
            crowd.map(({ id }) => id),
          ])
        ).length === 0,
    )
  })

  /** Until no job waits or runs. */
  async function quiet(): Promise<void> {
    await eventually(async () => {
      const states = await Promise.all(
        ['waiting', 'running'].map((state) =>
          house.call<{ jobs: unknown[] }>('GET', `/api/v1/jobs?state=${state}&name=people.mirror`),
        ),
      )
      return states.every(({ body }) => body.jobs.length === 0)
    })
  }

  test('a row that many write at once is written once', async () => {
    const [one, other] = [newId(), newId()]
    for (const id of [one, other]) await host.addUser(id)
    const db = await openHost({ ...door, url: host.url })
    const people = await openPeopleHost(db, hostMappingShape.parse(wholeMapping))
    const pair = { aId: one, bId: other, at: new Date() }
    await Promise.all(Array.from({ length: 20 }, (_, index) => people.writePair({ ...pair, score: index / 20 })))
    expect((await pairsOf(one)).length).toBe(1)
    await db.close()
  })

  test('a host that is away for a while is caught up on', async () => {
    await host.rows('alter table user_summaries rename to hidden')
    const late = someone({ needs: 'I need a chess partner.', offers: 'I knit socks.' })
    await host.addUser(late.id)
    await house.matched(late)
    await host.rows('alter table hidden rename to user_summaries')
    await eventually(async () => (await summariesOf(late.id)).length === 1)
    expect(await statusOf(late.id)).toBe('completed')
  })

  test('health names the host’s database', async () => {
    const { body } = await house.call<{ dependencies: { name: string; status: string }[] }>('GET', '/health/ready')
    expect(body.dependencies).toContainEqual(expect.objectContaining({ name: 'host_database', status: 'up' }))
  })

  test('a query through the wrong door does not compile', async () => {
    const db = await openHost({ ...door, url: host.url })
    const ours: Tx = house.house.db.query
    const theirs: HostTx = db.query
    const question = sql<{ id: string }>`select 'here' as id`
    // What the incident did: the status went through the door to our own database.
    // @ts-expect-error Our own door takes no question to the host.
    expect(await hostRows(ours, 'test', question)).toEqual([{ id: 'here' }])
    // @ts-expect-error The host's door takes no question to us.
    expect(await rows(theirs, 'test', question)).toEqual([{ id: 'here' }])
    // @ts-expect-error Nor do our tables lie behind it.
    expect(typeof tablesOf<{ people: { id: string } }>()(theirs, 'test').selectFrom).toBe('function')
    // @ts-expect-error A transaction there is none here.
    await db.transaction((tx) => house.house.db.notify(tx, 'nobody', 'nothing'))
    await db.close()
  })
})

describe.runIf(realDatabaseUrl)('a start that goes wrong', () => {
  let host: HostDatabase
  let ground: Ground

  beforeAll(async () => {
    host = await openHostDatabase(realDatabaseUrl ?? '')
    ground = await testGround()
  })
  afterAll(async () => {
    await host.drop()
    await ground.remove()
  })

  /** The sentence with which the start is refused: one line, without a secret. */
  async function refusalOf(changes: Environment): Promise<string> {
    const environment = { ...ground.environment, RECIPROCITY_BACKEND_DB_URL: host.url, ...changes }
    const problem = await problemOf((async () => openHouse(readSettings(environment), silentTelemetry()))())
    expect(['server.setting', 'database.unavailable']).toContain(problem.code)
    expect(problem.detail.split('\n').length).toBe(1)
    expect(problem.detail).not.toMatch(/hush|postgres(?:ql)?:\/\//u)
    return problem.detail
  }
  const mapped = (mapping: unknown): Environment => ({ RECIPROCITY_BACKEND_DB_MAPPING: JSON.stringify(mapping) })

  test('a table or a column that is not there is named, and so is the setting', async () => {
    const users = { table: 'members', id: 'id', onboarding_status: 'onboarding_status' }
    expect(await refusalOf(mapped({ users }))).toBe(
      'The database of RECIPROCITY_BACKEND_DB_URL has no table "members". Set RECIPROCITY_BACKEND_DB_MAPPING to the names that it uses.',
    )
    expect(await refusalOf(mapped({ users: { ...users, table: 'users', onboarding_status: 'status' } }))).toBe(
      'The table "users" of RECIPROCITY_BACKEND_DB_URL has no column "status". Set RECIPROCITY_BACKEND_DB_MAPPING to the names that it uses.',
    )
    const matches = { table: 'matches', user_a_id: 'user_a_id', user_b_id: 'other' }
    expect(await refusalOf(mapped({ matches }))).toMatch(/"matches" .* no column "other"/u)
  })

  test('a table of that name in another schema is not taken for it', async () => {
    await host.rows('create schema elsewhere; create table elsewhere.members (id uuid, onboarding_status text)')
    const users = { id: 'id', onboarding_status: 'onboarding_status' }
    for (const table of ['members', 'nowhere.members']) {
      expect(await refusalOf(mapped({ users: { ...users, table } }))).toContain(`has no table "${table}".`)
    }
    await host.rows('drop schema elsewhere cascade')
  })

  test.each([
    ['not JSON', '{'],
    ['of another kind', '{"users": 1}'],
    [
      'with a name that is none',
      '{"users": {"table": "users; drop table users", "id": "id", "onboarding_status": "s"}}',
    ],
    ['with a key that nobody knows', '{"user": {}}'],
    ['a file that is not there', '/no/such/file.json'],
  ])('a mapping that is %s is refused by its name', async (_what, mapping) => {
    const environment = {
      ...ground.environment,
      RECIPROCITY_BACKEND_DB_URL: host.url,
      RECIPROCITY_BACKEND_DB_MAPPING: mapping,
    }
    const problem = await problemOf((async () => readSettings(environment))())
    expect(problem.detail).toContain('RECIPROCITY_BACKEND_DB_MAPPING')
  })

  test.each([
    ['where nobody listens', (url: URL) => void (url.port = '9')],
    ['that is not there', (url: URL) => void (url.pathname = '/no_such_database')],
    ['with a user whom it does not know', (url: URL) => void (url.username = 'no_such_role')],
    ['on a machine that is not there', (url: URL) => void (url.hostname = 'no-such-host.invalid')],
  ])('a host’s database %s stops the start with the name of the setting', async (_what, change) => {
    const url = new URL(host.url)
    url.password = 'hush'
    change(url)
    expect(await refusalOf({ RECIPROCITY_BACKEND_DB_URL: url.toString() })).toMatch(
      /^RECIPROCITY_BACKEND_DB_URL cannot be reached/u,
    )
  })

  test('a right that is missing is named', async () => {
    await host.asGuest('grant select on users to guest; grant all on user_summaries to guest', async (url) => {
      expect(await refusalOf({ RECIPROCITY_BACKEND_DB_URL: url })).toBe(
        'The user of RECIPROCITY_BACKEND_DB_URL may not UPDATE on "users". Grant it, or name another table in RECIPROCITY_BACKEND_DB_MAPPING.',
      )
    })
    await host.asGuest(
      'grant select, update on users to guest; grant select, update on user_summaries to guest',
      async (url) => {
        expect(await refusalOf({ RECIPROCITY_BACKEND_DB_URL: url })).toContain(
          'may not INSERT, DELETE on "user_summaries"',
        )
      },
    )
  })

  test('the rights that are needed are enough, on columns too, and under names in capitals', async () => {
    await host.rows(
      `create schema "App"; create table "App"."Member" (id text primary key, "onboardingStatus" text, salary int);
       create table "App"."Summary" ("memberId" text, persona jsonb, secret text)`,
    )
    const mapping = {
      users: { table: 'App.Member', id: 'id', onboarding_status: 'onboardingStatus' },
      user_summaries: { table: 'App.Summary', user_id: 'memberId', persona: 'persona' },
    }
    const grants = `grant usage on schema "App" to guest;
      grant select (id, "onboardingStatus"), update ("onboardingStatus") on "App"."Member" to guest;
      grant select ("memberId"), insert ("memberId", persona), update (persona), delete on "App"."Summary" to guest`
    await host.asGuest(grants, async (url) => {
      const house = await openTestHouse(ground, { RECIPROCITY_BACKEND_DB_URL: url, ...mapped(mapping) })
      await host.rows(`insert into "App"."Member" values ('someone', 'in_progress', 1)`)
      await house.matched({ id: 'someone', ...needsBikes })
      await eventually(async () => (await host.rows('select * from "App"."Summary"')).length === 1)
      expect(await host.rows('select * from "App"."Member"')).toEqual([
        { id: 'someone', onboardingStatus: 'completed', salary: 1 },
      ])
      await house.call('DELETE', '/api/v1/user/someone')
      await eventually(async () => (await host.rows('select * from "App"."Summary"')).length === 0)
      await house.stop()
    })
  })

  test.each([
    ['the same', (url: URL) => url],
    ['the same under another name of this machine', (url: URL) => void (url.hostname = 'localhost')],
    ['the same with options', (url: URL) => void (url.search = '?sslmode=disable&application_name=a')],
    ['the same with a password', (url: URL) => void (url.password = 'hush')],
  ])('DATABASE_URL that is %s as the host’s stops the start', async (_what, change) => {
    const url = new URL(host.url)
    change(url)
    expect(await refusalOf({ DATABASE_URL: url.toString() })).toMatch(
      /^DATABASE_URL is the host's database \(the same as RECIPROCITY_BACKEND_DB_URL\)/u,
    )
  })

  test.each([
    ['user_summaries', 'RECIPROCITY_BACKEND_DB_URL'],
    ['embeddings', 'no setting at all'],
    ['giver_profiles', 'PROFILES_DATABASE_URL'],
    ['handpicked_likes', 'MAIN_DATABASE_URL'],
    ['popular_items', 'no setting at all'],
    ['message_chunks', 'no setting at all'],
  ])(
    'DATABASE_URL that leads to a database with the table %s stops the start, and nothing is written there',
    async (table, meant) => {
      const foreign = await openHostDatabase(realDatabaseUrl ?? '', `create table ${table} (id text)`)
      const detail = await refusalOf({ DATABASE_URL: foreign.url })
      expect(detail).toContain(
        `DATABASE_URL leads to a database that belongs to another product: it holds the table "public.${table}". Probably meant: ${meant}`,
      )
      expect(await foreign.rows(`select nspname from pg_namespace where nspname = 'reciprocity'`)).toEqual([])
      await foreign.drop()
    },
  )
})
