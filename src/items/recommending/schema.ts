/** Recommendations on the wire. */
import { z } from 'zod'
import { itemId, userId } from '../catalogue/index.ts'

const WORD_CHARACTERS_MAX = 200
/** The grammar has its own limit, and says where a text goes beyond it. */
const EXPRESSION_CHARACTERS_MAX = 20_000
/** In standard deviations of the scores: more puts everything else out of the question. */
const BOOST_MAX = 10
const BOOSTS_MAX = 20
/** What a PostgreSQL integer holds. */
const INTEGER_MAX = 2_147_483_647

const word = z.string().max(WORD_CHARACTERS_MAX).nullish()
const geoId = z.number().int().min(-INTEGER_MAX).max(INTEGER_MAX)
const price = z.number().min(0).nullish()
const expression = z.string().max(EXPRESSION_CHARACTERS_MAX)
const share = z.number().min(0).max(1).nullish()

const filters = z
  .object({
    price_from: price,
    price_to: price,
    category: word,
    suitable_for: word,
    acquaintance_level: word,
    platform: word,
  })
  .refine(({ price_from: from, price_to: to }) => from == null || to == null || to > from, {
    path: ['price_to'],
    message: 'must be greater than price_from',
  })
  .nullish()

/** How many a page holds. */
export interface PageSizes {
  readonly standard: number
  readonly max: number
}

const pagination = ({ standard, max }: PageSizes) =>
  z
    .object({
      page: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).default(1),
      limit: z.number().int().min(1).max(max).default(standard),
    })
    .nullish()
    .transform((given) => given ?? { page: 1, limit: standard })

/** What every list may be asked for, beside its own. */
const asked = (sizes: PageSizes) => ({
  filters,
  pagination: pagination(sizes),
  filter: expression.nullish().describe('An expression over the fields of items: only those of which it is true.'),
  boost: z
    .array(z.strictObject({ is: expression, weight: z.number().min(-BOOST_MAX).max(BOOST_MAX) }))
    .max(BOOSTS_MAX)
    .nullish()
    .describe('What is true of an item moves it, in standard deviations of the scores.'),
  diversity: share.describe('0: the best first. 1: as different from each other as can be.'),
  explain: z.boolean().nullish(),
})

export const popularBody = (sizes: PageSizes) =>
  z.object({
    user_params: z.object({ gender: word, age: word, category: word, geo_id: geoId }),
    ...asked(sizes),
  })
export type PopularBody = z.output<ReturnType<typeof popularBody>>

export const personalisedBody = (sizes: PageSizes) =>
  z.object({
    user_id: userId,
    geo_id: geoId,
    ...asked(sizes),
    repeat: z.boolean().nullish().describe('Whether what she liked or bought may come again. Default false.'),
    exploration: share.describe('The share of a page that new items may have.'),
  })
export type PersonalisedBody = z.output<ReturnType<typeof personalisedBody>>

/** These have no clients of old, so a field that is misspelt is refused. */
export const similarBody = (sizes: PageSizes) =>
  z.strictObject({
    geo_id: geoId.nullish().describe('Default: where the item is.'),
    user_id: userId.nullish().describe('Whose likes, dislikes and hidden items are left out.'),
    ...asked(sizes),
  })
export type SimilarBody = z.output<ReturnType<typeof similarBody>>

export const trendingBody = (sizes: PageSizes) => z.strictObject({ geo_id: geoId.nullish(), ...asked(sizes) })
export type TrendingBody = z.output<ReturnType<typeof trendingBody>>

export const ofItem = z.object({ id: itemId })

export const algorithms = [
  'popular',
  'collaborative',
  'collaborative_fallback_content',
  'content_based',
  'popular_fallback',
  'similar',
  'trending',
] as const
export type Algorithm = (typeof algorithms)[number]

export const sourceNames = ['collaborative', 'content', 'popular', 'new'] as const
export type SourceName = (typeof sourceNames)[number]

const group = z.object({
  gender: z.string().nullable(),
  age: z.string().nullable(),
  weight: z.number().describe('0 to 1: what this group decides; all of them add up to 1.'),
  evidence: z.number().describe('Weighted, decayed events of its people.'),
})

const explanation = z.object({
  id: z.string(),
  source: z.enum(sourceNames),
  score: z.number(),
  because: z.string(),
  parts: z
    .record(z.string(), z.number())
    .optional()
    .describe('How well it suits the profile of her latest likes, part by part; together 0 to 1.'),
})
export type Explanation = z.infer<typeof explanation>

export const recommendationAnswer = z.object({
  items: z.array(z.string()),
  pagination: z.object({
    page: z.number().int(),
    limit: z.number().int(),
    total_pages: z.number().int(),
    total_count: z.number().int(),
    has_next: z.boolean(),
    has_previous: z.boolean(),
  }),
  computation_time_ms: z.number(),
  algorithm_used: z.enum(algorithms),
  cache_hit: z.boolean(),
  recommendation_id: z.string().describe('Send it back with the events that this answer brings about.'),
  stale: z.literal(true).optional().describe('The host does not answer: only what was recommendable minutes ago.'),
  explanations: z.array(explanation).optional(),
  groups: z.array(group).optional(),
})
export type RecommendationAnswer = z.infer<typeof recommendationAnswer>
