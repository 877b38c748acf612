/** What members say of their matches: kept as it was said, and felt by what they are shown. */
import { isUuid, newId, Problem } from '../../base/index.ts'
import type { Caller, Logger } from '../../base/index.ts'
import { isEnglish, roundScore, sentimentOf } from '../../engine/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { TellsOf } from '../../platform/http/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, Jobs } from '../../platform/jobs/index.ts'
import { embedPerson, findPerson, lockPerson, personNotFound, requirePerson } from '../registry/index.ts'
import { hasBlocked } from './blocks-store.ts'
import { findFeedback, insertFeedback, removeFeedback, setSentiment } from './feedback-store.ts'
import type { Feedback, Outcome } from './feedback-store.ts'
import { requireActiveGeneration } from '../generations/index.ts'
import { readFeedback } from './jobs.ts'
import { findPair, findPairOf } from './pairs-store.ts'
import type { FeedbackBody } from './schema.ts'

/** Reads the feeling of a text that the word list does not cover, -1 to 1; null where no model is configured. */
export type SentimentModel = (text: string, signal: AbortSignal) => Promise<number>

interface SentimentDeps {
  readonly sentimentModel: SentimentModel | null
  readonly log: Logger
}

export interface FeedbackDeps extends SentimentDeps {
  readonly db: Db
  readonly jobs: Jobs
  /** Forgets what was answered about a feedback, so that nobody is told that it stands. */
  readonly forgetAnswers: (tx: Tx, feedbackId: string) => Promise<void>
}

const sentimentOfOutcome: Readonly<Record<Outcome, number>> = { met: 1, accepted: 0.5, no_reply: -0.25, declined: -1 }

/** Somebody waits for the answer to her feedback: a model that takes longer counts as lost. */
const PATIENCE_MS = 3000

/** What was said plainly wins: an outcome over a rating, a rating over words. Null: the words have to be read. */
export function plainSentiment(body: Pick<FeedbackBody, 'outcome' | 'rating'>): number | null {
  if (body.outcome) return sentimentOfOutcome[body.outcome]
  return body.rating === undefined ? null : (body.rating - 3) / 2
}

/**
 * The word list is English; other languages are neutral, unless a model reads them. Null: the model is lost for now,
 * which is no obstacle to giving feedback, and the text is read later.
 */
export async function readSentiment(deps: SentimentDeps, body: FeedbackBody): Promise<number | null> {
  const plain = plainSentiment(body)
  if (plain !== null) return plain
  if (isEnglish(body.feedback)) return roundScore(sentimentOf(body.feedback))
  if (!deps.sentimentModel) return 0
  return deps.sentimentModel(body.feedback, AbortSignal.timeout(PATIENCE_MS)).then(roundScore, (error: unknown) => {
    deps.log.warn('The text of a feedback is read later: the model is lost.', { error })
    return null
  })
}

/** What became of a feedback. */
export interface Given {
  readonly id: string
  /** Null when the text is read later. */
  readonly sentiment: number | null
  /** False when the feedback is kept but changes nothing that is shown. */
  readonly moved: boolean
}

/** What the request tells beside its body. */
export interface FeedbackRequest {
  readonly sender: Caller['kind']
  readonly tellsOf: TellsOf
}

/**
 * Keeps the feedback and, when it says something, has the giver embedded and compared anew. Throws `person.not_found`
 * and `match.not_found`.
 */
export async function giveFeedback(deps: FeedbackDeps, body: FeedbackBody, request: FeedbackRequest): Promise<Given> {
  const { sender, tellsOf } = request
  // What is refused must cost no call of a model; what changes while it reads is found below, under the lock.
  if (!(await findPerson(deps.db.query, body.user_id))) throw personNotFound()
  await findSubject(deps.db.query, body, sender)
  const sentiment = await readSentiment(deps, body)
  return deps.db.transaction(async (tx) => {
    const person = await requirePerson(tx, body.user_id)
    const feedback = { ...wordsOf(body), ...(await findSubject(tx, body, sender)), sentiment }
    await insertFeedback(tx, feedback)
    await tellsOf(tx, [feedback.id, person.id, ...(feedback.otherId === null ? [] : [feedback.otherId])])
    const moved = movesSomething(feedback) && person.approvedAt !== null
    if (moved) await deps.jobs.enqueue(tx, embedPerson, { personId: person.id })
    if (sentiment === null) await deps.jobs.enqueue(tx, readFeedback, { feedbackId: feedback.id })
    return { id: feedback.id, sentiment, moved }
  })
}

const movesSomething = ({ pairId, sentiment }: Pick<Feedback, 'pairId' | 'sentiment'>): boolean =>
  pairId !== null && sentiment !== null && sentiment !== 0

/** A text whose model was lost when it was given. Runs that fail leave it unread, and the operator may try again. */
export const readFeedbackHandler = (deps: FeedbackDeps): JobHandler =>
  handles({ job: readFeedback, handle: ({ feedbackId }, { signal }) => readLater(deps, feedbackId, signal) })

/** Nobody waits for it: the model has as long as the run has. */
async function readLater({ db, jobs, sentimentModel }: FeedbackDeps, id: string, signal: AbortSignal): Promise<void> {
  const feedback = await findFeedback(db.query, id)
  if (feedback?.sentiment !== null) return
  const sentiment = sentimentModel ? roundScore(await sentimentModel(feedback.text, signal)) : 0
  await db.transaction(async (tx) => {
    const person = await lockPerson(tx, feedback.personId)
    if (!(await setSentiment(tx, id, sentiment))) return
    if (movesSomething({ ...feedback, sentiment }) && person?.approvedAt)
      await jobs.enqueue(tx, embedPerson, { personId: feedback.personId })
  })
}

/** Whom feedback is about, and the match that it acts on: a chat may be tied to none, and a match may be gone by now. */
type Subject = Pick<Feedback, 'pairId' | 'otherId'>

/**
 * A match by its id or by the other's id; for a chat, the one that the host tied it to. What is said of a person after
 * the match has ended is kept.
 * @throws Problem `match.not_found` for a match that is none of the giver's
 */
async function findSubject(tx: Tx, body: FeedbackBody, sender: Caller['kind']): Promise<Subject> {
  const named = body.type === 'match' ? body.feedback_id : body.pair
  if (named === undefined) return { pairId: null, otherId: await findOther(tx, body, body.feedback_id) }
  const { id: generation } = await requireActiveGeneration(tx)
  const byId = isUuid(named) ? await findPair(tx, generation, named) : null
  const pair = byId ?? (await findPairOf(tx, generation, [body.user_id, named]))
  if (pair && [pair.aId, pair.bId].includes(body.user_id)) {
    return { pairId: pair.id, otherId: pair.aId === body.user_id ? pair.bId : pair.aId }
  }
  const otherId = pair ? null : await findOther(tx, body, named)
  // Who is registered is not for members to find out: of a match that has ended a member speaks only once she has
  // blocked the other, which she may do with any id.
  const mayName = sender === 'member' ? await hasBlocked(tx, body.user_id, named) : otherId !== null
  if (mayName && !pair) return { pairId: null, otherId }
  throw new Problem(
    'match.not_found',
    'This person has no such match. If it has ended, name the other person instead of the match.',
  )
}

/** Feedback that names a person is about her, and goes when she leaves. */
async function findOther(tx: Tx, body: FeedbackBody, id: string): Promise<string | null> {
  return id !== body.user_id && (await findPerson(tx, id)) ? id : null
}

const wordsOf = (body: FeedbackBody): Omit<Feedback, 'pairId' | 'otherId' | 'sentiment'> => ({
  id: newId(),
  personId: body.user_id,
  kind: body.type,
  subjectId: body.feedback_id,
  text: body.feedback,
  rating: body.rating ?? null,
  outcome: body.outcome ?? null,
})

/** Takes one feedback back; what it had moved moves back. `ownerId` limits a member to her own. */
export async function takeBackFeedback(deps: FeedbackDeps, id: string, ownerId: string | null): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const feedback = isUuid(id) ? await removeFeedback(tx, { id, ownerId }) : null
    if (!feedback) throw new Problem('feedback.not_found', 'There is no such feedback.')
    await deps.forgetAnswers(tx, id)
    const person = await findPerson(tx, feedback.personId)
    if (movesSomething(feedback) && person?.approvedAt)
      await deps.jobs.enqueue(tx, embedPerson, { personId: feedback.personId })
  })
}
