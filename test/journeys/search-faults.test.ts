/** What the replaced service got wrong, one by one in the order of its list: each title says what holds now. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { madePages } from '../../scripts/made-pages.ts'
import { defaultWeights, factorNames, savedSearchHandlers } from '../../src/people/search/index.ts'
import type { SearchAnswer } from '../../src/people/search/schema.ts'
import { readSettings } from '../../src/settings/index.ts'
import { caller, testHouse } from '../support/house.ts'
import type { Call, TestHouse } from '../support/house.ts'
import { readPage } from '../support/pages.ts'
import { expectFields, expectProblem } from '../support/problems.ts'
import { recordingTelemetry } from '../support/recording-telemetry.ts'
import { ask, find, found, idsOf, takePeople } from '../support/searching.ts'

const telemetry = recordingTelemetry()
let house: TestHouse
let call: Call
let ana: Call
beforeAll(async () => {
  const limits = { RATE_LIMIT_MEMBER: 'none', RATE_LIMIT_SEARCH: 'none', RATE_LIMIT_FAILED_AUTH: 'none' }
  house = await testHouse({ ...limits, CORS_ORIGINS: '*' }, telemetry)
  call = house.call
  ana = await house.as('ana')
  await takePeople(call, [
    { user_id: 'ana', age: 30, gender: 'female', interests: ['Climbing'], latitude: 0, longitude: 0 },
    { user_id: 'fay', age: 35, gender: 'female', interests: ['Music', 'Photography'], latitude: 0, longitude: 0.05 },
    { user_id: 'max', age: 38, gender: 'male', about: 'I love coding.', latitude: 0, longitude: 0.3 },
    { user_id: 'noa', age: 33, gender: 'non-binary', needs: ['Help with coding'], latitude: 0, longitude: 2 },
    { user_id: 'tia', age: 22, gender: 'trans woman', about: 'I smoke. I look for something serious.' },
    { user_id: 'una', interests: ['Chess'] },
  ])
})
afterAll(() => house.stop())

const everybody = ['fay', 'max', 'noa', 'tia', 'una']
const among = (body: Record<string, unknown> = {}) => ({
  user_id: 'ana',
  candidate_ids: everybody,
  limit: 100,
  ...body,
})
const said = (prompt: string, more: object = {}): Promise<SearchAnswer> => found(call, among({ prompt, ...more }))
const foundBy = async (prompt: string): Promise<string[]> => idsOf(await said(prompt)).toSorted()
const match = (body: unknown, as: Call = call) => as<SearchAnswer>('POST', '/api/ml/match', body)
const partOf = ({ matches }: SearchAnswer, id: string, name: string) =>
  matches.find((one) => one.id === id)?.factors.find((factor) => factor.name === name)

describe('reading the sentence', () => {
  test('1. a sentence that names no topic is a sentence: nothing fails', async () => {
    for (const prompt of ['someone near me', 'who can help me', 'help', '?', '']) {
      const { status, body } = await match(among({ prompt }))
      expect([status, body.success]).toEqual([200, true])
      expect(body.matches.flatMap(({ factors }) => factors).some(({ name }) => name === 'topic_words')).toBe(false)
    }
  })

  test.each([
    'help me learn python',
    'find me a teacher',
    'somebody from the other city',
    'someone romantic',
    'the manager of a bank',
    'funding for my startup',
    'a gym partner',
    'translate a letter',
    'workout',
  ])('2. “%s” says nothing of gender or of kind, and keeps nobody out', async (prompt) => {
    const { understood, matches } = await said(prompt)
    expect([understood.filters, understood.excluded]).toEqual([[], []])
    const kinds = [...understood.filters, ...understood.preferences].filter(({ kind }) => kind === 'relationship')
    expect(kinds).toEqual([])
    expect(matches).toHaveLength(everybody.length)
  })

  test('3. a distance is never an age, and ages may be said in either order', async () => {
    expect((await said('about 10 km away')).understood.filters).toMatchObject([{ kind: 'distance', km: 10 }])
    expect(await foundBy('about 10 km away')).toEqual(['fay'])
    expect(await foundBy('near 5 km')).toEqual([])
    expect(await foundBy('near 6 km')).toEqual(['fay'])
    expect(await foundBy('between 40 and 30')).toEqual(['fay', 'max', 'noa'])
  })

  test('4. a word counts wherever a profile says it, and a related word counts as well', async () => {
    const answer = await said('coding')
    for (const id of ['max', 'noa']) expect(partOf(answer, id, 'topic_words')?.value).toBeGreaterThanOrEqual(0.8)
    expect(partOf(answer, 'fay', 'topic_words')?.value).toBe(0)
    expect(partOf(await said('programming'), 'max', 'topic_words')?.value).toBeGreaterThan(0.5)
  })

  test('5. words that only carry a wish cost nobody anything', async () => {
    const plain = await said('music and photography')
    const wordy = await said('I am really looking for someone between 30 and 40 nearby who loves music and photography')
    expect(wordy.understood.topic?.terms).toEqual(['music', 'photography'])
    expect(partOf(plain, 'fay', 'topic_words')?.value).toBe(1)
    expect(partOf(wordy, 'fay', 'topic_words')?.value).toBe(1)
  })

  test('6. among people of the right gender and age the topic decides, and no threshold hides the others', async () => {
    const ids = ['six-a', 'six-b', 'six-c']
    await takePeople(call, [
      { user_id: 'six-a', age: 30, gender: 'female', interests: ['Chess'] },
      { user_id: 'six-b', age: 30, gender: 'female', interests: ['Sailing'] },
      { user_id: 'six-c', age: 30, gender: 'male', interests: ['Sailing'] },
    ])
    const answer = await said('a woman between 25 and 35 for sailing', { candidate_ids: ids })
    expect(idsOf(answer)).toEqual(['six-b', 'six-a'])
    const [first = 0, second = 0] = answer.matches.map(({ match_score: score }) => score)
    expect(first - second).toBeGreaterThan(10)
  })
})

describe('finding', () => {
  test('7. the best of many is found wherever she stands, and twice the same', async () => {
    const crowd = Array.from({ length: 700 }, (_, index) => `crowd-${String(index).padStart(3, '0')}`)
    await takePeople(
      call,
      crowd.map((id) => ({ user_id: id, interests: [id === 'crowd-699' ? 'Falconry' : 'Chess'] })),
    )
    // Without the part that comes of vectors, which are made one after the other meanwhile.
    const weights = { topic_meaning: 0 }
    const asked = among({ candidate_ids: crowd, prompt: 'falconry', limit: 20, weights })
    const first = await found(call, asked)
    expect([first.total_candidates, first.total_is_exact, idsOf(first)[0]]).toEqual([700, true, 'crowd-699'])
    expect(idsOf(first).slice(1)).toEqual(crowd.slice(0, 19))
    expect(idsOf(await found(call, asked))).toEqual(idsOf(first))
  })

  test('8. whoever is left out takes nobody’s place, and no candidates are no candidates', async () => {
    const ids = Array.from({ length: 15 }, (_, index) => `crowd-${String(index).padStart(3, '0')}`)
    const asked = { user_id: 'ana', candidate_ids: ids, exclude_user_ids: ids.slice(0, 5), limit: 10 }
    expect(idsOf((await match(asked)).body)).toEqual(ids.slice(5))
    expect((await match({ ...asked, candidate_ids: [] })).body).toMatchObject({ matches: [], total_candidates: 0 })
  })

  test('9. near is measured from one place, which may be 0 and 0, and a radius of nothing is one', async () => {
    expect(await find(call, among({ preferences: { max_distance: 0 } }))).toEqual(['una', 'tia'].toSorted())
    const there = among({ latitude: 0, longitude: 2, preferences: { max_distance: 50 }, candidate_ids: ['noa', 'fay'] })
    const { matches } = await found(call, there)
    expect(matches.map(({ id, distance_km: away }) => [id, away])).toEqual([['noa', 0]])
    expect(matches[0]?.factors.find(({ name }) => name === 'distance')?.value).toBe(1)
    const equator = { latitude: 0, longitude: 0, preferences: { max_distance: 6 }, candidate_ids: ['noa', 'fay'] }
    expect(await find(call, among({ user_id: 'una', ...equator }))).toEqual(['fay'])
  })

  test('10. blocks, invisibility and the wishes of the other side hold', async () => {
    const ids = ['ten-blocks', 'ten-blocked', 'ten-invisible', 'ten-choosy']
    await takePeople(call, [
      ...ids.slice(0, 2).map((id) => ({ user_id: id })),
      { user_id: 'ten-invisible', visible: false },
      { user_id: 'ten-choosy', preferences: { genders: ['men'], age_range: [40, 50] } },
    ])
    await call('PUT', '/api/v1/user/ten-blocks/blocks/ana')
    await call('PUT', '/api/v1/user/ana/blocks/ten-blocked')
    expect(await find(call, among({ candidate_ids: ids }))).toEqual([])
    expect(await find(call, among({ candidate_ids: ids, two_way: false }))).toEqual(['ten-choosy'])
  })

  test('12. a sentence narrows what was saved, every gender can be asked for, “no” is understood, and other languages are searched by topic', async () => {
    await call('PUT', '/api/v1/people/ben', { preferences: { genders: ['women', 'non-binary'] } })
    const asBen = async (prompt: string) => (await find(call, among({ user_id: 'ben', prompt }))).toSorted()
    expect(await asBen('women')).toEqual(['fay', 'tia'])
    expect(await asBen('a man or a non-binary person')).toEqual(['noa'])
    expect(await foundBy('someone non-binary')).toEqual(['noa'])
    expect(await foundBy('a trans woman')).toEqual(['tia'])
    expect(await foundBy('not a smoker')).toEqual(['fay', 'max', 'noa', 'una'])
    expect(await foundBy('no serious relationship')).toEqual(['fay', 'max', 'noa', 'una'])
    const other = await said('busco alguien para jugar chess')
    expect(other.understood).toMatchObject({ filters: [], ignored: [{ because: expect.stringMatching(/English/u) }] })
    expect(partOf(other, 'una', 'topic_words')?.value).toBeGreaterThan(0)
  })

  test('14. many search at once and are all answered, equals in one order, and no log names who was found', async () => {
    const before = telemetry.lines.length
    const asked = among({ prompt: 'somebody', candidate_ids: ['crowd-010', 'crowd-002', 'crowd-007'] })
    const answers = await Promise.all(Array.from({ length: 24 }, () => ask(call, asked)))
    for (const { status, body } of answers)
      expect([status, idsOf(body)]).toEqual([200, ['crowd-002', 'crowd-007', 'crowd-010']])
    expect(JSON.stringify(telemetry.lines.slice(before))).not.toMatch(/crowd-|somebody/u)
  })
})

describe('what callers are told', () => {
  /** The whole of a room is gone, as when a database is. */
  const without = async (table: string, act: () => Promise<void>): Promise<void> => {
    await house.house.db.statements(`alter table ${table} rename to ${table}_gone`)
    await act().finally(() => house.house.db.statements(`alter table ${table}_gone rename to ${table}`))
  }

  test('11. a member sees strangers to a kilometre, and nobody sees what failed inside', async () => {
    await takePeople(call, [{ user_id: 'exact', latitude: 0.123456, longitude: 0.654321 }])
    const { matches } = await found(ana, { candidate_ids: ['exact'] })
    expect(matches).toMatchObject([{ latitude: 0.12, longitude: 0.65, distance_km: 73.5 }])
    await without('profiles', async () => {
      const { detail } = expectProblem(await match(among()), 'server.failed')
      expect(detail).not.toMatch(/relation|profiles|column/u)
    })
  })

  test('11. a member sees the beginning of what strangers write, and a service the whole', async () => {
    await takePeople(call, [{ user_id: 'novelist', about: `I write. ${'é'.repeat(400)}` }])
    const { matches } = await found(ana, { candidate_ids: ['novelist'] })
    expect(matches).toMatchObject([{ bio: `I write. ${'é'.repeat(291)}…` }])
    const { body } = await match({ user_id: 'ana', candidate_ids: ['novelist'], prompt: 'a writer' })
    expect(JSON.stringify(body)).toContain('é'.repeat(400))
  })

  test('11. nor does asking from here and from there find anybody out', async () => {
    await takePeople(call, [{ user_id: 'shy', latitude: 0.1249, longitude: 0.6549, preferences: { max_distance: 1 } }])
    const sees = async (latitude: number): Promise<boolean> =>
      (await find(ana, { candidate_ids: ['shy'], latitude, longitude: 0.65 })).length === 1
    // 1 km north of 0.12, where a member is shown that she is; from where she is, it is 4 times nearer.
    expect(await sees(0.128)).toBe(true)
    expect(await sees(0.1302)).toBe(false)
  })

  test('13. a failure is a failure: never an empty success, and never that there is nobody', async () => {
    await without('profiles', async () => {
      for (const answer of [
        await match(among()),
        await ana('POST', '/api/ml-matching/search', { prompt: 'climbing' }),
        await ana('POST', '/api/ml-matching/prompt-search', { prompt: 'climbing' }),
      ]) {
        const problem = expectProblem(answer, 'server.failed')
        expect(problem).toMatchObject({ success: false, error: problem.detail })
        expect(answer.body).not.toHaveProperty('matches')
      }
    })
    expect((await match(among())).status).toBe(200)
    expectProblem(await match({ user_id: 'nobody' }), 'person.not_found')
  })

  test('15. one process answers every path, each behind its own door, and no page may call with a visitor’s cookies', async () => {
    const bare = caller(house.address, {})
    for (const path of ['/api/ml/match', '/api/ml-matching/search', '/api/ml-matching/prompt-search'])
      expectProblem(await bare('POST', path, { prompt: 'climbing' }), 'auth.missing')
    expectProblem(await match(among(), ana), 'auth.scope_missing')
    const { headers } = await call('POST', '/api/ml/match', among(), { origin: 'https://elsewhere.example' })
    expect([headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')]).toEqual([
      '*',
      null,
    ])
  })

  test('16. no key opens that anybody could guess, and where ours is not made, none is assumed', async () => {
    for (const key of [
      'secret',
      'changeme',
      'internal',
      'internal-api-key',
      'ml-service-key',
      'test',
      'undefined',
      ' ',
    ])
      expectProblem(await match(among(), caller(house.address, { 'x-api-key': key })), 'auth.invalid')
    // With a database of the operator's own, a start without secrets is refused by their names.
    expect(() => readSettings({ DATABASE_URL: 'postgres://db/own' })).toThrow(/SERVICE_API_KEY|JWT_SECRET/u)
    expect(await readPage('.env.example')).not.toMatch(/^(?!#)[A-Z_]+(?:KEY|SECRET|PASSWORD|URL)=./mu)
  })

  test('17. the parts of a score weigh what the code says, each is explained, and the page of settings is made from the code', async () => {
    const { matches } = await said('climbing with music', { candidate_ids: ['fay', 'max'] })
    for (const { factors } of matches) {
      const total = factors.reduce((sum, { name }) => sum + defaultWeights[name], 0)
      for (const { name, weight, because } of factors) {
        expect(weight).toBeCloseTo(defaultWeights[name] / total, 3)
        expect([factorNames.includes(name), because.length > 10]).toEqual([true, true])
      }
    }
    const pages = await madePages()
    const settings = pages.find(({ path }) => path === 'docs/settings.md')
    expect(await readPage('docs/settings.md')).toBe(settings?.text)
  })
})

/**
 * The helper finding of the host product (18, 19) keeps requests, attempts and timers that have no place here: what asks and
 * goes on by itself is a saved search. These are its nearest kin.
 */
describe('what goes on by itself', () => {
  const path = '/api/v1/people/searches'

  test('18. nobody is stuck with a search: asking again is free, and what goes on has a next time and can be ended', async () => {
    for (const _time of ['once', 'twice']) expect((await ask(ana, { prompt: 'climbing' })).status).toBe(200)
    const { body: saved } = await ana('POST', path, { prompt: 'climbing' })
    const next = Date.parse(String(saved['next_run_at'])) - Date.now()
    expect([saved['status'], next > 0 && next <= 86_400_000]).toEqual(['active', true])
    const scheduled = savedSearchHandlers({} as never).filter(({ everySeconds = 0 }) => everySeconds > 0)
    expect(scheduled.map(({ job }) => job.name)).toContain('people.due-searches')
    expect((await ana('DELETE', `${path}/${String(saved['id'])}`)).status).toBe(200)
    expect((await ana('GET', path)).body['searches']).toEqual([])
  })

  test('19. who only knows an id reaches nothing, what is not there is not “taken back”, and filters outlive the first page', async () => {
    const { body: saved } = await ana('POST', path, { prompt: 'climbing' })
    const one = `${path}/${String(saved['id'])}`
    const stranger = await house.as('fay')
    for (const method of ['GET', 'DELETE']) expectProblem(await stranger(method, one), 'search.not_found')
    expectProblem(await stranger('PUT', '/api/v1/user/ana/status', { status: 'paused' }), 'auth.not_yours')
    expectFields(await stranger('DELETE', `${path}/not-an-id`), ['id'])
    expect((await ana('DELETE', one)).status).toBe(200)
    expectProblem(await ana('DELETE', one), 'search.not_found')
    const asked = among({ prompt: 'between 30 and 40', limit: 1 })
    const [first, pages] = [await found(call, asked), [] as string[]]
    for (let page = first; ; page = await found(call, { ...asked, cursor: page.next_cursor })) {
      pages.push(...idsOf(page))
      if (page.next_cursor === null) break
    }
    expect(pages.toSorted()).toEqual(['fay', 'max', 'noa'])
  })
})
