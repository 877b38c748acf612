/** Matches, feedback and everything about pairs on the wire. */
import { z } from 'zod'
import { personId, spoken } from '../registry/index.ts'
import { qualities } from './explain.ts'
import { outcomes } from './feedback-store.ts'

/** A threshold that is not given is the setting’s. */
export const matchQuery = z.object({
  top_k: z.coerce.number().int().min(1).max(100).default(10),
  // An empty text would be read as 0, which lets everybody through.
  similarity_threshold: z.string().trim().min(1).pipe(z.coerce.number<string>().min(0).max(1)).optional(),
  cursor: z.string().max(1000).optional(),
})
export type MatchQuery = z.infer<typeof matchQuery>

export const ofPerson = z.object({ user_id: personId })

const match = z.object({
  user_id: z.string(),
  similarity_score: z
    .number()
    .describe('0 to 1: how well the offers of one meet the needs of the other, in the direction of the list.'),
  match_type: z.enum(['requirements_to_offerings', 'offerings_to_requirements']),
  explanation: z.string(),
  match_id: z.string(),
  quality: z.enum(qualities).describe('Of the score, rounded to two decimals: from 0.8, 0.65, 0.5, 0.4, 0.'),
  mutual_score: z.number().describe('The harmonic mean of the scores of both directions; the same from both sides.'),
  reasons: z
    .array(z.object({ mine: z.string(), theirs: z.string(), similarity: z.number() }))
    .describe(
      'Up to three: a sentence of the person who asks, and the other’s that meets it. Empty when none is near.',
    ),
  unmet: z.array(z.string()).describe('Needs of the person who asks that the other does not meet, in either list.'),
})
export type WireMatch = z.infer<typeof match>

const matchPage = {
  success: z.literal(true),
  user_id: z.string(),
  total_matches: z.number().int(),
  message: z.string(),
}
const cursor = z.string().nullable()

export const bothMatches = z.object({
  ...matchPage,
  requirements_matches: z.array(match),
  offerings_matches: z.array(match),
  next_cursor: cursor,
})
export const requirementsMatches = z.object({ ...matchPage, requirements_matches: z.array(match), next_cursor: cursor })
export const offeringsMatches = z.object({ ...matchPage, offerings_matches: z.array(match), next_cursor: cursor })

/** `feedback_id` keeps its old name: it is the id of what the feedback is about. */
export const feedbackBody = z.object({
  user_id: personId,
  type: z.enum(['match', 'chat']),
  feedback_id: z
    .string()
    .min(1)
    .max(128)
    .describe('The match (or the other person) or the chat that the feedback is about.'),
  feedback: spoken().max(5000),
  rating: z.number().int().min(1).max(5).optional(),
  outcome: z.enum(outcomes).optional(),
  pair: z.string().min(1).max(128).optional().describe('For a chat: the match that it belongs to.'),
})
export type FeedbackBody = z.infer<typeof feedbackBody>

/** The envelope of the replaced service, with what is new inside `data`. */
export const feedbackAnswer = z.object({
  Code: z.literal(200),
  Message: z.literal('success'),
  Result: z.object({
    success: z.literal(true),
    message: z.string(),
    data: z.object({
      user_id: z.string(),
      type: z.enum(['match', 'chat']),
      feedback_id: z.string(),
      feedback: z.string(),
      id: z.string().describe('The id of this feedback: DELETE takes it back.'),
      sentiment: z.number().nullable().describe('-1 to 1; null when the text is read later, once its model is back.'),
      moved: z.boolean(),
    }),
  }),
})

export const statusBody = z.object({ status: z.enum(['active', 'paused']) })
export const statusAnswer = z.object({ user_id: z.string(), status: z.enum(['active', 'paused']) })
export const blockParams = z.object({ user_id: personId, other_id: personId })
export const blockAnswer = z.object({ user_id: z.string(), other_id: z.string(), blocked: z.boolean() })
const held = z.array(z.unknown())
/** In the order in which somebody reads about herself: her own words, what others see of them, how we work on them. */
export const exportAnswer = z.object({
  person: z.unknown().describe('As GET /api/v1/user/{user_id}: what the person said, and what was concluded from it.'),
  profile: z.unknown().describe('What was said of the person for search, and what the persona adds to it.'),
  rejections: z.array(z.string()).describe('Why personas were turned down since the last answers, oldest first.'),
  feedback: held.describe('Feedback that the person gave.'),
  blocks: held.describe('Whom the person has blocked.'),
  matches: held.describe(
    'All pairs of the person, in the direction of needs and then of offers, with the sentences that met.',
  ),
  announcements: held.describe('Pairs that the host was told of, and when.'),
  deliveries: held.describe(
    'Callbacks that tell of the person, without their bodies and without whom else they tell of.',
  ),
  mirrored: held.describe('Pairs that were written into the host’s own table.'),
  updates: held.describe('In which batches the person was looked after, and how far each went.'),
  standing: z
    .unknown()
    .describe('What is noted about the work: `version` of the words and of the persona, failed updates, edited lists.'),
  saved_searches: held.describe('Searches that go on by themselves, as they were asked, with whom they told of.'),
  shown: held.describe('Whom the person was shown by searches, and when last.'),
  bad_lines: held.describe('Lines of imported files that named the person and were not kept.'),
  profile_vectors: held.describe('What the profile is compared by, for each embedding model, as figures.'),
  facets: held.describe(
    'What the person is compared by, for each embedding model: the sentences as they are compared, then the figures made of them. ' +
      '`need` and `offer` are the vectors of all needs and all offers; the `passages` are those of each sentence with the ' +
      'numbers of its words, as stored, in base64.',
  ),
})
export const leftAnswer = z.object({ user_id: z.string(), deleted: z.literal(true) })
export const runAnswer = z.object({ status: z.literal('queued'), job_id: z.string() })
