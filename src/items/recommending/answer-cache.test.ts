import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { eventually } from '../../../test/support/jobs.ts'
import { silentTelemetry } from '../../platform/telemetry/index.ts'
import { openAnswerCache } from './answer-cache.ts'
import type { AnswerCache, AnswerName } from './answer-cache.ts'
import { answerOf } from './answer-page.ts'
import type { Made } from './answer-page.ts'

let corner: Corner
let cache: AnswerCache
beforeAll(async () => {
  corner = await testDb()
  cache = openAnswerCache({ db: corner.db, telemetry: silentTelemetry(), seconds: { popular: 60, personalised: 60 } })
})
afterAll(async () => {
  cache.close()
  await corner.close()
})

const made = (id: string): Made => ({
  answer: answerOf(
    { page: 1, limit: 20 },
    {
      id,
      algorithm: 'collaborative',
      filled: { ids: ['a'], totalCount: 1, isStale: false },
      tookMs: 3,
      explanations: null,
      groups: null,
    },
  ),
  sources: ['collaborative'],
  geoId: 1,
  userId: 'ana',
  isRepeating: false,
  variant: null,
})

const named = (changes: Partial<AnswerName> = {}): AnswerName => ({
  userId: 'ana',
  asked: { page: 1 },
  stamp: '1',
  isKept: true,
  ...changes,
})

/** The line of a cache must have heard itself before anything is kept. */
async function fill(name: AnswerName): Promise<void> {
  await eventually(async () => (await cache.get(name, async () => made('first'))).isHit)
}

test('an answer that is sent again says so, with the algorithm that made it and in no time', async () => {
  await fill(named())
  const { kept } = await cache.get(named(), async () => made('second'))
  const sent = JSON.parse(kept.bytes.toString())
  assert.deepEqual(
    [sent.cache_hit, sent.algorithm_used, sent.computation_time_ms, sent.recommendation_id],
    [true, 'collaborative', 0, 'first'],
  )
})

test('another question, another shelf or another person has an answer of its own', async () => {
  await fill(named())
  const others = [named({ asked: { page: 2 } }), named({ stamp: '2' }), named({ userId: 'ben' })]
  for (const other of [...others, named({ userId: null })]) {
    assert.equal((await cache.get(other, async () => made('other'))).isHit, false)
  }
})

test('what a person does drops all answers to her and to nobody else', async () => {
  const [mine, theirs] = [named({ stamp: '3' }), named({ userId: 'ben', stamp: '3' })]
  await fill(mine)
  await fill(theirs)
  await corner.db.transaction((tx) => cache.felt(tx, ['ana']))
  assert.equal((await cache.get(mine, async () => made('anew'))).isHit, false)
  assert.equal((await cache.get(theirs, async () => made('anew'))).isHit, true)
})

test('an answer that was found untrue is made once more for all who ask', async () => {
  const name = named({ stamp: '4' })
  await fill(name)
  const { kept } = await cache.get(name, async () => made('kept'))
  cache.forget(name, kept)
  let makings = 0
  const make = async () => made(`made ${(makings += 1)}`)
  const answers = await Promise.all([cache.get(name, make), cache.get(name, make)])
  assert.deepEqual(
    answers.map((each) => each.kept.made.answer.recommendation_id),
    ['made 1', 'made 1'],
  )
})

test('with no time to live nothing is kept', async () => {
  const none = openAnswerCache({
    db: corner.db,
    telemetry: silentTelemetry(),
    seconds: { popular: 0, personalised: 0 },
  })
  await none.get(named(), async () => made('first'))
  assert.equal((await none.get(named(), async () => made('second'))).kept.made.answer.recommendation_id, 'second')
  none.close()
})

test('questions of any length are told apart by their last character', async () => {
  const long = (end: string) =>
    named({ asked: { filter: `${'price > 1 and '.repeat(500)}price > ${end}` }, stamp: '5' })
  await fill(long('1'))
  assert.equal((await cache.get(long('2'), async () => made('other'))).isHit, false)
  assert.equal((await cache.get(long('1'), async () => made('other'))).isHit, true)
})
