/** Searching on the wire. */
import { z } from 'zod'
import { understood } from '../asking/index.ts'
import type { Understood } from '../asking/index.ts'
import { personId, spoken } from '../registry/index.ts'
import { factorNames } from './factor.ts'
import { seenDaysMax } from './question.ts'

/** More candidates than anybody hands over for one question. */
const CANDIDATES_MAX = 10_000
const PROMPT_CHARACTERS_MAX = 10_000
const ENTRIES_MAX = 100
/** Nobody is as old: clients say "no matter" by such a figure. */
const AGE_MAX = 999
const KM_MAX = 20_037
const WEIGHT_MAX = 1000

const prompt = spoken().max(PROMPT_CHARACTERS_MAX).nullish().describe('What is looked for, in a sentence.')
const latitude = z.number().min(-90).max(90).nullish()
const longitude = z.number().min(-180).max(180).nullish()
const kilometres = z.number().min(0).max(KM_MAX).nullish()
const entries = z.array(spoken().max(200)).max(ENTRIES_MAX).nullish()
const ageRange = z
  .tuple([z.number().int().min(0).max(AGE_MAX), z.number().int().min(0).max(AGE_MAX)])
  .nullish()
  .describe('Two ages, inclusive, in either order. Null: no matter.')

const preferenceShape = {
  max_distance: kilometres.describe('In kilometres. Null: no matter.'),
  age_range: ageRange,
  interests: entries,
  needs: entries,
  gender_preference: z.string().max(100).nullish(),
  genders: z.array(z.string().max(100)).max(20).nullish(),
}
const preferences = z.object(preferenceShape).nullish()

const ids = z.array(personId).max(CANDIDATES_MAX).nullish()
const limit = z.number().int().min(1).max(100).nullish().describe('Default 10.')

const weights = z
  .partialRecord(z.enum(factorNames), z.number().min(0).max(WEIGHT_MAX))
  .refine(
    (given) => factorNames.some((name) => (given[name] ?? (name === 'where' ? 0 : 1)) > 0),
    'must leave at least one part something to say',
  )
  .nullish()

/** The grammar has its own limit, and says where a text goes beyond it. */
const clauseText = z.string().max(20_000)

/** What every search may say, beside who asks. */
const asked = {
  prompt,
  preferences,
  latitude,
  longitude,
  limit,
  candidate_ids: ids.describe('Only these. An empty list is nobody.'),
  exclude_user_ids: ids,
}

const refined = {
  preferences: z.strictObject(preferenceShape).nullish(),
  filters: understood
    .nullish()
    .describe('`understood` of an earlier answer, edited or not: stands in for the reading.'),
  weights: weights.describe('How much each part of the score has to say, relative to the others.'),
  where: z
    .union([
      clauseText,
      z.array(z.strictObject({ is: clauseText, weight: z.number().min(0).max(WEIGHT_MAX).optional() })).max(20),
    ])
    .nullish()
    .describe(
      'Expressions over profile and persona. One without a weight must be true; the others count as far as they are.',
    ),
  two_way: z.boolean().nullish().describe('Whether candidates must accept the asker, too. Default true.'),
  widen: z.boolean().nullish().describe('Whether distance, age and kind may be loosened when too few fit.'),
  exclude_seen: z.number().int().min(1).max(seenDaysMax).nullish().describe('Days for which nobody is shown twice.'),
  cursor: z.string().max(1000).nullish(),
}

const bothCoordinates = <
  Shape extends { latitude?: number | null | undefined; longitude?: number | null | undefined },
>({
  latitude: north,
  longitude: east,
}: Shape): boolean => (north == null) === (east == null)
const BOTH = { path: ['longitude'], message: 'latitude and longitude go together' }

/** C3. */
export const matchBody = z
  .object({ user_id: personId, ...asked, single_best_match: z.boolean().default(false) })
  .refine(bothCoordinates, BOTH)
export type MatchBody = z.infer<typeof matchBody>

/** C4, by a member: the asker is the token's person. */
export const memberSearchBody = z
  .object({ prompt, preferences, latitude, longitude, limit })
  .refine(bothCoordinates, BOTH)

/** C5. */
export const promptSearchBody = z
  .object({ prompt, latitude, longitude, max_distance: kilometres, age_range: ageRange, limit })
  .refine(bothCoordinates, BOTH)

/** A service names the asker; a member is the asker. Of a misspelt field nobody is left guessing why it did nothing. */
export const searchBody = z
  .strictObject({ user_id: personId.optional(), ...asked, ...refined, single_best_match: z.boolean().default(false) })
  .refine(bothCoordinates, BOTH)
export type SearchBody = z.infer<typeof searchBody>

export const explainBody = z
  .strictObject({ user_id: personId.optional(), person_id: personId, ...asked, ...refined })
  .omit({ cursor: true })
  .refine(bothCoordinates, BOTH)

/** As a search, without a cursor: it goes on by itself. */
export const savedSearchBody = z
  .strictObject({ user_id: personId.optional(), name: spoken().max(200).nullish(), ...asked, ...refined })
  .omit({ cursor: true, exclude_seen: true, limit: true, widen: true })
  .refine(bothCoordinates, BOTH)

export const ofSaved = z.object({ id: z.uuid() })
export const listSavedQuery = z.object({ user_id: personId.optional() })

const factor = z.object({
  name: z.enum(factorNames),
  value: z.number().describe('0 to 1.'),
  weight: z.number().describe('0 to 1: the shares of all parts of one score add up to 1.'),
  points: z.number().describe('Of 100: the points of all parts add up to `match_score`.'),
  because: z.string(),
})
export type WireFactor = z.infer<typeof factor>

const words = z.string().nullable()
const found = z.object({
  id: z.string(),
  name: words,
  age: z.number().int().nullable(),
  bio: words,
  interests: z.array(z.string()),
  needs: z.array(z.string()),
  offers: z.array(z.string()),
  languages: z.array(z.string()),
  gender: words,
  latitude: z.number().nullable().describe('To about a kilometre for members.'),
  longitude: z.number().nullable(),
  distance_km: z.number().nullable(),
  match_score: z.number().describe('0 to 100.'),
  factors: z.array(factor),
  unknown: z
    .array(z.string())
    .describe('Filters and preferences that this person passed because the fact is not known.'),
  outside: z.array(z.string()).describe('Filters that were widened to let this person in.'),
})
export type WireFound = z.infer<typeof found>

const diagnosis = z
  .array(
    z.object({
      filter: z.string(),
      with: z.array(z.string()).exactOptional().describe('Filters that would have to go as well.'),
      would_add: z.number().int(),
    }),
  )
  .describe('Where fewer were found than asked for: how many more each filter alone keeps out, or each two together.')
const widened = z.array(
  z.object({ filter: z.enum(['distance', 'age', 'kind']), from: z.string(), to: z.string().nullable() }),
)

/** What goes out is ours, and nobody changes it. */
const read: z.ZodType<Understood> = understood

const answer = {
  success: z.literal(true),
  matches: z.array(found),
  understood: read,
  diagnosis,
  widened: widened.describe('Each step that was taken to find more, in order.'),
  next_cursor: z.string().nullable(),
}

export const searchAnswer = z.object({
  ...answer,
  total_candidates: z.number().int().describe('How many fit all filters.'),
  total_is_exact: z.boolean().describe('False: at least that many.'),
  processing_time_ms: z.number(),
})
export type SearchAnswer = z.infer<typeof searchAnswer>
export const promptSearchAnswer = z.object({ ...answer, count: z.number().int() })

export const explainAnswer = z.object({
  person_id: z.string(),
  found: z.boolean(),
  filter: z.string().nullable().describe('The first filter that drops the person; null where none does.'),
  because: z.string(),
  failed: z.array(z.string()).describe('All filters that the person does not pass.'),
  match_score: z.number().nullable(),
  factors: z.array(factor),
  understood: read,
})

const savedSearch = z.object({
  id: z.string(),
  user_id: z.string(),
  name: words,
  prompt: z.string(),
  status: z.enum(['active', 'paused']).describe('Paused after 30 days in which nobody looked at it; GET wakes it.'),
  created_at: z.string(),
  read_at: z.string(),
  next_run_at: z.string(),
})
export type WireSavedSearch = z.infer<typeof savedSearch>
export const savedSearchAnswer = savedSearch
export const savedSearches = z.object({ searches: z.array(savedSearch) })
export const savedSearchRead = savedSearch.extend({
  found: z.array(z.object({ user_id: z.string(), found_at: z.string() })).describe('Of whom it told, the last first.'),
})
export const savedSearchGone = z.object({ id: z.string(), deleted: z.literal(true) })
