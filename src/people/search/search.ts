/** From a question to people, in order, with reasons. */
import type { Clock } from '../../base/index.ts'
import type { WordWeights } from '../../engine/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { Embedder } from '../../platform/models/index.ts'
import { entryStems, IGNORED_MAX, meetingStems, relatedTerms } from '../asking/index.ts'
import type { Ignored, Understood } from '../asking/index.ts'
import { requireActiveGeneration } from '../generations/index.ts'
import { listBlocks } from '../matching/index.ts'
import { countFitting, findFacts, listFitting, loadCandidates } from '../profiles/index.ts'
import type { Candidate, Compared, ConditionName, Conditions, Facts, Moment, Sketch } from '../profiles/index.ts'
import { findPerson, holdThere, personNotFound } from '../registry/index.ts'
import type { Weights } from './factor.ts'
import { gather } from './gather.ts'
import { blurCandidate } from './blur.ts'
import { loosen } from './loosen.ts'
import { ceilingOf, sketchedWords } from './ceiling.ts'
import { inOrder, judge } from './judge.ts'
import type { Judged, Measure } from './judge.ts'
import { pageOf, startOf } from './page.ts'
import { planSearch } from './plan.ts'
import type { SearchPlan } from './plan.ts'
import type { SearchQuestion } from './question.ts'
import { relate, sameAs } from './relate.ts'
import { listSeen, saveSeen } from './seen-store.ts'
import { fieldStrengths } from './topic-words.ts'
import type { TopicWords } from './topic-words.ts'
import { meetsClauses } from './where.ts'
import { ladderOf } from './widen.ts'
import type { Widened } from './widen.ts'

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

export interface Found {
  readonly people: readonly Judged[]
  readonly measure: Measure
  readonly understood: Understood
  readonly fitting: number
  readonly isExact: boolean
  /** How many more each condition alone keeps out; null when the page is full. */
  readonly loosened: ReadonlyMap<ConditionName, number> | null
  readonly widened: readonly Widened[]
  /** Conditions as they were asked, before any was loosened. */
  readonly asked: Conditions
  readonly nextCursor: string | null
}

/** @throws Problem `person.not_found` when nobody has the asker's id, `request.invalid` for a cursor of another search */
export async function search(
  deps: SearchDeps,
  question: SearchQuestion,
  page: { readonly cursor: string | null; readonly signal: AbortSignal },
): Promise<Found> {
  const { db } = deps
  const start = startOf(question, page.cursor)
  const prepared = await prepare(deps, question, page.signal)
  // Whoever was shown on an earlier page is not among them when people who were seen are left out.
  const before = question.seenDays === null ? (start?.shown ?? 0) : 0
  const wanted = before + question.limit
  const { conditions, widened } = await widenUntil(db.query, prepared, {
    mayWiden: question.mayWiden,
    steps: start?.steps ?? null,
    wanted,
  })
  const { ordered, fitting, isExact, dropped } = await rank(db.query, prepared, { conditions, wanted, question })
  const { shown, nextCursor } = pageOf(question, { ordered, steps: widened.length }, start)
  await noteSeen(db, question.askerId, shown)
  const isShort = shown.length < question.limit
  return {
    people: shown,
    measure: prepared.measure,
    understood: prepared.understood,
    fitting,
    isExact,
    loosened: isShort ? await loosen(db.query, prepared.moment, { conditions, dropped }) : null,
    widened,
    asked: prepared.plan.conditions,
    nextCursor,
  }
}

export interface Ranked {
  /** Everybody who was scored, the best first. */
  readonly ordered: readonly Judged[]
  /** How many fit; at least that many where `isExact` is false. */
  readonly fitting: number
  readonly isExact: boolean
  /** How many the database let through, and `where` does not. */
  readonly dropped: number
}

/** The best of those who fit, at least `wanted` of them where there are as many. */
export async function rank(
  tx: Tx,
  { moment, compared, measure, telling }: Prepared,
  asked: { readonly conditions: Conditions; readonly wanted: number; readonly question: SearchQuestion },
): Promise<Ranked> {
  const { conditions, wanted } = asked
  const words = sketchedWords(measure)
  const { sketches, fitting, isExact } = await gather(tx, moment, {
    conditions,
    compared,
    words,
    telling,
    own: ownOf(measure.asker),
    wanted,
  })
  const load = (some: readonly string[]): Promise<readonly Candidate[]> =>
    loadFitting(tx, moment, { ids: some, conditions, compared })
  if (conditions.where.length === 0) {
    const ordered = await judgeBest(sketches, { load, measure, wanted, isBlurred: asked.question.isBlurred })
    return { ordered, fitting, isExact, dropped: 0 }
  }
  const ids = sketches.map(({ personId }) => personId)
  const found = [...(await load(ids))]
  const isAll = isExact || conditions.where.length === 0 || found.length >= wanted
  if (!isAll) found.push(...(await scanOn(tx, { moment, conditions, load }, { but: new Set(ids), wanted })))
  const shown = asked.question.isBlurred ? found.map(blurCandidate) : found
  const ordered = shown.map((candidate) => judge(candidate, measure)).toSorted(inOrder)
  // What the database could not judge of `where` has been judged by now, of these: more is not known to fit.
  const dropped = isExact ? ids.length - found.length : 0
  const isJudged = isExact || conditions.where.length > 0
  return { ordered, fitting: isJudged ? found.length : fitting, isExact, dropped }
}

const ownOf = (asker: Facts | null): readonly ('needs' | 'about')[] =>
  asker ? [...(asker.needs.length > 0 ? ['needs' as const] : []), ...(asker.about ? ['about' as const] : [])] : []

interface Judging {
  readonly load: (ids: readonly string[]) => Promise<readonly Candidate[]>
  readonly measure: Measure
  readonly wanted: number
  readonly isBlurred: boolean
}

/** Whole profiles are read of so many at once. */
const READ_AT_ONCE = 40
/** Sums of the same parts may differ by as much. */
const ROUNDING = 1e-9

/**
 * Reads whole profiles in the order of what they may reach, until nobody who is left can be among the best `wanted` any more:
 * the threshold algorithm of R. Fagin, A. Lotem and M. Naor, "Optimal aggregation algorithms for middleware" (2001). One more
 * than wanted is judged, where there is one, to tell whether the list goes on.
 */
async function judgeBest(
  sketches: readonly Sketch[],
  { load, measure, wanted, isBlurred }: Judging,
): Promise<Judged[]> {
  const contenders = sketches
    .map((sketch) => ({
      id: sketch.personId,
      ceiling: ceilingOf(isBlurred ? blurCandidate(sketch) : sketch, measure),
    }))
    .toSorted((one, other) => other.ceiling - one.ceiling)
  let judged: Judged[] = []
  for (let from = 0; from < contenders.length; from += READ_AT_ONCE) {
    const last = judged[wanted]
    if (last && last.exact > (contenders[from]?.ceiling ?? 0) + ROUNDING) break
    const some = await load(contenders.slice(from, from + READ_AT_ONCE).map(({ id }) => id))
    const shown = isBlurred ? some.map(blurCandidate) : some
    judged = [...judged, ...shown.map((candidate) => judge(candidate, measure))].toSorted(inOrder)
  }
  return judged
}

/** Those of the ids who fit, also by what the database cannot judge. */
async function loadFitting(
  tx: Tx,
  moment: Moment,
  question: Parameters<typeof loadCandidates>[2],
): Promise<readonly Candidate[]> {
  const candidates = await loadCandidates(tx, moment, question)
  return candidates.filter((candidate) => meetsClauses(candidate, question.conditions.where))
}

/** People who are looked at, one after the other, when an expression lets few of those through who came to mind. */
const SCANNED_MAX = 20_000
const SCANNED_AT_ONCE = 1000

/** Goes through everybody who may fit, by id, until enough do. */
async function scanOn(
  tx: Tx,
  { moment, conditions, load }: Scan,
  { but, wanted }: { readonly but: ReadonlySet<string>; readonly wanted: number },
): Promise<readonly Candidate[]> {
  const found: Candidate[] = []
  let after = ''
  for (let scanned = 0; scanned < SCANNED_MAX && found.length < wanted; scanned += SCANNED_AT_ONCE) {
    const ids = await listFitting(tx, { conditions, today: moment.today, after }, SCANNED_AT_ONCE)
    found.push(...(await load(ids.filter((id) => !but.has(id)))))
    if (ids.length < SCANNED_AT_ONCE) break
    after = ids.at(-1) ?? after
  }
  return found
}

interface Scan {
  readonly moment: Moment
  readonly conditions: Conditions
  readonly load: (ids: readonly string[]) => Promise<readonly Candidate[]>
}

/** Whoever leaves meanwhile, on either side, is passed over. */
async function noteSeen(db: Db, askerId: string, shown: readonly Judged[]): Promise<void> {
  if (shown.length === 0) return
  const ids = shown.map(({ candidate }) => candidate.personId)
  await db.transaction(async (tx) => {
    const held = await holdThere(tx, [askerId, ...ids])
    const still = ids.filter((id) => held.has(id))
    if (held.has(askerId) && still.length > 0) await saveSeen(tx, askerId, still)
  })
}

/** Everything that is known before anybody is looked for. */
export interface Prepared {
  readonly moment: Moment
  readonly plan: SearchPlan
  readonly understood: Understood
  readonly compared: Compared
  readonly measure: Measure
  readonly telling: readonly (readonly string[])[]
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
  return { moment, plan, understood: read, compared, measure, telling: tellingWords(measure.interests, words) }
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
  const blocks = await listBlocks(tx, askerId)
  return {
    blockedIds: blocks.map(({ personId, otherId }) => (personId === askerId ? otherId : personId)),
    seenIds: seenDays === null ? [] : await listSeen(tx, askerId, new Date(now.getTime() - seenDays * DAY_MS)),
  }
}
const DAY_MS = 86_400_000

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

const joined = (own: readonly string[] = [], said: readonly string[]): readonly string[] => [
  ...new Set([...own, ...said]),
]

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

/** Climbs the ladder while fewer fit than are wanted, if the question allows it; `steps` is where an earlier page stood. */
async function widenUntil(
  tx: Tx,
  { moment, plan }: Prepared,
  { mayWiden, steps, wanted }: { readonly mayWiden: boolean; readonly steps: number | null; readonly wanted: number },
): Promise<{ readonly conditions: Conditions; readonly widened: readonly Widened[] }> {
  let { conditions } = plan
  const widened: Widened[] = []
  const isEnough = async (): Promise<boolean> =>
    steps === null
      ? (await countFitting(tx, { conditions, today: moment.today }, wanted)) >= wanted
      : widened.length >= steps
  for (const step of mayWiden ? ladderOf(conditions) : []) {
    if (await isEnough()) break
    conditions = step.conditions
    widened.push(step.widened)
  }
  return { conditions, widened }
}
