/** The two samples of the replaced service, beside its own figures. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SearchAnswer } from '../../src/people/search/schema.ts'
import { testHouse } from '../support/house.ts'
import type { TestHouse } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { keywordShare, keywordsOf, replacedScore } from '../support/replaced-score.ts'
import type { Side } from '../support/replaced-score.ts'
import { found, takePeople } from '../support/searching.ts'

const asker: Side = { age: 28, interests: ['Music', 'Hiking'], needs: ['Friendship'], bio: 'I love music and hills' }
const sample: Side = {
  age: 24,
  interests: ['music', 'photography'],
  needs: ['friendship', 'dating'],
  bio: 'I love photography',
}
/** As near, as old and as much in need of a friend as the sample. */
const irrelevant: Side = { ...sample, interests: ['chess', 'cooking'], bio: 'I love chess' }
const trekker: Side = { ...sample, interests: ['trekking'], bio: 'I love long walks' }
const hiker: Side = { ...sample, interests: ['hiking'], bio: 'I love long walks' }
const km = 14.4423
const music = 'looking for someone between 20 and 25 who loves music and photography'
const hiking = 'Looking for hiking enthusiasts'

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
  const there = { latitude: 28.7041, longitude: 77.1025, preferences: { max_distance: 50 } }
  const profileOf = (user_id: string, { bio, ...side }: Side) => ({
    user_id,
    ...side,
    about: bio,
    gender: 'female',
    ...there,
  })
  await takePeople(house.call, [
    { ...profileOf('asker', asker), latitude: 28.6139, longitude: 77.209 },
    ...Object.entries({ sample, irrelevant, trekker, hiker }).map(([id, side]) => profileOf(id, side)),
  ])
  await eventually(async () => {
    const { rows } = await house.house.db.statements('select 1 from profiles where needs_vectors')
    return rows.length === 0
  }, 60_000)
})
afterAll(() => house.stop())

const ask = (prompt: string, ...ids: readonly string[]): Promise<SearchAnswer> =>
  found(house.call, { user_id: 'asker', candidate_ids: ids, prompt })
const scoreIn = ({ matches }: SearchAnswer, id: string): number =>
  matches.find((match) => match.id === id)?.match_score ?? 0
const valueIn = ({ matches }: SearchAnswer, id: string, name: string): number | undefined =>
  matches.find((match) => match.id === id)?.factors.find((factor) => factor.name === name)?.value

test('the yardstick is the one that was replaced: its published figures come out of it', () => {
  const scores = ['', music, hiking].map((prompt) => replacedScore(asker, sample, { prompt, km }).toFixed(2))
  expect(scores).toEqual(['46.17', '54.79', '22.29'])
})

test('whoever says all that was asked for has all of it, where half was lost on words that only carry the wish', async () => {
  expect(keywordShare(keywordsOf(music), sample)).toBe(0.5)
  const answer = await ask(music, 'sample', 'irrelevant')
  expect(valueIn(answer, 'sample', 'topic_words')).toBe(1)
  expect(answer.understood.filters).toMatchObject([{ kind: 'age', min: 20, max: 25 }])
  expect(answer.matches.map(({ id }) => id)).toEqual(['sample', 'irrelevant'])
  expect(scoreIn(answer, 'sample')).toBeGreaterThan(replacedScore(asker, sample, { prompt: music, km }))
  expect(scoreIn(answer, 'sample') - scoreIn(answer, 'irrelevant')).toBeGreaterThan(20)
})

test('the same wish in more words finds the same, where the words cost the sample more than twice as much', async () => {
  const wordy =
    'Hello, I would really enjoy meeting somebody between 20 and 25 who truly loves music and photography, please'
  const [before, after] = [music, wordy].map((prompt) => replacedScore(asker, sample, { prompt, km }))
  const lost = (before ?? 0) - (after ?? 0)
  expect(lost).toBeGreaterThan(20)
  const [plain, more] = [await ask(music, 'sample', 'irrelevant'), await ask(wordy, 'sample', 'irrelevant')]
  expect(Math.abs(scoreIn(more, 'sample') - scoreIn(plain, 'sample'))).toBeLessThan(lost / 2)
  expect(scoreIn(more, 'sample') - scoreIn(more, 'irrelevant')).toBeGreaterThan(20)
})

test('hiking enthusiasts are also those who like trekking, well before who likes neither', async () => {
  const answer = await ask(hiking, 'trekker', 'hiker', 'irrelevant', 'sample')
  expect(answer.matches.map(({ id }) => id).slice(0, 2)).toEqual(['hiker', 'trekker'])
  expect(valueIn(answer, 'trekker', 'topic_words')).toBeGreaterThan(0.7)
  const rest = Math.max(scoreIn(answer, 'irrelevant'), scoreIn(answer, 'sample'))
  expect(scoreIn(answer, 'trekker') - rest).toBeGreaterThan(10)
})

test('and the reverse: who asks for trekking finds a hiker, whom one-way synonyms passed over', async () => {
  expect(keywordShare(keywordsOf('looking for trekking'), hiker)).toBe(0)
  const answer = await ask('Looking for trekking enthusiasts', 'hiker', 'irrelevant')
  expect(valueIn(answer, 'hiker', 'topic_words')).toBeGreaterThan(0.7)
  expect(scoreIn(answer, 'hiker') - scoreIn(answer, 'irrelevant')).toBeGreaterThan(20)
})
