/** One request for a list: from the cache where that still stands, made anew otherwise, and counted. */
import type { Truth } from '../following/index.ts'
import type { Shelf } from '../shelf/index.ts'
import type { AnswerCache, Kept } from './answer-cache.ts'
import type { Made } from './answer-page.ts'
import type { Learnt } from './learnt.ts'
import type { Algorithm, SourceName } from './schema.ts'

/** One computed answer. */
export interface Recommended {
  readonly id: string
  readonly userId: string | null
  readonly algorithm: Algorithm
  /** The arm of the experiment that runs; null outside of it. */
  readonly variant: string | null
  readonly items: readonly string[]
  /** What brought each of the items. */
  readonly sources: readonly SourceName[]
}

/** One response, computed or kept. */
export interface Answered {
  readonly id: string
  readonly algorithm: Algorithm
  readonly variant: string | null
  readonly isHit: boolean
  readonly tookMs: number
  readonly items: readonly string[]
  /** Of each of the items. */
  readonly sources: readonly SourceName[]
}

/** What is told of answers, to be counted. Neither may throw nor wait. */
export interface Noting {
  recommended(it: Recommended): void
  answered(it: Answered): void
}

export interface AnswerDeps {
  readonly cache: AnswerCache
  readonly shelf: Shelf
  readonly learnt: Learnt
  readonly truth: Truth
  /** False where our own tables are the truth: then the shelf, which hears of every change, is asked. */
  readonly isTruthElsewhere: boolean
  readonly noting: Noting
}

export interface Request {
  /** Null: not about anybody in particular. */
  readonly userId: string | null
  readonly geoId: number | null
  /** Whether items are named in it that may lie elsewhere, or may not be shown. */
  readonly isExplained: boolean
  /** Everything that was asked, and what the answer hangs on beside it. */
  readonly asked: unknown
  readonly make: () => Promise<Made>
}

/** The bytes to send. */
export async function answerRequest(deps: AnswerDeps, request: Request): Promise<string | Buffer> {
  const startedMs = performance.now()
  const { userId, asked, make } = request
  // What is named in explanations only a host knows to be nobody's own by now: these are made anew.
  const isKept = !(request.isExplained && deps.isTruthElsewhere)
  const name = { userId, asked, stamp: await stampOf(deps, request), isKept }
  const found = await deps.cache.get(name, make)
  const isGood = !found.isHit || (await stillStands(deps, found.kept))
  if (!isGood) deps.cache.forget(name, found.kept)
  const { kept, isHit } = isGood ? found : await deps.cache.get(name, make)
  note(deps.noting, kept.made, { isHit, tookMs: performance.now() - startedMs })
  return isHit ? kept.bytes : JSON.stringify(kept.made.answer)
}

async function stampOf({ shelf, learnt }: AnswerDeps, { geoId, isExplained }: Request): Promise<string> {
  const columns = await shelf.current()
  const version = isExplained ? columns.changes : columns.versionAt(geoId)
  return [version, learnt.model()?.id, learnt.popularity()?.id].join(' ')
}

/** What was sent before is looked at once more where the truth may have moved on without a word to us. */
async function stillStands({ truth, isTruthElsewhere }: AnswerDeps, { made }: Kept): Promise<boolean> {
  if (!isTruthElsewhere) return true
  const { answer, geoId, userId, isRepeating } = made
  const { standing, liked, isStale } = await truth.check({ ids: answer.items, geoId, userId })
  if (isStale !== (answer.stale ?? false)) return false
  return answer.items.every((id) => standing.has(id) && (isRepeating || !liked.has(id)))
}

function note(
  noting: Noting,
  made: Made,
  { isHit, tookMs }: { readonly isHit: boolean; readonly tookMs: number },
): void {
  const { answer, sources, userId, variant } = made
  const { recommendation_id: id, algorithm_used: algorithm, items } = answer
  if (!isHit) noting.recommended({ id, userId, algorithm, variant, items, sources })
  noting.answered({ id, algorithm, variant, isHit, tookMs, items, sources })
}
