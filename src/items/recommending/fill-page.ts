/** Fills a page: what ranks best, what still stands at the source of truth, and what no page before has shown. */
import { countOpen } from '../shelf/index.ts'
import type { Columns } from '../shelf/index.ts'
import { bestPlaces } from './best-places.ts'
import type { Ranked } from './best-places.ts'
import { planPage, turnPage } from './pages.ts'
import type { PageOf, Turned } from './pages.ts'
import type { Truth, TruthAnswer, StandingQuestion } from '../following/index.ts'

export interface Filling extends Ranked {
  readonly pageOf: PageOf
  /** What pages before have shown, in their positions. */
  readonly shown: readonly string[]
  readonly about: Omit<StandingQuestion, 'ids'>
  /** Whether what she likes may come again. */
  readonly isRepeating: boolean
  /** Chooses among the best so many places, best first; without it the best are taken. */
  readonly choose?: (best: readonly number[], count: number) => readonly number[]
}

export interface FilledPage extends Turned {
  readonly totalCount: number
  readonly isStale: boolean
  /** Whether `shown` is to be remembered. */
  readonly isRemembered: boolean
}

/** More than is needed: some may not stand any more. */
const SPARE = 8
/** When more than these have gone, many have: the next look is at so many times more. */
const GROWTH = 8
/** Among so many of the best is chosen, on whatever page, so that the same list is chosen from the same. */
const WINDOW = 300

/** The mask is used up: what was taken or does not stand is closed in it. */
export async function fillPage(truth: Truth, filling: Filling): Promise<FilledPage> {
  const { columns, mask, shown, pageOf } = filling
  const plan = planPage(shown, pageOf)
  // What is closed by now does not fit any more, or she does not want it.
  const again = plan.again.filter((id) => mask[columns.placeOf(id) ?? mask.length] === 1)
  for (const id of shown) close(mask, columns.placeOf(id))
  if (!plan.isRemembered) return fillDeepPage(truth, filling, plan.skipped)
  const checked = await checkedFirst(truth, filling, again)
  const gone = plan.again.filter((id) => !checked.mayStay.has(id)).length
  const found = await findStanding(truth, filling, Math.min(plan.missing + gone, countOpen(mask)))
  const turned = turnPage(shown, pageOf, { mayStay: checked.mayStay, filling: idsOf(columns, found.places) })
  return {
    ...turned,
    totalCount: turned.shown.length + countOpen(mask),
    isStale: checked.isStale || found.isStale,
    isRemembered: turned.shown.length > 0,
  }
}

/** Counted off the order as it is now; what lies before it is passed over unseen. */
async function fillDeepPage(truth: Truth, filling: Filling, skipped: number): Promise<FilledPage> {
  const { columns, mask, shown, pageOf } = filling
  const passed = Math.min(skipped, countOpen(mask))
  for (const place of bestPlaces(filling, passed)) mask[place] = 0
  const needed = Math.min(pageOf.limit, countOpen(mask))
  const found = await findStanding(truth, filling, needed)
  const totalCount = shown.length + passed + found.places.length + countOpen(mask)
  return { shown, ids: idsOf(columns, found.places), totalCount, isStale: found.isStale, isRemembered: false }
}

const idsOf = ({ ids }: Columns, places: readonly number[]): string[] => places.map((place) => ids[place] ?? '')

function close(mask: Uint8Array, place: number | undefined): void {
  if (place !== undefined && place < mask.length) mask[place] = 0
}

async function checkedFirst(
  truth: Truth,
  { about, isRepeating }: Filling,
  again: readonly string[],
): Promise<{ mayStay: ReadonlySet<string>; isStale: boolean }> {
  if (again.length === 0) return { mayStay: new Set(), isStale: false }
  const answer = await truth.check({ ...about, ids: again })
  return { mayStay: new Set(again.filter(standingIn(answer, isRepeating))), isStale: answer.isStale }
}

const standingIn =
  ({ standing, liked }: TruthAnswer, isRepeating: boolean) =>
  (id: string): boolean =>
    standing.has(id) && (isRepeating || !liked.has(id))

interface Found {
  readonly places: readonly number[]
  readonly isStale: boolean
}

/** Looks at the best first, and at ever more of them while too few stand. */
async function findStanding(truth: Truth, filling: Filling, needed: number): Promise<Found> {
  const { columns, mask, about, isRepeating, choose } = filling
  const places: number[] = []
  let isStale = false
  for (let looked = needed + SPARE; places.length < needed; looked *= GROWTH) {
    const missing = needed - places.length
    const best = bestPlaces(filling, choose ? Math.max(WINDOW, looked) : looked)
    const next = choose ? choose(best, looked) : best
    if (next.length === 0) break
    const ids = next.map((place) => columns.ids[place] ?? '')
    const answer = await truth.check({ ...about, ids })
    const stands = standingIn(answer, isRepeating)
    const standing = next.filter((_, at) => stands(ids[at] ?? ''))
    const taken = standing.slice(0, missing)
    isStale ||= answer.isStale
    places.push(...taken)
    // What stands and is not needed stays for the pages to come.
    const left = new Set(standing.slice(missing))
    for (const place of next) if (!left.has(place)) mask[place] = 0
  }
  return { places, isStale }
}
