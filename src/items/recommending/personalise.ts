/** What one person should see next. */
import { newId } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Telemetry } from '../../platform/telemetry/index.ts'
import type { Truth } from '../following/index.ts'
import type { Columns, Shelf } from '../shelf/index.ts'
import { digestOf } from './answer-cache.ts'
import { answerOf, mainSource } from './answer-page.ts'
import type { Made } from './answer-page.ts'
import { applyBoosts, leaveOut, maskOf } from './candidates.ts'
import { choiceOf } from './choose.ts'
import { readDirection } from './content.ts'
import { explainPersonal } from './explain.ts'
import { fillPage } from './fill-page.ts'
import { likedIn, readHistory } from './history.ts'
import type { History } from './history.ts'
import type { Learnt } from './learnt.ts'
import { bestNewcomers } from './newcomers.ts'
import { findShown, saveShown } from './pages-store.ts'
import type { PersonalQuestion } from './question.ts'
import type { Algorithm, SourceName } from './schema.ts'
import { scoreShelf, sourceOf } from './score-shelf.ts'
import type { ShelfScores } from './score-shelf.ts'

export interface RecommendDeps {
  readonly db: Db
  readonly clock: Clock
  readonly shelf: Shelf
  readonly learnt: Learnt
  readonly truth: Truth
  /** False where our own tables are the truth: then what was read of her a moment ago is. */
  readonly isTruthElsewhere: boolean
  readonly telemetry: Pick<Telemetry, 'metrics'>
  /** Waited for before every item is scored. */
  readonly itsTurn: () => Promise<void>
  /** The most of a page that new items may have. */
  readonly explorationMax: number
}

/** What an experiment decides of a person's answers. */
export interface Arm {
  readonly name: string | null
  /** What may bring items; null: every source. */
  readonly sources: readonly SourceName[] | null
}

/** Whoever asks for pages side by side has them one after the other. */
const TRIES_MAX = 10

export async function personalise(deps: RecommendDeps, question: PersonalQuestion, arm: Arm): Promise<Made> {
  const startedMs = performance.now()
  for (let tried = 1; ; tried += 1) {
    const made = await makePage(deps, { question, arm, startedMs, isLastTry: tried === TRIES_MAX })
    if (made) return made
  }
}

interface Turning {
  readonly question: PersonalQuestion
  readonly arm: Arm
  readonly startedMs: number
  /** Then an answer counts for more than what other pages have shown. */
  readonly isLastTry: boolean
}

/** Null when another page of the list was turned meanwhile. */
async function makePage(deps: RecommendDeps, { question, arm, startedMs, isLastTry }: Turning): Promise<Made | null> {
  const list = listOf(question, arm)
  const [columns, history, shown] = await Promise.all([
    deps.shelf.current(),
    readHistory(deps.db, question.userId),
    question.page === 1 ? [] : findShown(deps.db.query, list),
  ])
  const ranked = await rank(deps, { columns, history, question, arm })
  const isNew = newcomersOf(deps, { ...ranked, columns, question, arm, shown })
  const filled = await fillPage(deps.truth, {
    columns,
    mask: ranked.mask,
    scores: ranked.total,
    pageOf: question,
    shown,
    about: { geoId: question.wanted.geoId, userId: deps.isTruthElsewhere ? question.userId : null },
    isRepeating: question.isRepeating,
    ...isNew.choice,
  })
  if (filled.isRemembered) {
    const before = question.page === 1 || isLastTry ? null : shown
    if (!(await saveShown(deps.db.query, list, { before, shown: filled.shown }))) return null
  }
  const sources = filled.ids.map((id) => sourceAt(ranked, columns.placeOf(id) ?? 0, isNew.places))
  const explained = { userId: question.userId, columns, history, ids: filled.ids, sources, scores: ranked }
  const explanations = question.isExplained ? await explainPersonal(deps, explained) : null
  const id = newId(deps.clock())
  return {
    answer: answerOf(question, {
      id,
      algorithm: algorithmOf(sources, history),
      filled,
      tookMs: performance.now() - startedMs,
      explanations,
      groups: question.isExplained ? [...ranked.groups] : null,
    }),
    sources,
    geoId: question.wanted.geoId,
    userId: question.userId,
    isRepeating: question.isRepeating,
    variant: arm.name,
  }
}

/** Whoever asks the same with another page goes on in the same list. */
function listOf({ page: _page, ...asked }: PersonalQuestion, arm: Arm) {
  return { digest: digestOf({ asked, arm }), userId: asked.userId }
}

interface Ranking {
  readonly columns: Columns
  readonly history: History
  readonly question: PersonalQuestion
  readonly arm: Arm
}

type Ranked = ShelfScores & { readonly mask: Uint8Array }

/** Every filter acts before anything is scored away or cut. */
async function rank(deps: RecommendDeps, { columns, history, question, arm }: Ranking): Promise<Ranked> {
  const mask = await maskOf(columns, question)
  leaveOut(mask, columns, history.unwanted)
  if (!question.isRepeating) leaveOut(mask, columns, likedIn(history))
  const direction = await readDirection(deps.db, columns, history.positives)
  const allowed = arm.sources && new Set<string>(arm.sources)
  await deps.itsTurn()
  const startedMs = performance.now()
  const scores = scoreShelf(deps.learnt, { columns, history, direction, allowed })
  const tookSeconds = (performance.now() - startedMs) / 1000
  deps.telemetry.metrics.observe('reciprocity_recommendation_scoring_seconds', tookSeconds)
  await applyBoosts({ columns, mask, scores: scores.total }, question.boosts)
  return { ...scores, mask }
}

type Choosing = Ranked & Pick<Ranking, 'columns' | 'question' | 'arm'> & { readonly shown: readonly string[] }

function newcomersOf({ learnt, clock, explorationMax }: RecommendDeps, choosing: Choosing) {
  const { columns, total, question, arm } = choosing
  const share = arm.sources && !arm.sources.includes('new') ? 0 : question.exploration
  const about = { columns, scores: total, model: learnt.model(), now: clock() }
  const newcomers = share === 0 ? [] : bestNewcomers({ ...about, mask: unseenIn(choosing) }, question.limit)
  const room = { length: question.limit, share, shareMax: explorationMax, seed: seedOf(question) }
  const brought = new Set<number>()
  const exploring = { newcomers, room, brought }
  const choose = choiceOf({ columns, scores: total, diversity: question.diversity, exploring })
  return { places: brought, choice: choose ? { choose } : {} }
}

/** What a page before has shown takes no newcomer's room. */
function unseenIn({ columns, mask, shown }: Choosing): Uint8Array {
  const unseen = mask.slice()
  leaveOut(unseen, columns, shown)
  return unseen
}

/** The same for one page of one person, so that who asks again sees the same. */
const seedOf = ({ userId, page }: PersonalQuestion): number => digestOf([userId, page]).readInt32LE()

const sourceAt = ({ parts }: Ranked, place: number, newcomers: ReadonlySet<number>): SourceName =>
  newcomers.has(place) ? 'new' : sourceOf(parts, place)

/** From so many events on a person is known well enough for the words of old to expect neighbours. */
const KNOWN_WELL = 3

/** In the words that clients know: by what brought most of the page. */
export function algorithmOf(sources: readonly SourceName[], { positives }: Pick<History, 'positives'>): Algorithm {
  const main = mainSource(sources.filter((source) => source !== 'new'))
  if (main === 'collaborative') return 'collaborative'
  if (main !== 'content') return 'popular_fallback'
  return positives.length >= KNOWN_WELL ? 'collaborative_fallback_content' : 'content_based'
}
