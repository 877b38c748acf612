/** People, as the client of the replaced service calls them: from registration to a match that both sides see. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testHouse } from '../support/house.ts'
import type { TestHouse } from '../support/house.ts'

interface WireMatch {
  readonly user_id: string
  readonly similarity_score: number
  readonly mutual_score: number
  readonly match_id: string
  readonly match_type: string
  readonly explanation: string
  readonly quality: string
  readonly reasons: { mine: string; theirs: string; similarity: number }[]
  readonly unmet: string[]
}
interface Lists {
  readonly total_matches: number
  readonly requirements_matches: WireMatch[]
  readonly offerings_matches: WireMatch[]
  readonly message: string
  readonly next_cursor: string | null
}

const maker = {
  id: 'maker-1',
  needs: 'I am looking for a designer who can make my iOS app easier to use.',
  offers: 'I build iOS apps in Swift. I can review code.',
}
const designer = {
  id: 'designer-1',
  needs: 'I need an iOS developer who builds an app from my designs.',
  offers: 'I design interfaces for mobile apps and make them easy to use.',
}
const baker = {
  id: 'baker-1',
  needs: 'I am looking for a shop in the old town to rent.',
  offers: 'I bake sourdough bread and wedding cakes.',
}

let house: TestHouse
beforeAll(async () => {
  house = await testHouse()
})
afterAll(() => house.stop())

test('two people who need each other find each other, and the third finds neither', async () => {
  for (const person of [maker, designer, baker]) await house.matched(person)
  const mine = await house.call<Lists>('GET', '/api/v1/matching/maker-1/matches')
  expect(mine.body.requirements_matches.map(({ user_id: id }) => id)).toEqual(['designer-1'])
  expect(mine.body.offerings_matches.map(({ user_id: id }) => id)).toEqual(['designer-1'])
  expect(mine.body.total_matches).toBe(2)
  const theirs = await house.call<Lists>('GET', '/api/v1/matching/designer-1/matches')
  expect(theirs.body.requirements_matches.map(({ user_id: id }) => id)).toEqual(['maker-1'])
  const bread = await house.call<Lists>('GET', '/api/v1/matching/baker-1/matches')
  expect(bread.body).toMatchObject({ total_matches: 0, message: 'Found 0 matches.' })
})

test('both sides read one row: the same match, the same mutual score, each direction seen from its end', async () => {
  const [mine] = (await house.call<Lists>('GET', '/api/v1/matching/maker-1/requirements-matches')).body
    .requirements_matches
  const [theirs] = (await house.call<Lists>('GET', '/api/v1/matching/designer-1/offerings-matches')).body
    .offerings_matches
  expect(mine?.match_id).toBe(theirs?.match_id)
  expect(mine?.mutual_score).toBe(theirs?.mutual_score)
  expect(mine?.similarity_score).toBe(theirs?.similarity_score)
  expect([mine?.match_type, theirs?.match_type]).toEqual(['requirements_to_offerings', 'offerings_to_requirements'])
})

test('a match says why, in the words that the two people used', async () => {
  const [match] = (await house.call<Lists>('GET', '/api/v1/matching/maker-1/requirements-matches')).body
    .requirements_matches
  expect(match?.reasons[0]).toMatchObject({ mine: maker.needs, theirs: designer.offers })
  expect(match?.explanation).toMatch(
    /^(Excellent|Strong|Good|Moderate|Potential) match: they offer what you look for\. Similarity 0\.\d\d\./u,
  )
  expect(match?.explanation.startsWith(match.quality)).toBe(true)
  expect(match?.unmet).toEqual([])
})
