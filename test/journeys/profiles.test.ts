/** Who can be found: said of somebody over HTTP, changed, taken back, whether she is registered or not. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testHouse } from '../support/house.ts'
import type { Call, Reply, TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { expectFields, expectProblem } from '../support/problems.ts'

let house: TestHouse
let call: Call
beforeAll(async () => {
  house = await testHouse({ RATE_LIMIT_MEMBER: 'none', MATCHMAKING_INTERVAL: '1h' })
  call = house.call
})
afterAll(() => house.stop())

type Row = Record<string, unknown>
const rows = async (text: string, values: readonly unknown[] = []): Promise<Row[]> => [
  ...(await house.house.db.statements(text, values)).rows,
]
const put = (id: string, body: unknown, as: Call = call): Promise<Reply> => as('PUT', `/api/v1/people/${id}`, body)
const patch = (id: string, body: unknown, as: Call = call): Promise<Reply> => as('PATCH', `/api/v1/people/${id}`, body)
const read = (id: string, as: Call = call): Promise<Reply> => as('GET', `/api/v1/people/${id}`)
const remove = (id: string, as: Call = call): Promise<Reply> => as('DELETE', `/api/v1/people/${id}`)

const vectorsOf = async (id: string): Promise<Row | undefined> =>
  (
    await rows(
      `select v.version, v.gives::text, v.about::text, p.needs_vectors from profiles p
        left join profile_vectors v on v.person_id = p.person_id and v.version = p.version where p.person_id = $1`,
      [id],
    )
  )[0]
const embedded = (id: string): Promise<void> =>
  eventually(async () => (await vectorsOf(id))?.['needs_vectors'] === false, 60_000)

const whole = {
  name: ' Ana ',
  age: 30,
  gender: 'Woman',
  about: 'I climb. I teach beginners.',
  interests: ['Climbing', '  ', 'climbing', 'Photography '],
  needs: ['A partner for tours'],
  offers: ['Climbing lessons'],
  languages: ['French', 'pt-BR', 'fr'],
  latitude: -0,
  longitude: 180,
  last_active: '2026-05-01T12:00:00+02:00',
  visible: true,
  preferences: { max_distance: 50, age_range: [45, 25], genders: ['men', 'F'], needs: ['Friendship'] },
}

test('what was said is given back as it was understood, and said again it replaces what was there', async () => {
  const made = await put('ana', whole)
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    user_id: 'ana',
    status: 'active',
    name: 'Ana',
    age: 30,
    date_of_birth: null,
    gender: 'female',
    interests: ['Climbing', 'Photography'],
    languages: ['fr', 'pt'],
    latitude: 0,
    longitude: 180,
    last_active: '2026-05-01T10:00:00.000Z',
    visible: true,
    suspended: false,
    preferences: { max_distance: 50, age_range: [25, 45], genders: ['male', 'female'], needs: ['Friendship'] },
  })
  expect(Object.is(made.body['latitude'], 0)).toBe(true)
  expect((await read('ana')).body).toEqual(made.body)
  const { user_id: id, status, created_at: since, updated_at: last } = made.body
  const again = await put('ana', { about: 'I paint.', user_id: id, status, created_at: since, updated_at: last })
  expect(again.status).toBe(200)
  expect(again.body).toMatchObject({ name: null, about: 'I paint.', interests: [], latitude: null })
  expect(again.body['preferences']).toEqual({ max_distance: null, age_range: null, genders: [], needs: [] })
  expect(again.body['created_at']).toBe(made.body['created_at'])
})

test('nothing at all may be said of somebody', async () => {
  const { status, body } = await put('silent', {})
  expect([status, body['about'], body['visible']]).toEqual([201, null, true])
  await embedded('silent')
  expect(await vectorsOf('silent')).toMatchObject({ gives: null, about: null })
})

const wrong: readonly (readonly [what: string, body: Row, paths: readonly string[]])[] = [
  ['a longitude of 181', { latitude: 1, longitude: 181 }, ['longitude']],
  ['a latitude beyond the pole', { latitude: 90.1, longitude: 0 }, ['latitude']],
  ['one coordinate alone', { latitude: 1 }, ['longitude']],
  ['the other alone', { longitude: 1 }, ['latitude']],
  ['an age of 121', { age: 121 }, ['age']],
  ['half an age', { age: 20.5 }, ['age']],
  ['a day to come', { date_of_birth: '2999-01-01' }, ['date_of_birth']],
  ['no day at all', { date_of_birth: '2001-02-30' }, ['date_of_birth']],
  ['a birth too long ago', { date_of_birth: '1850-01-01' }, ['date_of_birth']],
  ['an age that contradicts the date', { age: 20, date_of_birth: '1980-01-01' }, ['age']],
  ['a language that there is not', { languages: ['Klingon'] }, ['languages.0']],
  ['a text that is too long', { about: 'a'.repeat(20_001) }, ['about']],
  ['too many entries', { interests: Array.from({ length: 101 }, (_, index) => `${index}`) }, ['interests']],
  ['an entry that is too long', { needs: ['a'.repeat(201)] }, ['needs.0']],
  ['a figure for a text', { about: 1, interests: 'chess' }, ['about', 'interests']],
  ['a time that is none', { last_active: 'yesterday' }, ['last_active']],
  ['a time before there were any', { last_active: '0001-01-01T00:00:00Z' }, ['last_active']],
  ['a time that ends after all years', { last_active: '9999-12-31T23:59:59-23:59' }, ['last_active']],
  ['a distance below none', { preferences: { max_distance: -1 } }, ['preferences.max_distance']],
  ['half a range', { preferences: { age_range: [18] } }, ['preferences.age_range']],
  ['NUL', { about: 'a\0b' }, ['about']],
  ['a misspelt field', { intrests: ['chess'] }, ['body']],
  ['a misspelt preference', { preferences: { max_distanc: 5 } }, ['preferences']],
  ['a day of activity to come', { last_active: '2199-01-01T00:00:00Z' }, ['last_active']],
]

test.each(wrong)('%s is refused by the name of the field', async (_what, body, paths) => {
  expectFields(await put('wrong', body), paths)
  expectProblem(await read('wrong'), 'profile.not_found')
  expectFields(await patch('ana', body), paths)
})

test('an id that nobody can have is refused, and so is a body that is no object', async () => {
  for (const id of ['register', 'import', 'search']) expectFields(await put(id, {}), ['user_id'])
  expectFields(await put('x'.repeat(129), {}), ['user_id'])
  expectFields(await put('ana', []), ['body'])
  expectFields(await patch('ana', []), ['body'])
  expectProblem(await call('PUT', '/api/v1/people/ana', '{"about": "half'), 'request.malformed')
  const lines = { 'content-type': 'application/x-ndjson' }
  expectProblem(await call('PUT', '/api/v1/people/ana', '{}', lines), 'request.unsupported_media_type')
})

test('age follows from the date of birth, day by day, and what agrees with it is taken', async () => {
  const born = new Date(Date.now() - 30.5 * 365.2425 * 86_400_000).toISOString().slice(0, 10)
  const { body } = await put('cleo', { date_of_birth: born, age: 31 })
  expect([body['age'], body['date_of_birth']]).toEqual([30, born])
  expect((await put('cleo', body)).body['age']).toBe(30)
  expect((await patch('cleo', { date_of_birth: '1980-01-01' })).body['age']).toBeGreaterThan(40)
  expectFields(await patch('cleo', { age: 20 }), ['age'])
  expect((await patch('cleo', { age: 20, date_of_birth: null })).body).toMatchObject({ age: 20, date_of_birth: null })
})

test('a patch changes what it names, takes away what it nulls and leaves the rest', async () => {
  await put('dora', whole)
  const { body } = await patch('dora', {
    about: null,
    interests: ['Chess'],
    preferences: { max_distance: 10, needs: null },
  })
  expect(body).toMatchObject({ name: 'Ana', about: null, interests: ['Chess'], offers: ['Climbing lessons'] })
  expect(body['preferences']).toEqual({
    max_distance: 10,
    age_range: [25, 45],
    genders: ['male', 'female'],
    needs: [],
  })
  expectFields(await patch('dora', { latitude: null }), ['latitude'])
  expect((await patch('dora', { latitude: null, longitude: null })).body['latitude']).toBeNull()
  expectProblem(await patch('nobody', { about: 'x' }), 'profile.not_found')
})

test('a member says who she is, and nobody else does; whether she is suspended is not hers to say', async () => {
  const eve = await house.as('eve')
  expect((await put('eve', { about: 'I sing.' }, eve)).status).toBe(201)
  for (const ask of [put('ana', {}, eve), patch('ana', {}, eve), read('ana', eve), remove('ana', eve)])
    expectProblem(await ask, 'auth.not_yours')
  expectProblem(await put('eve', { suspended: true }, eve), 'auth.not_yours')
  await patch('eve', { suspended: true })
  const own = await read('eve', eve)
  expect(own.body).toMatchObject({ about: 'I sing.', suspended: true })
  expect((await put('eve', { ...own.body, about: 'I dance.' }, eve)).body).toMatchObject({ suspended: true })
  expect((await put('eve', { about: 'I dance.' }, eve)).body).toMatchObject({ suspended: true })
  expectProblem(await patch('eve', { suspended: false }, eve), 'auth.not_yours')
  expectProblem(await eve('DELETE', '/api/v1/people/eve'), 'auth.not_yours')
  expectProblem(await eve('DELETE', '/api/v1/user/eve'), 'auth.not_yours')
  expect((await put('eve', { about: 'I dance.' })).body).toMatchObject({ suspended: false })
  const lines = { 'content-type': 'application/x-ndjson' }
  expectProblem(await eve('POST', '/api/v1/people/import', '{}', lines), 'auth.scope_missing')
})

test('whoever is known by a profile alone is one person: paused, blocked, exported and forgotten, and not registered', async () => {
  const before = (await call<{ users: number }>('GET', '/api/v1/matching/stats')).body.users
  await put('fay', { about: 'I sail.', interests: ['Sailing'] })
  expectProblem(await call('GET', '/api/v1/user/fay'), 'person.not_found')
  expectProblem(await call('GET', '/api/v1/matching/fay/matches'), 'person.not_found')
  const yes = { user_id: 'fay', approved: true }
  expectProblem(await call('POST', '/api/v1/user/approve-summary', yes), 'person.not_found')
  expect((await call<{ users: number }>('GET', '/api/v1/matching/stats')).body.users).toBe(before)
  const isListed = async () => (await rows(`select is_listed from profiles where person_id = 'fay'`))[0]?.['is_listed']
  for (const status of ['paused', 'active']) {
    expect((await call('PUT', '/api/v1/user/fay/status', { status })).status).toBe(200)
    expect((await read('fay')).body['status']).toBe(status)
    expect(await isListed()).toBe(status === 'active')
  }
  expect((await call('PUT', '/api/v1/user/fay/blocks/bore')).status).toBe(200)
  await embedded('fay')
  const { body } = await call<Row>('GET', '/api/v1/user/fay/export')
  expect(body).toMatchObject({
    person: { stage: 'unregistered' },
    profile: { about: 'I sail.', words: ['sail'] },
    profile_vectors: [{ gives: expect.any(Array), about: expect.any(Array) }],
    blocks: [{ other_id: 'bore' }],
  })
  expect((await call('DELETE', '/api/v1/user/fay')).status).toBe(200)
  expectProblem(await call('GET', '/api/v1/user/fay/export'), 'person.not_found')
})

const textsKept = async (text: string): Promise<number> =>
  (await rows(`select 1 from embedding_cache where text_hash = sha256($1::bytea)`, [Buffer.from(text)])).length

test('a profile that is taken back takes along whoever is nothing else: block, pause and vectors too', async () => {
  await put('gil', { about: 'I carve bowls of walnut.' })
  await embedded('gil')
  await eventually(async () => (await textsKept('I carve bowls of walnut.')) === 1)
  await call('PUT', '/api/v1/user/gil/blocks/bore')
  await call('PUT', '/api/v1/user/gil/status', { status: 'paused' })
  for (const _time of ['once', 'twice']) expect((await remove('gil')).body).toEqual({ user_id: 'gil', deleted: true })
  expectProblem(await read('gil'), 'profile.not_found')
  for (const table of ['people', 'profiles', 'profile_vectors', 'blocks'])
    expect(await rows(`select 1 from ${table} held where held::text like '%gil%'`), table).toEqual([])
  expect(await textsKept('I carve bowls of walnut.')).toBe(0)
  expect((await put('gil', {})).body['status']).toBe('active')
})

test('words that are replaced are forgotten, and whoever says the same again is not embedded again', async () => {
  await put('hana', { about: 'I mend clocks from Geneva.' })
  await embedded('hana')
  const before = await vectorsOf('hana')
  await patch('hana', { age: 40, visible: false })
  expect(await vectorsOf('hana')).toEqual(before)
  await eventually(async () => (await textsKept('I mend clocks from Geneva.')) === 1)
  await patch('hana', { about: 'I mend radios.' })
  expect(await textsKept('I mend clocks from Geneva.')).toBe(0)
  await embedded('hana')
  expect((await vectorsOf('hana'))?.['about']).not.toBe(before?.['about'])
})

test('one person per id: a profile, then a registration; the persona that she approves joins it and outlives it', async () => {
  const ines = { id: 'ines', needs: 'I need somebody who repairs violins.', offers: 'I teach Spanish to beginners.' }
  await put('ines', { interests: ['Opera'], about: 'I live near the sea.' })
  await house.matched(ines)
  const held = async () => (await call<{ profile: Row }>('GET', '/api/v1/user/ines/export')).body.profile
  expect(await held()).toMatchObject({
    interests: ['Opera'],
    persona_needs: [ines.needs],
    persona_offers: [ines.offers],
    is_given: true,
  })
  expect((await held())['words']).toEqual(expect.arrayContaining(['violin', 'spanish', 'opera', 'sea']))
  expect((await remove('ines')).status).toBe(200)
  expectProblem(await read('ines'), 'profile.not_found')
  expectProblem(await patch('ines', { about: 'x' }), 'profile.not_found')
  expect((await call('GET', '/api/v1/user/ines')).status).toBe(200)
  expect(await held()).toMatchObject({ interests: [], about: null, persona_needs: [ines.needs], is_given: false })
  await embedded('ines')
  expect(await vectorsOf('ines')).toMatchObject({ gives: expect.any(String), about: null })
  expect((await put('ines', { about: 'I am back.' })).status).toBe(201)
  expect(await held()).toMatchObject({ about: 'I am back.', persona_needs: [ines.needs] })
})

test('a registration that nobody approved outlives the profile beside it', async () => {
  await put('jo', { about: 'I bake.' })
  await call('POST', '/api/v1/user/register', {
    user_id: 'jo',
    questions: [{ prompt: 'Need?', answer: 'I need flour.' }],
  })
  await remove('jo')
  expect((await call('GET', '/api/v1/user/jo')).status).toBe(200)
  expect(await rows(`select 1 from profiles where person_id = 'jo'`)).toEqual([])
})
