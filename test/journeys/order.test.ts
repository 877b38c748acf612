/** The same people get the same lists, in whatever order they came. */
import { expect, test } from 'vitest'
import { testHouse } from '../support/house.ts'
import type { TestPerson } from '../support/house.ts'
import { eventually } from '../support/jobs.ts'

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

async function listsIn(order: readonly TestPerson[]): Promise<unknown> {
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
  for (const name of ['people.match', 'people.refill']) {
    await eventually(
      async () => (await house.call('GET', `/api/v1/jobs?state=waiting&name=${name}`)).body['jobs']?.toString() === '',
    )
  }
  const lists: Record<string, unknown> = {}
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
  expect(JSON.stringify(forwards)).toContain('p0-3')
}, 120_000)
