/** Fills a page: what ranks best, what still stands at the source of truth, and what no page before has shown. */
import { countOpen } from '../shelf/index.ts'
import type { Columns } from '../shelf/index.ts'
import type { Ranked } from './best-places.ts'
import { planPage, turnPage } from './pages.ts'
import type { PageOf, Turned } from './pages.ts'
import { placesInOrder } from './places-in-order.ts'
import type { Choose, PlacesInOrder } from './places-in-order.ts'
import type { Truth, TruthAnswer, StandingQuestion } from '../following/index.ts'

export interface Filling extends Ranked {
  readonly pageOf: PageOf
  /** What pages before have shown, in their positions. */
  readonly shown: readonly string[]
  readonly about: Omit<StandingQuestion, 'ids'>
  /** Whether what she likes may come again. */
  readonly isRepeating: boolean
  /** Puts some of the best into another order; without it they stay in theirs. */
  readonly choose?: Choose
}

export interface FilledPage extends Turned {
  readonly totalCount: number
  readonly isStale: boolean
  /** Whether `shown` is to be remembered. */
  readonly isRemembered: boolean
}

/** More than is needed: some may not stand any more. */
const SPARE = 8
/** When more than these have gone, many have: the next look is at so many times more of them. */
const GROWTH = 8

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
  const needed = Math.min(plan.missing + gone, countOpen(mask))
  const found = await findStanding(truth, filling, { needed, next: placesInOrder(filling) })
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
  const open = countOpen(mask)
  // Behind the end nobody asks for the order, which takes as long as all pages together.
  if (skipped >= open) return { shown, ids: [], totalCount: shown.length + open, isStale: false, isRemembered: false }
  const next = placesInOrder(filling)
  for (const place of await next(skipped)) mask[place] = 0
  const needed = Math.min(pageOf.limit, countOpen(mask))
  const found = await findStanding(truth, filling, { needed, next })
  const totalCount = shown.length + skipped + found.places.length + countOpen(mask)
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

interface Looking {
  readonly needed: number
  readonly next: PlacesInOrder
}

/** Looks at the best first, and at ever more of them while too few stand. */
async function findStanding(truth: Truth, filling: Filling, { needed, next }: Looking): Promise<Found> {
  const { columns, mask, about, isRepeating } = filling
  const places: number[] = []
  let isStale = false
  for (let spare = SPARE; places.length < needed; spare *= GROWTH) {
    const missing = needed - places.length
    const looked = await next(missing + spare)
    if (looked.length === 0) break
    const ids = looked.map((place) => columns.ids[place] ?? '')
    const answer = await truth.check({ ...about, ids })
    const stands = standingIn(answer, isRepeating)
    const standing = looked.filter((_, at) => stands(ids[at] ?? ''))
    const taken = standing.slice(0, missing)
    isStale ||= answer.isStale
    places.push(...taken)
    // What stands and is not needed stays for the pages to come.
    const left = new Set(standing.slice(missing))
    for (const place of looked) if (!left.has(place)) mask[place] = 0
  }
  return { places, isStale }
}
