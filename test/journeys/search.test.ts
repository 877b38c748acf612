/** People search over HTTP, as the clients of the replaced service ask and with everything that may be said. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SearchAnswer } from '../../src/people/search/schema.ts'
import { caller, testHouse } from '../support/house.ts'
import type { Call, TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { expectFields, expectProblem } from '../support/problems.ts'
import { ask, expectSound, find, found, idsOf, takePeople } from '../support/searching.ts'
import type { Said } from '../support/searching.ts'

let house: TestHouse
let call: Call
const long = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()

/** Lisbon, its surroundings, and Porto. */
const crew: readonly Said[] = [
  {
    user_id: 'ana',
    name: 'Ana',
    age: 30,
    gender: 'female',
    about: 'I climb twice a week.',
    interests: ['Climbing', 'Photography'],
    needs: ['A climbing partner'],
    latitude: 38.72,
    longitude: -9.14,
  },
  {
    user_id: 'bo',
    name: 'Bo',
    age: 28,
    gender: 'male',
    about: 'I teach climbing to beginners.',
    interests: ['Climbing'],
    offers: ['Climbing lessons'],
    languages: ['en', 'pt'],
    latitude: 38.7312345,
    longitude: -9.1312345,
    last_active: long(1),
  },
  {
    user_id: 'cy',
    age: 41,
    gender: 'female',
    interests: ['Chess', 'Photography'],
    needs: ['Friendship'],
    languages: ['pt'],
    latitude: 38.8,
    longitude: -9.38,
  },
  { user_id: 'di', age: 29, gender: 'non-binary', about: 'I am vegan and I smoke.', latitude: 41.15, longitude: -8.61 },
  { user_id: 'eli', interests: ['Climbing'] },
]
const others = ['bo', 'cy', 'di', 'eli']

beforeAll(async () => {
  house = await testHouse({ RATE_LIMIT_MEMBER: 'none', RATE_LIMIT_SEARCH: 'none', RATE_LIMIT_FAILED_AUTH: 'none' })
  call = house.call
  await takePeople(call, crew)
})
afterAll(() => house.stop())

/** As Ana, among the crew. */
const among = (body: Record<string, unknown> = {}) => ({ user_id: 'ana', candidate_ids: others, limit: 100, ...body })
const sorted = async (body: Record<string, unknown>): Promise<string[]> => (await find(call, among(body))).toSorted()

describe('as the backend of the replaced service asked', () => {
  const match = (body: unknown, as: Call = call, headers: Record<string, string> = {}) =>
    as<SearchAnswer>('POST', '/api/ml/match', body, headers)

  test('people come back in the fields that its client reads, with what was understood and why beside them', async () => {
    const { status, body } = await match(among({ prompt: 'somebody under 35 who teaches climbing', limit: 10 }))
    expect([status, body.success, body.total_candidates, body.total_is_exact]).toEqual([200, true, 2, true])
    expect(body.processing_time_ms).toBeGreaterThan(0)
    expectSound(body)
    expect(body.matches[0]).toMatchObject({
      id: 'bo',
      name: 'Bo',
      age: 28,
      bio: 'I teach climbing to beginners.',
      interests: ['Climbing'],
      needs: [],
      gender: 'male',
      latitude: 38.7312345,
      longitude: -9.1312345,
    })
    expect(body.understood.filters).toMatchObject([{ kind: 'age', max: expect.any(Number) as number }])
    const quotes = body.matches[0]?.factors.map(({ because }) => because).join('\n')
    expect(quotes).toMatch(/“Climbing”|“Climbing lessons”/u)
  })

  test('one is enough for whoever wants a single best match, whatever the limit', async () => {
    expect(idsOf((await match(among({ single_best_match: true, limit: 50 }))).body)).toHaveLength(1)
  })

  test('a missing key, a wrong key and a member are turned away, with the sentence that its clients show', async () => {
    const bare = caller(house.address, {})
    const refused = [
      expectProblem(await match({ user_id: 'ana' }, bare), 'auth.missing'),
      expectProblem(await match({ user_id: 'ana' }, call, { 'x-api-key': 'wrong' }), 'auth.invalid'),
      expectProblem(await match({ user_id: 'ana' }, await house.as('ana')), 'auth.scope_missing'),
    ]
    for (const problem of refused) expect(problem).toMatchObject({ error: problem.detail, success: false })
  })

  test('nobody is searched for whom nobody knows, and a body that is not right is refused by its fields', async () => {
    expect(expectProblem(await match({ user_id: 'nobody' }), 'person.not_found')).toHaveProperty('error')
    expectFields(await match({}), ['user_id'])
    for (const limit of [0, -1, 101, 1.5]) expectFields(await match(among({ limit })), ['limit'])
    expectFields(await match(among({ latitude: 1 })), ['longitude'])
    expectProblem(await match('{"user_id": "ana",'), 'request.malformed')
  })

  test('it never widens unasked: an empty list is the answer, and says which wish keeps people out', async () => {
    const { body } = await match(among({ prompt: 'climbing, only people over 90' }))
    expect([body.matches, body.widened]).toEqual([[], []])
    expect(body.diagnosis).toContainEqual({ filter: 'age', would_add: 4 })
  })
})

describe('as its members asked', () => {
  let member: Call
  beforeAll(async () => {
    member = await house.as('ana')
  })
  const both = ['/api/ml-matching/search', '/api/ml-matching/prompt-search']

  test('a member finds people by a sentence, and by preferences alone', async () => {
    const [search = '', prompt = ''] = both
    const one = await member<SearchAnswer>('POST', search, { prompt: 'someone who teaches climbing' })
    expect([one.status, one.body.success, one.body.matches[0]?.id]).toEqual([200, true, 'bo'])
    expect(one.body.total_candidates).toBeGreaterThanOrEqual(one.body.matches.length)
    const two = await member<SearchAnswer>('POST', search, { preferences: { age_range: [40, 45] }, limit: 1 })
    expect(idsOf(two.body)).toHaveLength(1)
    const three = await member<SearchAnswer & { count: number }>('POST', prompt, {
      prompt: '  someone who teaches climbing ',
      max_distance: 30,
      age_range: [35, 25],
    })
    expect([three.status, three.body.count, idsOf(three.body)[0]]).toEqual([200, three.body.matches.length, 'bo'])
    expect(three.body).not.toHaveProperty('total_candidates')
    for (const { body } of [one, two, three]) expectSound(body)
  })

  test('she sees places to about a kilometre, and how far away they are; the backend sees what it stored', async () => {
    const { body } = await member<SearchAnswer>('POST', both[0] ?? '', { prompt: 'someone who teaches climbing' })
    expect(body.matches[0]).toMatchObject({ id: 'bo', latitude: 38.73, longitude: -9.13 })
    expect(body.matches[0]?.distance_km).toBe(1.4)
    const exact = await found(call, among({ candidate_ids: ['bo'] }))
    expect(exact.matches[0]).toMatchObject({ latitude: 38.7312345, longitude: -9.1312345, distance_km: 1.5 })
  })

  test('she is never left empty where others are: what was widened is told step by step', async () => {
    const { body } = await member<SearchAnswer>('POST', both[1] ?? '', { prompt: 'climbing within 1 km, over 99' })
    expect(body.matches.length).toBeGreaterThan(0)
    expect(body.widened[0]).toEqual({ filter: 'distance', from: '1 km', to: '2 km' })
    expect(body.widened.map(({ filter }) => filter)).toEqual(expect.arrayContaining(['distance', 'age']) as string[])
    expect(body.matches[0]?.outside.length).toBeGreaterThan(0)
  })

  test.each(both)('%s refuses what its client knows how to show', async (path) => {
    for (const body of [{}, { prompt: '   ' }]) {
      const nothing = expectProblem(await member('POST', path, body), 'search.nothing_asked')
      expect(nothing).toMatchObject({ status: 400, error: nothing.detail, success: false })
    }
    const wrong = await member('POST', path, { prompt: 'climbing', latitude: 91, longitude: 0 })
    expectFields(wrong, ['latitude'])
    expect(wrong.body['error']).toBe(wrong.body['detail'])
    for (const authorization of ['', 'Bearer', 'Bearer undefined', 'Bearer null', 'Basic x']) {
      const answer = await member('POST', path, { prompt: 'climbing' }, { authorization })
      expect([answer.status, answer.body['success'], typeof answer.body['error']]).toEqual([401, false, 'string'])
    }
    const stranger = await house.as('stranger')
    expect(expectProblem(await stranger('POST', path, { prompt: 'climbing' }), 'person.not_found')).toHaveProperty(
      'error',
    )
  })

  test('a member searches as herself alone', async () => {
    expectProblem(await ask(member, among({ user_id: 'bo' })), 'auth.not_yours')
    expect((await ask(member, among({ user_id: 'ana' }))).status).toBe(200)
    expect((await ask(member, among({ user_id: undefined }))).status).toBe(200)
    expectFields(await ask(call, { prompt: 'climbing' }), ['user_id'])
  })
})

describe('with everything that may be said', () => {
  test('only the candidates are searched, and an empty list is nobody', async () => {
    expect(await sorted({})).toEqual(others)
    expect(await sorted({ candidate_ids: ['di', 'nobody', 'ana'] })).toEqual(['di'])
    expect(await sorted({ candidate_ids: [] })).toEqual([])
    expect(await sorted({ exclude_user_ids: ['bo', 'nobody'] })).toEqual(['cy', 'di', 'eli'])
  })

  test('somebody of whom a fact is not known passes a preference, is told so, and fails a sentence', async () => {
    const preferred = await found(call, among({ preferences: { age_range: [35, 25], gender_preference: 'men' } }))
    expect(idsOf(preferred)).toEqual(['bo', 'eli'])
    expect(preferred.matches.map(({ unknown }) => unknown)).toEqual([[], ['age', 'gender']])
    expect(await sorted({ prompt: 'a man between 25 and 35' })).toEqual(['bo'])
    const near = await found(call, among({ preferences: { max_distance: 50 } }))
    expect(near.matches.map(({ id, unknown }) => [id, unknown]).toSorted()).toEqual([
      ['bo', []],
      ['cy', []],
      ['eli', ['distance']],
    ])
    expect(await sorted({ prompt: 'within 50 km' })).toEqual(['bo', 'cy'])
  })

  test('asked from elsewhere, near is near there', async () => {
    expect(await sorted({ prompt: 'near me', latitude: 41.16, longitude: -8.62 })).toEqual(['di'])
  })

  test('languages and words must be said where a sentence demands them, and must not where it forbids them', async () => {
    expect(await sorted({ prompt: 'someone who speaks Portuguese' })).toEqual(['bo', 'cy'])
    expect(await sorted({ prompt: 'no smokers' })).toEqual(['bo', 'cy', 'eli'])
    expect(await sorted({ prompt: 'must be vegan' })).toEqual(['di'])
    expect(await sorted({ prompt: 'anyone but men' })).toEqual(['cy', 'di'])
    expect(await sorted({ prompt: 'nobody over 40' })).toEqual(['bo', 'di'])
    expect(await sorted({ prompt: 'no women over 40' })).toEqual(['bo', 'di'])
    expect(await sorted({ prompt: 'no men under 25' })).toEqual(['bo', 'cy', 'di'])
    expect(await sorted({ prompt: 'in their early 20s or their 40s' })).toEqual(['cy'])
    expect(await sorted({ prompt: 'someone who speaks English and Portuguese' })).toEqual(['bo'])
    expect(await sorted({ prompt: 'someone who speaks English or Portuguese' })).toEqual(['bo', 'cy'])
  })

  test('whoever denies a thing does not say it: she stays where it is forbidden, and is not found where it is demanded', async () => {
    const said = [
      ['fi', "I don't smoke, and no pets please."],
      ['gus', 'Non-smoker with a dog.'],
      ['hana', 'I smoke, no problem with pets.'],
    ] as const
    await takePeople(
      call,
      said.map(([id, about]) => ({ user_id: id, about })),
    )
    const besides = { candidate_ids: said.map(([id]) => id) }
    expect(await sorted({ prompt: 'no smokers', ...besides })).toEqual(['fi', 'gus'])
    expect(await sorted({ prompt: 'somebody who must smoke', ...besides })).toEqual(['hana'])
    expect(await sorted({ prompt: 'must have pets', ...besides })).toEqual(['hana'])
    const { matches } = await found(call, among({ prompt: 'smokers', ...besides }))
    const quotes = matches.flatMap(({ factors }) => factors.filter(({ name }) => name === 'topic_words'))
    expect(quotes.filter(({ because }) => because.includes("don't"))).toEqual([])
  })

  test('"any" lifts what the profile of the asker says', async () => {
    await call('PUT', '/api/v1/people/ivo', { age: 30, preferences: { genders: ['women'] } })
    const asked = { user_id: 'ivo', candidate_ids: others }
    expect((await find(call, asked)).toSorted()).toEqual(['cy', 'eli'])
    for (const preferences of [{ gender_preference: 'any' }, { gender_preference: null }, { genders: null }])
      expect(await find(call, { ...asked, preferences })).toHaveLength(4)
    for (const gender of ['men', 'he', 'he/him'])
      expect((await find(call, { ...asked, preferences: { genders: [gender] } })).toSorted()).toEqual(['bo', 'eli'])
  })

  test('near is not known to whoever tells no place, which is said and said once', async () => {
    const prompt = 'climbing within 5 km of me'
    const read = await found(call, { user_id: 'eli', candidate_ids: ['bo', 'di'], prompt })
    expect(read.matches).toHaveLength(2)
    expect(read.understood.ignored).toMatchObject([{ because: expect.stringContaining('from where') as string }])
    const again = await found(call, { user_id: 'eli', candidate_ids: ['bo', 'di'], filters: read.understood })
    expect(again.understood).toEqual(read.understood)
  })

  test('what was understood gives the same when it is sent back, and can be edited', async () => {
    const prompt = 'a man or a woman between 40 and 20 within 40 km who ideally speaks Portuguese, for climbing'
    const read = await found(call, among({ prompt }))
    const again = await found(call, among({ filters: read.understood }))
    const { processing_time_ms: _, ...first } = read
    const { processing_time_ms: __, ...second } = again
    expect(second).toEqual(first)
    const edited = { ...read.understood, filters: read.understood.filters.filter(({ kind }) => kind !== 'age') }
    expect(idsOf(await found(call, among({ prompt, filters: edited }))).toSorted()).toEqual(['bo', 'cy'])
    expect(idsOf(read)).toEqual(['bo'])
    expectFields(await ask(call, among({ filters: { filters: [{ kind: 'star sign' }] } })), ['filters.filters.0.kind'])
  })

  test('weights decide what counts, and a weight of nothing silences a part', async () => {
    const silent = { interests: 0, shared_needs: 0, needs_met: 0, offers_wanted: 0, about: 0, activity: 0 }
    const byAge = await found(call, among({ weights: { ...silent, distance: 0 } }))
    expect(idsOf(byAge)).toEqual(['di', 'bo', 'cy', 'eli'])
    expect(byAge.matches.map(({ factors }) => factors.map(({ name }) => name))).toEqual([['age'], ['age'], ['age'], []])
    const byPlace = await found(call, among({ weights: { ...silent, age: 0 } }))
    expect(idsOf(byPlace)).toEqual(['bo', 'cy', 'di', 'eli'])
    expectFields(await ask(call, among({ weights: { interests: -1 } })), ['weights.interests'])
    expect((await ask(call, among({ weights: { charm: 1 } }))).status).toBe(422)
  })

  test('expressions must hold, or weigh in by as much as they say', async () => {
    expect(await sorted({ where: 'interests contains "climbing" or about contains "vegan"' })).toEqual([
      'bo',
      'di',
      'eli',
    ])
    expect(await sorted({ where: 'age in 25..30 and not (gender = "male")' })).toEqual(['di'])
    const where = [{ is: 'age is known' }, { is: 'about matches /vegan/', weight: 900 }]
    const weighed = await found(call, among({ where }))
    expect(idsOf(weighed)[0]).toBe('di')
    expect(weighed.matches[0]?.factors.find(({ name }) => name === 'where')).toMatchObject({
      value: 1,
      because: 'Fits 100 % of what the clauses weigh.',
    })
    const broken = expectProblem(await ask(call, among({ where: 'age = "old"' })), 'request.invalid')
    expect(broken.errors).toEqual([
      { path: 'where.0.is', message: expect.stringMatching(/\(at character 7\)$/u) as string },
    ])
  })

  test('whoever was shown lately is not shown again, if others are asked for', async () => {
    await takePeople(call, [{ user_id: 'ina', interests: ['Climbing'] }])
    const asked = among({ user_id: 'ina', candidate_ids: ['ana', ...others], limit: 3 })
    const first = await find(call, asked)
    expect(await find(call, asked)).toEqual(first)
    const second = await find(call, { ...asked, exclude_seen: 7 })
    expect(second).toHaveLength(2)
    expect(second.filter((id) => first.includes(id))).toEqual([])
    expect(await find(call, { ...asked, exclude_seen: 7 })).toEqual([])
    expect(await find(call, asked)).toEqual(first)
    expectFields(await ask(call, { ...asked, exclude_seen: 91 }), ['exclude_seen'])
  })
})

describe('a world of which everything is known', () => {
  const at = (km: number) => ({ latitude: 10 + km / 111.195, longitude: 20 })
  const world: readonly Said[] = [
    { user_id: 'w-asker', age: 30, ...at(0) },
    { user_id: 'w-fits', age: 30, gender: 'female', ...at(5) },
    { user_id: 'w-far', age: 30, gender: 'female', ...at(15) },
    { user_id: 'w-farther', age: 30, gender: 'female', ...at(45) },
    { user_id: 'w-old', age: 38, gender: 'female', ...at(5) },
    { user_id: 'w-man', age: 30, gender: 'male', ...at(5) },
    { user_id: 'w-far-old', age: 38, gender: 'female', ...at(15) },
    { user_id: 'w-choosy', age: 30, gender: 'female', ...at(5), preferences: { age_range: [18, 25] } },
  ]
  const ids = world.slice(1).map(({ user_id: id }) => id)
  beforeAll(() => takePeople(call, world))
  const asked = { user_id: 'w-asker', candidate_ids: ids, prompt: 'women between 28 and 32 within 10 km' }

  test('the diagnosis counts whom each filter alone keeps out', async () => {
    const answer = await found(call, asked)
    expect(idsOf(answer)).toEqual(['w-fits'])
    expect(answer.diagnosis).toEqual([
      { filter: 'distance', would_add: 2 },
      { filter: 'age', would_add: 1 },
      { filter: 'gender', would_add: 1 },
      { filter: 'their_age', would_add: 1 },
    ])
    expect((await found(call, { ...asked, limit: 1 })).diagnosis).toEqual([])
  })

  test('of an expression that only we can judge as well', async () => {
    await call('PATCH', '/api/v1/people/w-far', { about: 'I carve spoons.' })
    const { matches, diagnosis } = await found(call, { ...asked, where: 'about contains "spoon" and age is known' })
    expect(matches).toEqual([])
    expect(diagnosis).toEqual([
      { filter: 'distance', would_add: 1 },
      { filter: 'where', would_add: 1 },
    ])
  })

  test('a ladder is climbed no further than it must be, each step is told, and so is who stands outside', async () => {
    const two = await found(call, { ...asked, widen: true, limit: 2 })
    expect(idsOf(two)).toEqual(['w-fits', 'w-far'])
    expect(two.widened).toEqual([{ filter: 'distance', from: '10 km', to: '20 km' }])
    expect(two.matches.map(({ outside }) => outside)).toEqual([[], ['distance']])
    const all = await found(call, { ...asked, widen: true })
    expect(idsOf(all).toSorted()).toEqual(['w-far', 'w-far-old', 'w-farther', 'w-fits', 'w-old'])
    expect(all.widened).toEqual([
      { filter: 'distance', from: '10 km', to: '20 km' },
      { filter: 'distance', from: '20 km', to: '50 km' },
      { filter: 'distance', from: '50 km', to: null },
      { filter: 'age', from: '28 to 32', to: '23 to 37' },
      { filter: 'age', from: '23 to 37', to: '18 to 42' },
      { filter: 'age', from: '18 to 42', to: 'from 18' },
    ])
    expect(all.matches.find(({ id }) => id === 'w-far-old')?.outside).toEqual(['distance', 'age'])
  })

  test('A finds B, and B does not accept the age of A: A does not see B, unless one way is enough; the explanation says so', async () => {
    const pair = { user_id: 'w-asker', candidate_ids: ['w-choosy'] }
    expect(await find(call, pair)).toEqual([])
    expect(await find(call, { ...pair, two_way: false })).toEqual(['w-choosy'])
    const explain = (more: object) =>
      call('POST', '/api/v1/people/search/explain', { ...pair, person_id: 'w-choosy', ...more })
    expect((await explain({})).body).toMatchObject({
      found: false,
      filter: 'their_age',
      because: expect.stringContaining('age') as string,
      failed: ['their_age'],
      match_score: null,
      factors: [],
    })
    const { body } = await explain({ two_way: false })
    expect(body).toMatchObject({ found: true, filter: null, failed: [] })
    const [seen] = (await found(call, { ...pair, two_way: false })).matches
    expect([body['match_score'], body['factors']]).toEqual([seen?.match_score, seen?.factors])
  })

  test('the other wishes of a candidate hold as well: how far, and which gender', async () => {
    await takePeople(call, [
      { user_id: 'w-close', ...at(30), preferences: { max_distance: 29 } },
      { user_id: 'w-women', preferences: { genders: ['women'] } },
    ])
    const pair = { user_id: 'w-asker', candidate_ids: ['w-close', 'w-women'] }
    expect(await find(call, pair)).toEqual([])
    expect(await find(call, { ...pair, ...at(10) })).toEqual(['w-close'])
    await call('PATCH', '/api/v1/people/w-asker', { gender: 'woman' })
    expect(await find(call, pair)).toEqual(['w-women'])
    await call('PATCH', '/api/v1/people/w-asker', { gender: null })
  })

  test('an explanation names the first filter that drops somebody and all others, also one that only we can judge', async () => {
    const explain = async (personId: string, more: object = {}) =>
      (await call('POST', '/api/v1/people/search/explain', { ...asked, ...more, person_id: personId })).body
    expect(await explain('w-far-old')).toMatchObject({ filter: 'distance', failed: ['distance', 'age'] })
    expect(await explain('w-far', { candidate_ids: [] })).toMatchObject({ filter: 'candidate_ids' })
    expect(await explain('nobody')).toMatchObject({ found: false, filter: 'not_found', failed: ['not_found'] })
    const where = 'about contains "climb"'
    expect(await explain('w-fits', { where })).toMatchObject({ found: false, filter: 'where', failed: ['where'] })
    expect(await explain('w-man', { where })).toMatchObject({ filter: 'gender', failed: ['gender', 'where'] })
  })
})

describe('whoever cannot be found', () => {
  const hidden = ['h-blocks', 'h-blocked', 'h-paused', 'h-invisible', 'h-suspended', 'h-gone', 'h-away']
  const ids = ['h-here', 'h-back', ...hidden]
  const asked = { user_id: 'h-asker', candidate_ids: ids, limit: 100 }
  let member: Call
  beforeAll(async () => {
    member = await house.as('h-asker')
    await takePeople(call, [
      ...['h-asker', 'h-here', 'h-blocks', 'h-blocked', 'h-paused', 'h-gone'].map((id) => ({ user_id: id, age: 30 })),
      { user_id: 'h-invisible', visible: false },
      { user_id: 'h-suspended', suspended: true },
      { user_id: 'h-away', last_active: long(46) },
      { user_id: 'h-back', last_active: long(44) },
    ])
    await call('PUT', '/api/v1/user/h-blocks/blocks/h-asker')
    await call('PUT', '/api/v1/user/h-asker/blocks/h-blocked')
    await call('PUT', '/api/v1/user/h-paused/status', { status: 'paused' })
    await call('DELETE', '/api/v1/people/h-gone')
  })
  const explain = async (as: Call, personId: string) =>
    (await as('POST', '/api/v1/people/search/explain', { ...asked, person_id: personId })).body

  test('blocks of either side, paused, invisible, suspended, deleted and long away people are found by nobody', async () => {
    for (const as of [call, member])
      for (const more of [{}, { widen: true }, { two_way: false }])
        expect((await find(as, { ...asked, ...more })).toSorted()).toEqual(['h-back', 'h-here'])
    expect(await find(call, { user_id: 'h-blocked', candidate_ids: ['h-asker', 'h-here'] })).toEqual(['h-here'])
  })

  test('they are counted out to nobody, but for the long away, whom a backend may know', async () => {
    const toldTo = async (by: Call) =>
      (await found(by, asked)).diagnosis.filter(({ filter }) => filter !== 'candidate_ids')
    expect(await toldTo(call)).toEqual([{ filter: 'inactive', would_add: 1 }])
    expect(await toldTo(member)).toEqual([])
  })

  test('the backend is told what keeps each of them out, and a member no more than that there is nobody', async () => {
    const reasons = ['blocked', 'blocked', 'paused', 'visible', 'suspended', 'not_found', 'inactive']
    for (const [index, id] of hidden.entries()) {
      expect((await explain(call, id))['filter'], id).toBe(reasons[index])
      expect(await explain(member, id)).toEqual({ ...(await explain(member, 'nobody')), person_id: id })
    }
    expect(await explain(member, 'h-here')).toMatchObject({ found: true, filter: null })
  })

  test('the next request knows of whoever comes back', async () => {
    await call('PUT', '/api/v1/user/h-paused/status', { status: 'active' })
    await call('PATCH', '/api/v1/people/h-invisible', { visible: true })
    await call('DELETE', '/api/v1/user/h-blocks/blocks/h-asker')
    expect((await find(call, asked)).toSorted()).toEqual(['h-back', 'h-blocks', 'h-here', 'h-invisible', 'h-paused'])
  })
})

describe('thirty people', () => {
  const ids = Array.from({ length: 30 }, (_, index) => `p-${String(index).padStart(2, '0')}`)
  /** Many are alike, so that only the total order tells them apart. */
  beforeAll(async () => {
    const alike = ids.map((id, index) => ({ user_id: id, age: 25 + (index % 3), interests: ['Chess'] }))
    await takePeople(call, [{ user_id: 'p-asker', age: 25, interests: ['Chess', 'Go'] }, ...alike])
  })

  test.each([7, 1, 30, 100])('come page by page, %d at a time, each once and in one order', async (limit) => {
    const asked = { user_id: 'p-asker', candidate_ids: ids }
    const whole = await find(call, { ...asked, limit: 100 })
    expect(whole.toSorted()).toEqual(ids)
    const [best = '', second = ''] = whole
    expect([best, second]).toEqual(['p-00', 'p-03'])
    const paged: string[] = []
    let cursor: string | null = null
    do {
      const page: SearchAnswer = await found(call, { ...asked, limit, cursor })
      expect(page.total_candidates).toBe(30)
      paged.push(...idsOf(page))
      cursor = page.next_cursor
    } while (cursor !== null)
    expect(paged).toEqual(whole)
  })

  test('nobody is shown twice, turning pages of people who were not seen lately', async () => {
    const asked = { user_id: 'p-asker', candidate_ids: ids.slice(0, 12), exclude_seen: 1, limit: 5, widen: true }
    await call('PUT', '/api/v1/people/p-new', { age: 25, interests: ['Chess'], preferences: { age_range: [25, 27] } })
    const question = { ...asked, user_id: 'p-new' }
    const paged: string[] = []
    let cursor: string | null = null
    do {
      const page: SearchAnswer = await found(call, { ...question, cursor })
      expect(page.widened).toEqual([])
      paged.push(...idsOf(page))
      cursor = page.next_cursor
    } while (cursor !== null && paged.length < 10)
    expect(new Set(paged).size).toBe(10)
  })
})

test('who is registered and has no profile is found by the persona that she approved', async () => {
  await house.matched({
    id: 'reg',
    needs: 'I need an investor for my bakery.',
    offers: 'I teach baking sourdough bread to beginners.',
  })
  const asked = { user_id: 'ana', candidate_ids: ['reg', ...others], prompt: 'someone who teaches baking sourdough' }
  await eventually(async () => (await find(call, asked))[0] === 'reg')
  const [baker] = (await found(call, asked)).matches
  expect(baker?.offers.join()).toContain('sourdough')
  expect(baker?.factors.find(({ name }) => name === 'topic_words')?.because).toContain('sourdough')
  expect(await find(call, { user_id: 'reg', candidate_ids: others })).toHaveLength(4)
})

describe('saved searches', () => {
  const path = '/api/v1/people/searches'
  const save = (as: Call, body: unknown) => as('POST', path, body)
  const asked = { prompt: 'someone who teaches climbing', name: 'Climbing' }
  let mine: Call
  let hers: Call
  beforeAll(async () => {
    ;[mine, hers] = [await house.as('ana'), await house.as('cy')]
  })

  test('are kept, listed, read and taken back by whom they belong to, and do not exist for anybody else', async () => {
    const saved = await save(mine, asked)
    expect([saved.status, saved.body]).toMatchObject([
      201,
      { user_id: 'ana', name: 'Climbing', prompt: asked.prompt, status: 'active' },
    ])
    const one = `${path}/${String(saved.body['id'])}`
    expect((await mine('GET', one)).body).toMatchObject({ id: saved.body['id'], found: [] })
    expect((await mine('GET', path)).body['searches']).toMatchObject([{ id: saved.body['id'] }])
    expect((await hers('GET', path)).body['searches']).toEqual([])
    for (const method of ['GET', 'DELETE']) expectProblem(await hers(method, one), 'search.not_found')
    expect((await call('GET', one)).status).toBe(200)
    expect((await call('GET', `${path}?user_id=ana`)).body['searches']).toHaveLength(1)
    expectProblem(await hers('GET', `${path}?user_id=ana`), 'auth.not_yours')
    expect((await mine('DELETE', one)).body).toEqual({ id: saved.body['id'], deleted: true })
    for (const method of ['GET', 'DELETE']) expectProblem(await mine(method, one), 'search.not_found')
  })

  test('are refused where they say nothing that a search would take', async () => {
    expectProblem(await save(hers, { ...asked, user_id: 'ana' }), 'auth.not_yours')
    expectProblem(await save(call, { ...asked, user_id: 'nobody' }), 'person.not_found')
    expectFields(await save(call, asked), ['user_id'])
    expectFields(await save(hers, { where: 'age >' }), ['where.0.is'])
    expectFields(await mine('GET', `${path}/1`), ['id'])
  })

  test('name nobody who has left', async () => {
    await call('PUT', '/api/v1/people/rare-leaver', { about: 'I leave soon.' })
    const { body } = await save(mine, {
      ...asked,
      candidate_ids: ['rare-leaver', 'bo'],
      exclude_user_ids: ['rare-leaver'],
    })
    await call('DELETE', '/api/v1/user/rare-leaver')
    const { rows } = await house.house.db.statements(
      'select question::text as text from saved_searches where id = $1',
      [body['id']],
    )
    expect(rows[0]?.['text']).toContain('"bo"')
    expect(rows[0]?.['text']).not.toContain('rare-leaver')
    await mine('DELETE', `${path}/${String(body['id'])}`)
  })

  test('are twenty at most', async () => {
    for (let count = 0; count < 20; count += 1) expect((await save(hers, asked)).status).toBe(201)
    expectProblem(await save(hers, asked), 'search.too_many_saved')
    const { body } = await hers<{ searches: { id: string }[] }>('GET', path)
    await hers('DELETE', `${path}/${body.searches[0]?.id ?? ''}`)
    expect((await save(hers, asked)).status).toBe(201)
  })
})
