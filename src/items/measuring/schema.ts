/** Measures on the wire. */
import { z } from 'zod'

const count = z.number().int()
const rate = z.number().nullable().describe('0 to 1; null where nothing was shown.')

/** Counts are kept so long. */
export const hoursMax = 720

export const metricsQuery = z.object({
  hours: z.coerce.number().int().min(1).max(hoursMax).default(24).describe('How far to look back.'),
})

const figures = {
  shown: count.describe('Items shown, each time that they were.'),
  clicks: count,
  likes: count,
  purchases: count,
  click_rate: rate,
  like_rate: rate,
  coverage: z.number().nullable().describe('Different items shown, of those that may be recommended now: 0 to 1.'),
}
const figuresShape = z.object(figures)
export type Figures = z.infer<typeof figuresShape>

const algorithmFigures = {
  answers: count,
  hit_rate: z.number().describe('Share of the answers that were kept ready, 0 to 1.'),
  median_ms: z.number(),
  p95_ms: z.number(),
}

export const metricsAnswer = z.object({
  hours: count,
  since: z.string(),
  recommendable_items: count,
  ...figures,
  by_source: z.array(z.object({ source: z.string(), ...figures })),
  by_variant: z.array(
    z.object({ experiment: z.string().nullable(), variant: z.string().nullable(), answers: count, ...figures }),
  ),
  by_algorithm: z.array(z.object({ algorithm: z.string(), ...algorithmFigures })),
  experiment: z
    .object({
      name: z.string(),
      arms: z.object({ a: figuresShape, b: figuresShape }),
      click_rate_difference: z
        .object({ difference: z.number(), low: z.number(), high: z.number() })
        .nullable()
        .describe('Of b minus a, and within what it lies 95 times in 100 (Newcombe), each showing taken for itself.'),
    })
    .nullable(),
})
export type MetricsAnswer = z.infer<typeof metricsAnswer>

/** S7: as it was, with what was wished for beside it. */
export const statsAnswer = z.object({
  service: z.string(),
  version: z.string(),
  main_database: z.object({
    total_items: count.describe('In stock and public.'),
    total_likes: count.describe('That stand now.'),
    total_clicks: count,
    active_users: count.describe('People who like something.'),
  }),
  recommendations_database: z.object({
    cached_popular_items: count.describe('Items that stand among the favourites.'),
    cached_user_profiles: count,
    users_with_collaborative: count.describe('People with three and more positives.'),
    users_with_content_based: count.describe('People with one or two.'),
  }),
  cache_info: z.object({ redis_connected: z.boolean(), hit_rate: rate }),
  configuration: z.object({
    max_similar_users: count,
    default_page_size: count,
    max_page_size: count,
    popular_items_refresh_minutes: z.number(),
  }),
  last_hour: z.object({ algorithms: z.record(z.string(), z.object(algorithmFigures)) }),
  last_day: z.object({ coverage: figures.coverage, click_rate: rate, like_rate: rate }),
})
export type StatsAnswer = z.infer<typeof statsAnswer>
