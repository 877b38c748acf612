/** Who people are, on the wire: as clients of MySanta say it. */
import { z } from 'zod'
import { userId } from '../interactions/index.ts'

const WORD_CHARACTERS_MAX = 100
/** What a PostgreSQL integer holds. */
const INTEGER_MAX = 2_147_483_647

const word = z
  .string()
  .trim()
  .max(WORD_CHARACTERS_MAX, `must be at most ${WORD_CHARACTERS_MAX} characters long`)
  .nullish()
  .transform((text) => text || null)

export const ofUser = z.object({ user_id: userId })

/** What else is sent is not looked at. A field that is left out is not known. */
export const demographicsBody = z.object({
  gender: word.describe('"male" is "m", "female" is "f"; any other word stays as it is.'),
  age_group: word.describe('"18-24", "25-34", "35-44", "45+", or another word of the host.'),
  locale: word,
  geo_id: z.number().int().min(-INTEGER_MAX).max(INTEGER_MAX).nullish(),
})
export type DemographicsBody = z.output<typeof demographicsBody>

const demographics = z.object({
  gender: z.string().nullable(),
  age_group: z.string().nullable(),
  locale: z.string().nullable(),
  geo_id: z.number().int().nullable(),
})
export type DemographicsOutput = z.infer<typeof demographics>

const success = z.literal('success')

export const demographicsAnswer = z.object({
  status: success,
  message: z.string(),
  demographics,
  cached_until: z.string(),
})

const shares = z.record(z.string(), z.number())

const profile = z.object({
  preferred_categories: shares.describe('By category the share of her likes; so are the others.'),
  preferred_platforms: shares,
  avg_price: z.number(),
  price_range_min: z.number(),
  price_range_max: z.number(),
  buying_patterns_target_ages: shares.describe('Whom she buys for.'),
  buying_patterns_relationships: shares,
  buying_patterns_gender_targets: shares,
  interaction_count: z.number().int().describe('Items that she likes now.'),
  last_interaction_at: z.string().nullable(),
})
export type ProfileOutput = z.infer<typeof profile>

export const profileAnswer = z.object({
  user_id: z.string(),
  profile: profile.nullable(),
  demographics: demographics.nullable(),
  message: z.string().optional(),
})
export type ProfileAnswer = z.infer<typeof profileAnswer>

export const refreshAnswer = z.object({ status: success, message: z.string(), user_id: z.string() })
export const countedAnswer = z.object({ status: success, message: z.string() })
