/** What a search needs to know before anybody is looked for. */
import { DAY_MS } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import type { WordWeights } from '../../engine/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { Embedder } from '../../platform/models/index.ts'
import { entryStems, IGNORED_MAX, meetingStems, relatedTerms } from '../asking/index.ts'
import type { Ignored, Understood } from '../asking/index.ts'
import { requireActiveGeneration } from '../generations/index.ts'
import { findFacts } from '../profiles/index.ts'
import type { Compared, Facts, Moment } from '../profiles/index.ts'
import { findPerson, personNotFound } from '../registry/index.ts'
import { listBlockedBeside } from './blocked.ts'
import type { Weights } from './factor.ts'
import type { Measure } from './judge.ts'
import { planSearch } from './plan.ts'
import type { SearchPlan } from './plan.ts'
import type { SearchQuestion } from './question.ts'
import { relate, sameAs } from './relate.ts'
import { listSeen } from './seen-store.ts'
import { newAllowance } from './take-turns.ts'
import type { Allowance } from './take-turns.ts'
import { fieldStrengths } from './topic-words.ts'
import type { TopicWords } from './topic-words.ts'

export interface SearchDeps {
  readonly db: Db
  readonly clock: Clock
  readonly words: WordWeights
  readonly embedderOf: (model: string) => Promise<Embedder>
  /** From a sentence to what it asks for. */
  readonly read: (prompt: string, signal: AbortSignal) => Promise<Understood>
  readonly weights: Weights
  readonly inactiveDays: number
}

/** Everything that is known before anybody is looked for. */
export interface Prepared {
  readonly moment: Moment
  readonly plan: SearchPlan
  readonly understood: Understood
  readonly compared: Compared
  readonly measure: Measure
  readonly telling: readonly (readonly string[])[]
  /** Of the whole request. */
  readonly allowance: Allowance
}

/** The model reads and embeds while nothing is held in the database. */
export async function prepare(deps: SearchDeps, question: SearchQuestion, signal: AbortSignal): Promise<Prepared> {
  const { db } = deps
  const now = deps.clock()
  const today = now.toISOString().slice(0, 10)
  const [asker, generation, hidden] = await Promise.all([
    requireAsker(db.query, question.askerId, today),
    requireActiveGeneration(db.query),
    listHidden(db.query, question, now),
  ])
  const understood = question.understood ?? (await deps.read(question.prompt, signal))
  const moment = { generation: generation.id, dimension: generation.dimension, today }
  const plan = planSearch(question, { asker, understood, now, inactiveDays: deps.inactiveDays, ...hidden })
  const topic = await embedTopic(deps, generation.model, { understood, signal })
  const compared = { topic, side: understood.topic?.side ?? null, asker: question.askerId }
  const words = topicWordsOf(understood, deps.words)
  const measure: Measure = {
    asker,
    interests: joined(asker?.interests, question.preferences.interests),
    needs: joined(asker?.needs, question.preferences.needs),
    asks: { interests: question.preferences.interests.length > 0, needs: question.preferences.needs.length > 0 },
    standpoint: plan.standpoint,
    topic: words,
    hasTopic: topic !== null,
    preferences: understood.preferences,
    clauses: question.where,
    weights: weightsOf(deps.weights, question),
    relate,
    today,
  }
  const read = withSetAside(understood, plan)
  const telling = tellingWords(measure.interests, words)
  return { moment, plan, understood: read, compared, measure, telling, allowance: newAllowance() }
}

/** What is sent back for another search has it already. */
function withSetAside(understood: Understood, { setAside }: SearchPlan): Understood {
  const isNew = ({ from, because }: Ignored): boolean =>
    !understood.ignored.some((known) => known.from === from && known.because === because)
  return { ...understood, ignored: [...setAside.filter(isNew), ...understood.ignored].slice(0, IGNORED_MAX) }
}

async function requireAsker(tx: Tx, askerId: string, today: string): Promise<Facts | null> {
  const facts = await findFacts(tx, askerId, today)
  if (facts) return facts
  if (!(await findPerson(tx, askerId))) throw personNotFound()
  return null
}

/** Whom the asker must not see: blocks of either side, and whom she was shown lately if she asks for others. */
async function listHidden(
  tx: Tx,
  { askerId, seenDays }: SearchQuestion,
  now: Date,
): Promise<{ readonly blockedIds: readonly string[]; readonly seenIds: readonly string[] }> {
  return {
    blockedIds: await listBlockedBeside(tx, askerId),
    seenIds: seenDays === null ? [] : await listSeen(tx, askerId, new Date(now.getTime() - seenDays * DAY_MS)),
  }
}

/** Null where the sentence left nothing to look for. */
async function embedTopic(
  { embedderOf }: SearchDeps,
  model: string,
  { understood, signal }: { readonly understood: Understood; readonly signal: AbortSignal },
): Promise<Float32Array | null> {
  const { topic } = understood
  if (!topic || topic.text.trim() === '') return null
  const embedder = await embedderOf(model)
  const [vector] = await embedder.embed([topic.text], { signal })
  return vector ?? null
}

export function topicWordsOf({ topic }: Understood, words: WordWeights): TopicWords | null {
  if (!topic || topic.terms.length === 0) return null
  const stems = [...new Set(topic.terms.flatMap(meetingStems))]
  const terms = stems.map((stem) => ({ stem, weight: words.weightOf(words.termOf(stem)) }))
  const around = new Set(stems.flatMap(stemsBeside))
  return { terms, stems: around, strengths: fieldStrengths(topic.side), relate }
}

function weightsOf(defaults: Weights, { weights, where }: SearchQuestion): Weights {
  const clauses = where.reduce((sum, { weight }) => sum + (weight ?? 0), 0)
  return { ...defaults, where: clauses, ...weights }
}

/** What is said twice, in whatever case, is one entry. */
const joined = (own: readonly string[] = [], said: readonly string[]): readonly string[] =>
  [...new Map([...own, ...said].toReversed().map((entry) => [entry.toLowerCase(), entry])).values()].toReversed()

/** A stem, and those that are related. */
const stemsBeside = (stem: string): string[] => [stem, ...relatedTerms(stem).keys()]

/** Words by which somebody may be found who is near by no vector: those that tell most, each with what means the same. */
function tellingWords(interests: readonly string[], topic: TopicWords | null): readonly (readonly string[])[] {
  if (!topic) {
    const liked = [...new Set(interests.flatMap(entryStems))]
    return liked.length > 0 ? [liked] : []
  }
  return topic.terms
    .toSorted((one, other) => other.weight - one.weight)
    .slice(0, TELLING_MAX)
    .map(({ stem }) => sameAs(stem))
}
const TELLING_MAX = 4
