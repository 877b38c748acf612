/** The parts of the database room that need no database. */
import { expect, test } from 'vitest'
import { foreignTableFault, foreignTables, isSameDatabase } from './foreign.ts'
import { openHearings } from './hearings.ts'
import { isConnectionFault } from './host.ts'
import { planMigrations, readMigrations, versionFault } from './migrate.ts'
import { codeOf } from './pool.ts'
import { searchPath } from './schema.ts'

test.each(Object.keys(foreignTables))('a database with the table %s is somebody else’s', (name) => {
  expect(foreignTableFault([{ schema: 'public', name }])).toMatch(new RegExp(`"public.${name}".*Probably meant`, 'u'))
})

test('of several tables the surest decides, in whatever order they come, and every setting that is named is one', () => {
  const names = ['profiles', 'giver_profiles', 'user_summaries'].map((name) => ({ schema: 'public', name }))
  for (const tables of [names, names.toReversed()])
    expect(foreignTableFault(tables)).toMatch(/"public.user_summaries"\. Probably meant: RECIPROCITY_BACKEND_DB_URL\./u)
  const named = Object.values(foreignTables).flatMap((meant) => meant.match(/[A-Z]+_[A-Z_]+/gu) ?? [])
  expect([...new Set(named)]).toEqual(['RECIPROCITY_BACKEND_DB_URL', 'PROFILES_DATABASE_URL', 'MAIN_DATABASE_URL'])
})

test.each([[['profiles', 'blocks']], [['blocks', 'giver_profiles', 'help_requests', 'profiles']]])(
  'the database of a Circle product, which holds %j, is told from ours by what its profiles are read from',
  (names) => {
    const fault = foreignTableFault(names.map((name) => ({ schema: 'public', name })))
    expect(fault).toMatch(/^DATABASE_URL leads to a database that belongs to another product/u)
    expect(fault).toContain('Probably meant: PROFILES_DATABASE_URL')
  },
)

test.each(['ENOENT', 'EACCES', 'EINVAL'])('%s says nothing of a connection', (code) => {
  expect(isConnectionFault(Object.assign(new Error('x'), { code }))).toBe(false)
})

test.each([
  [140_012, '0.8.1', /DATABASE_URL leads to PostgreSQL 14; it must be 15 or later/u],
  [170_002, '0.7.4', /DATABASE_URL has pgvector 0\.7\.4; it must be 0\.8 or later/u],
])('PostgreSQL %d with pgvector %s is too old, and the sentence says which', (server, vector, sentence) => {
  expect(versionFault(server, vector)).toMatch(sentence)
})

test('what is new enough passes, also a first whole version', () => {
  for (const vector of ['0.8.0', '0.10.1', '1.0.0']) expect(versionFault(150_000, vector)).toBeNull()
})

test('tables of ours, and of nobody we know, are no reason to stop', () => {
  expect(foreignTableFault([])).toBeNull()
  expect(
    foreignTableFault([
      { schema: 'reciprocity', name: 'user_summaries' },
      { schema: 'reciprocity', name: 'profiles' },
      { schema: 'public', name: 'toString' },
    ]),
  ).toBeNull()
})

test.each([
  ['postgres://a:b@localhost:5432/x', 'postgresql://c@127.0.0.1/x?sslmode=require', true],
  ['postgres://a@db.example.org/x', 'postgres://b@DB.example.org:5432/x', true],
  ['postgres://a@localhost/x', 'postgres://a@localhost/y', false],
  ['postgres://a@localhost:5433/x', 'postgres://a@localhost/x', false],
])('%s and %s lead to the same database: %s', (one, other, same) => {
  expect(isSameDatabase(one, other)).toBe(same)
})

test('our schema is looked through first, then where the extension is', () => {
  expect(searchPath.of(undefined)).toBe('"reciprocity", "public"')
  expect(searchPath.of('public')).toBe('"reciprocity", "public"')
  expect(searchPath.of('ext"ra')).toBe('"reciprocity", "public", "ext""ra"')
})

const hearing = () => {
  const heard: string[] = []
  return {
    heard,
    onPayload: (payload: string) => void heard.push(payload),
    onGap: () => void heard.push('gap'),
    onReady: () => void heard.push('ready'),
  }
}

test('a listener is ready only when LISTEN has taken effect', async () => {
  const hearings = openHearings()
  const mine = hearing()
  hearings.add('a', mine)
  expect(mine.heard).toEqual([])
  let answer = (): void => {}
  const connected = hearings.connect(() => new Promise<void>((resolve) => void (answer = resolve)))
  expect(mine.heard).toEqual([])
  answer()
  await connected
  expect(mine.heard).toEqual(['ready'])
})

test('a line that was lost meanwhile makes nobody ready', async () => {
  const hearings = openHearings()
  const mine = hearing()
  let answer = (): void => {}
  const connected = hearings.connect(() => new Promise<void>((resolve) => void (answer = resolve)))
  await connected
  hearings.add('a', mine)
  hearings.gap()
  answer()
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(mine.heard).toEqual(['gap'])
})

test('payloads reach those who listen on the channel, until they stop', () => {
  const hearings = openHearings()
  const [mine, other] = [hearing(), hearing()]
  const stop = hearings.add('a', mine)
  hearings.add('b', other)
  hearings.hear('a', 'one')
  stop()
  hearings.hear('a', 'two')
  expect([mine.heard, other.heard]).toEqual([['one'], []])
})

test('migrations are read in the order of their names, each with its checksum', async () => {
  const migrations = await readMigrations()
  const names = migrations.map(({ name }) => name)
  expect(names).toEqual(names.toSorted())
  expect(names[0]).toBe('0001-edge')
  expect(new Set(migrations.map(({ checksum }) => checksum)).size).toBe(migrations.length)
})

test('a migration of a newer version is left alone; a changed one is refused', () => {
  const migration = { name: '0001-a', text: '', checksum: 'x' }
  expect(planMigrations([migration], new Map([['0009-newer', 'y']]))).toEqual([migration])
  expect(planMigrations([migration], new Map([['0001-a', 'x']]))).toEqual([])
  expect(() => planMigrations([migration], new Map([['0001-a', 'y']]))).toThrow(/0001-a differs/u)
})

const coded = (code: string): Error => Object.assign(new Error('x'), { code })

test('a lost connection is told from a wrong query', () => {
  for (const code of ['ECONNREFUSED', 'ECONNRESET', '08006', '57P01', '53300', '53100', '25006'])
    expect(isConnectionFault(coded(code)), code).toBe(true)
  expect(isConnectionFault(new Error('Connection terminated unexpectedly'))).toBe(true)
  expect(isConnectionFault(coded('42P01'))).toBe(false)
  expect(isConnectionFault(new Error('x'))).toBe(false)
  expect(codeOf('no error')).toBe('unknown')
})
