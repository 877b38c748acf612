/** From a question to people, in order, with reasons. */
import type { Db } from '../../platform/db/index.ts'
import type { Understood } from '../asking/index.ts'
import type { Conditions, Keeping } from '../profiles/index.ts'
import { holdThere } from '../registry/index.ts'
import type { Judged, Measure } from './judge.ts'
import { loosen } from './loosen.ts'
import { pageOf, startOf } from './page.ts'
import { prepare } from './prepare.ts'
import type { SearchDeps } from './prepare.ts'
import type { SearchQuestion } from './question.ts'
import { rankWidening } from './rank.ts'
import { saveSeen } from './seen-store.ts'
import type { Widened } from './widen.ts'

export interface Found {
  readonly people: readonly Judged[]
  readonly measure: Measure
  /** To a member less is told of strangers. */
  readonly isMember: boolean
  readonly understood: Understood
  readonly fitting: number
  readonly isExact: boolean
  /** Which conditions keep out how many; null when the page is full. */
  readonly loosened: readonly Keeping[] | null
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
  const climbed = await rankWidening(db.query, prepared, { question, wanted, steps: start?.steps ?? null })
  const { conditions, widened, ordered, fitting, isExact, dropped } = climbed
  const { shown, nextCursor } = pageOf(question, { ordered, steps: widened.length }, start)
  await noteSeen(db, question.askerId, shown)
  // A list that ends on a later page was long enough.
  const isShort = shown.length < question.limit && start === null
  return {
    people: shown,
    measure: prepared.measure,
    isMember: question.isBlurred,
    understood: prepared.understood,
    fitting,
    isExact,
    loosened: isShort
      ? await loosen(db.query, prepared.moment, {
          conditions,
          dropped,
          isMember: question.isBlurred,
          allowance: prepared.allowance,
        })
      : null,
    widened,
    asked: prepared.plan.conditions,
    nextCursor,
  }
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
