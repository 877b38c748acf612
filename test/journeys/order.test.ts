/** The same people get the same lists, in whatever order they came. */
import { expect, test } from 'vitest'
import { requireActiveGeneration } from '../../src/people/generations/index.ts'
import { listMatches } from '../../src/people/matching/lists-store.ts'
import { keptPerList, shownPerList } from '../../src/people/matching/pairs.ts'
import { realDatabaseUrl } from '../support/db.ts'
import { testHouse } from '../support/house.ts'
import type { TestPerson } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'
import { matchingRoom } from '../support/matching-room.ts'

const trades = [
  'bakes bread',
  'repairs bicycles',
  'teaches Italian',
  'plants gardens',
  'builds websites',
  'tunes pianos',
  'paints walls',
  'files taxes',
]
const people: TestPerson[] = trades.flatMap((offer, index) =>
  [3, 5].map((step) => ({
    id: `p${index}-${step}`,
    needs: `I am looking for somebody who ${trades[(index + step) % trades.length]}.`,
    offers: `I am somebody who ${offer}, and I have done so for ${step} years.`,
  })),
)

async function listsIn(order: readonly TestPerson[]): Promise<Record<string, [unknown[], unknown[]]>> {
  const house = await testHouse({ REQUIRE_APPROVAL: 'false' })
  for (const person of order) {
    await house.call('POST', '/api/v1/user/register', {
      user_id: person.id,
      questions: [
        { prompt: 'What do you need?', answer: person.needs },
        { prompt: 'What can you offer?', answer: person.offers },
      ],
    })
    await house.reached(person.id, 'matched')
  }
  await eventually(async () => {
    const { rows } = await house.house.db.statements(
      `select 1 from reciprocity_jobs.job where name in ('people.embed', 'people.match', 'people.refill')
        and state in ('created', 'retry', 'active')`,
    )
    return rows.length === 0
  })
  const lists: Record<string, [unknown[], unknown[]]> = {}
  for (const { id } of people) {
    const { body } = await house.call<{
      requirements_matches: { match_id: string }[]
      offerings_matches: { match_id: string }[]
    }>('GET', `/api/v1/matching/${id}/matches?similarity_threshold=0&top_k=100`)
    const nameless = (list: { match_id: string }[]): unknown[] =>
      list.map((match) => ({ ...match, match_id: undefined }))
    lists[id] = [nameless(body.requirements_matches), nameless(body.offerings_matches)]
  }
  await house.stop()
  return lists
}

test('three orders of registration give the same lists, score by score', async () => {
  const forwards = await listsIn(people)
  const scattered = people.toSorted((a, b) => ((a.id.charCodeAt(1) * 7) % 5) - ((b.id.charCodeAt(1) * 7) % 5))
  expect(await listsIn(people.toReversed())).toEqual(forwards)
  expect(await listsIn(scattered)).toEqual(forwards)
  expect(Object.keys(forwards).length).toBe(people.length)
  for (const list of Object.values(forwards).flat()) expect(list.length).toBeGreaterThan(0)
}, 120_000)

/** More than a list keeps, so that it depends on who is pushed out of it; few enough for everybody to pass the gate. */
const crowd: TestPerson[] = Array.from({ length: keptPerList + 12 }, (_, index) => ({
  id: `p${index}`,
  needs: `need ${(index * 7) % 12}`,
  offers: `offer ${index}`,
}))

async function fullListsIn(order: readonly TestPerson[]): Promise<string[][]> {
  const room = await matchingRoom()
  for (const person of order) {
    await room.take(person)
    await room.drain({ except: 'people.mirror' })
  }
  const { id: generation } = await requireActiveGeneration(room.db.query)
  const page = { after: null, limit: shownPerList }
  const pages = [
    { kind: 'needs', ...page },
    { kind: 'offers', ...page },
  ] as const
  const personIds = crowd.map(({ id }) => id)
  const found = await listMatches(room.db.query, { generation, personIds, scoreMin: 0, pages })
  await room.close()
  return found
    .flatMap(({ needs, offers }) => [needs, offers])
    .map((list) => list.map(({ otherId, score, mutual }) => `${otherId} ${score} ${mutual}`))
}

test.runIf(realDatabaseUrl)(
  'the best hundred are the same in three orders, though more come than a list keeps',
  async () => {
    const forwards = await fullListsIn(crowd)
    expect(forwards.filter((list) => list.length === shownPerList).length).toBeGreaterThan(crowd.length / 8)
    expect(await fullListsIn(crowd.toReversed())).toEqual(forwards)
    expect(
      await fullListsIn(
        crowd.toSorted((a, b) => ((Number(a.id.slice(1)) * 31) % 97) - ((Number(b.id.slice(1)) * 31) % 97)),
      ),
    ).toEqual(forwards)
  },
  240_000,
)
