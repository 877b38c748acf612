/** What members say of their matches: kept as it was said, and felt by what they are shown. */
import { isUuid, newId, Problem } from '../../base/index.ts'
import { isEnglish, roundScore, sentimentOf } from '../../engine/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { TellsOf } from '../../platform/http/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import { embedPerson, findPerson, lockPerson } from '../registry/index.ts'
import { findFeedback, insertFeedback, removeFeedback } from './feedback-store.ts'
import type { Feedback, Outcome } from './feedback-store.ts'
import { requireActiveGeneration } from './generation.ts'
import { findPair, findPairOf } from './pairs-store.ts'
import type { PairEnds } from './pairs-store.ts'
import type { FeedbackBody } from './schema.ts'

/** Reads the feeling of a text that the word list does not cover, -1 to 1; null where no model is configured. */
export type SentimentModel = (text: string) => Promise<number>

export interface FeedbackDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly sentimentModel: SentimentModel | null
  /** Forgets what was answered about a feedback, so that nobody is told that it stands. */
  readonly forgetAnswers: (tx: Tx, feedbackId: string) => Promise<void>
}

const sentimentOfOutcome: Readonly<Record<Outcome, number>> = { met: 1, accepted: 0.5, no_reply: -0.25, declined: -1 }

/** What was said plainly wins: an outcome over a rating, a rating over words. Null: the words have to be read. */
export function plainSentiment(body: Pick<FeedbackBody, 'outcome' | 'rating'>): number | null {
  if (body.outcome) return sentimentOfOutcome[body.outcome]
  return body.rating === undefined ? null : (body.rating - 3) / 2
}

/** The word list is English; other languages are neutral, unless a model reads them. A lost model is no obstacle. */
export async function readSentiment(body: FeedbackBody, model: SentimentModel | null): Promise<number> {
  const plain = plainSentiment(body)
  if (plain !== null) return plain
  if (isEnglish(body.feedback)) return sentimentOf(body.feedback)
  if (!model) return 0
  return model(body.feedback).catch(() => 0)
}

/** What became of a feedback. */
export interface Given {
  readonly id: string
  readonly sentiment: number
  /** False when the feedback is kept but changes nothing that is shown. */
  readonly moved: boolean
}

/**
 * Keeps the feedback and, when it says something, has the giver embedded and compared anew. Throws `person.not_found`
 * and `match.not_found`.
 */
export async function giveFeedback(deps: FeedbackDeps, body: FeedbackBody, tellsOf: TellsOf): Promise<Given> {
  const sentiment = roundScore(await readSentiment(body, deps.sentimentModel))
  return deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, body.user_id)
    if (!person) throw new Problem('person.not_found', 'Nobody with this id is registered.')
    const pair = await findSubject(tx, body)
    const feedback = toFeedback(body, { pair, sentiment })
    await insertFeedback(tx, feedback)
    await tellsOf(tx, [feedback.id, person.id, ...(feedback.otherId === null ? [] : [feedback.otherId])])
    const moved = feedback.otherId !== null && sentiment !== 0 && person.approvedAt !== null
    if (moved) await deps.jobs.enqueue(tx, embedPerson, { personId: person.id })
    return { id: feedback.id, sentiment, moved }
  })
}

/**
 * The pair that the feedback is about: by its id or by the other's id; for a chat, the one that the host tied it to.
 * @throws Problem `match.not_found` for a match that is none of the giver's
 */
async function findSubject(tx: Tx, body: FeedbackBody): Promise<PairEnds | null> {
  const subject = body.type === 'match' ? body.feedback_id : body.pair
  if (subject === undefined) return null
  const { id: generation } = await requireActiveGeneration(tx)
  const byId = isUuid(subject) ? await findPair(tx, generation, subject) : null
  const pair = byId ?? (await findPairOf(tx, generation, [body.user_id, subject]))
  if (pair && [pair.aId, pair.bId].includes(body.user_id)) return pair
  throw new Problem('match.not_found', 'This person has no such match.')
}

function toFeedback(body: FeedbackBody, found: { pair: PairEnds | null; sentiment: number }): Feedback {
  const { pair, sentiment } = found
  return {
    id: newId(),
    personId: body.user_id,
    kind: body.type,
    subjectId: body.feedback_id,
    pairId: pair?.id ?? null,
    otherId: pair && (pair.aId === body.user_id ? pair.bId : pair.aId),
    text: body.feedback,
    rating: body.rating ?? null,
    outcome: body.outcome ?? null,
    sentiment,
  }
}

/** Takes one feedback back; what it had moved moves back. `ownerId` limits a member to her own. */
export async function takeBackFeedback(deps: FeedbackDeps, id: string, ownerId: string | null): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const feedback = isUuid(id) ? await findFeedback(tx, id) : null
    if (!feedback || (ownerId !== null && feedback.personId !== ownerId)) {
      throw new Problem('feedback.not_found', 'There is no such feedback.')
    }
    await removeFeedback(tx, id)
    await deps.forgetAnswers(tx, id)
    const person = await findPerson(tx, feedback.personId)
    if (feedback.otherId && person?.approvedAt)
      await deps.jobs.enqueue(tx, embedPerson, { personId: feedback.personId })
  })
}
