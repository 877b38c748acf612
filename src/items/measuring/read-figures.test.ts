import assert from 'node:assert/strict'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { systemClock } from '../../base/index.ts'
import { createMetrics } from '../../platform/telemetry/index.ts'
import { emptyDb, testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { answered, recommended } from '../../../test/support/measures.ts'
import { recordingTelemetry } from '../../../test/support/recording-telemetry.ts'
import { measureCoverage } from './gauges.ts'
import { openMeasuring } from './open-measuring.ts'
import { readingFigures } from './read-figures.ts'
import { hitRateOf, readingStats } from './read-stats.ts'
import { statsAnswer } from './schema.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner?.close())
beforeEach(async () => {
  await emptyDb(corner.db)
  await corner.db.statements(
    `insert into items (id, status, created_at, source) select name, 'in_stock', now(), 'api'
      from unnest(array['cup', 'pen', 'hat', 'tea']) as name`,
  )
})

const deps = () => ({
  db: corner.db,
  telemetry: recordingTelemetry(),
  clock: systemClock,
  experiment: { name: 'spring' },
})

/** Two answers, one of them twice, and what came of them. */
async function happen(): Promise<void> {
  const measuring = openMeasuring(deps())
  const [one, other] = [recommended({ variant: 'a' }), recommended({ userId: 'ben', variant: 'b' })]
  for (const made of [one, other]) measuring.recommended(made)
  for (const { id, variant, sources } of [one, other, other])
    measuring.answered(answered({ id, variant, sources, isHit: id !== one.id }))
  await measuring.close()
  await corner.db.statements(
    `insert into interactions (event_id, user_id, item_id, type, time, recommendation_id, source) values
      ('1', 'ben', 'pen', 'click', now(), $1, 'api'), ('2', 'ben', 'pen', 'like', now(), $1, 'api'),
      ('3', 'ana', 'cup', 'purchase', now(), $2, 'api'), ('4', null, 'hat', 'click', now(), $1, 'api')`,
    [other.id, one.id],
  )
  await corner.db.statements(
    `insert into stances (user_id, item_id, opinion, clicks, purchases, first_at, last_at) values
      ('ben', 'pen', 'like', 1, 0, now(), now()), ('ana', 'cup', null, 0, 1, now(), now()),
      ('ana', 'pen', 'like', 0, 0, now(), now()), ('ana', 'tea', 'like', 0, 0, now(), now())`,
  )
}

test('what was just shown, and what just came of it, is told', async () => {
  await happen()
  const figures = await readingFigures(deps())(24)
  assert.deepEqual(
    [figures.shown, figures.clicks, figures.likes, figures.purchases, figures.coverage, figures.recommendable_items],
    [6, 1, 1, 1, 0.5, 4],
  )
  assert.deepEqual(
    figures.by_source.map(({ source, shown, clicks }) => [source, shown, clicks]),
    [
      ['new', 3, 1],
      ['popular', 3, 0],
    ],
  )
  assert.deepEqual(
    figures.by_variant.map(({ experiment, variant, answers, likes }) => [experiment, variant, answers, likes]),
    [
      ['spring', 'a', 1, 0],
      ['spring', 'b', 2, 1],
    ],
  )
  assert.ok((figures.experiment?.click_rate_difference?.difference ?? 0) > 0)
})

test('whoever asks again at once is told the same, and of other hours what is true of them', async () => {
  const read = readingFigures(deps())
  const first = await read(24)
  await happen()
  assert.equal(await read(24), first)
  assert.equal((await read(1)).shown, 6)
})

const configuration = {
  max_similar_users: 20,
  default_page_size: 20,
  max_page_size: 100,
  popular_items_refresh_minutes: 15,
}

test('the statistics are those of the tables, in the shape of before', async () => {
  await happen()
  const all = { ...deps(), isRedisConnected: async () => true, popularItems: async () => 3, configuration }
  const stats = await readingStats(all, readingFigures(all))()
  assert.deepEqual(statsAnswer.parse(stats), stats)
  assert.equal(stats.service, 'reciprocity')
  assert.deepEqual(stats.main_database, { total_items: 4, total_likes: 3, total_clicks: 2, active_users: 2 })
  assert.deepEqual(stats.recommendations_database, {
    cached_popular_items: 3,
    cached_user_profiles: 0,
    users_with_collaborative: 1,
    users_with_content_based: 1,
  })
  assert.deepEqual(stats.configuration, configuration)
  assert.equal(stats.cache_info.redis_connected, true)
  assert.ok(Math.abs((stats.cache_info.hit_rate ?? 0) - 2 / 3) < 1e-9)
  assert.equal(stats.last_hour.algorithms['popular']?.answers, 3)
  assert.deepEqual(stats.last_day, { coverage: 0.5, click_rate: 1 / 6, like_rate: 1 / 6 })
})

test('whole tables are counted once a minute, however often they are asked for', async () => {
  let counted = 0
  const popularItems = async (): Promise<number> => (counted += 1)
  const all = { ...deps(), isRedisConnected: async () => false, popularItems, configuration }
  const read = readingStats(all, readingFigures(all))
  const answers = await Promise.all([read(), read(), read()])
  await read()
  assert.equal(counted, 1)
  assert.equal(answers[0]?.cache_info.redis_connected, false)
  assert.equal(answers[0]?.cache_info.hit_rate, null)
})

test('of several algorithms the rate of hits is that of all answers', () => {
  const figures = { median_ms: 1, p95_ms: 1 }
  const byAlgorithm = [
    { algorithm: 'popular', answers: 30, hit_rate: 0.5, ...figures },
    { algorithm: 'similar', answers: 10, hit_rate: 0, ...figures },
  ]
  assert.equal(hitRateOf({ by_algorithm: byAlgorithm }), 0.375)
})

test('a scrape sees the coverage, in all and by source', async () => {
  await happen()
  const metrics = createMetrics()
  measureCoverage({ metrics }, readingFigures(deps()))
  const text = await metrics.expose()
  assert.ok(text.includes('reciprocity_recommendation_coverage{source="all"} 0.5'))
  assert.ok(text.includes('reciprocity_recommendation_coverage{source="new"} 0.25'))
})
