/** The order of a list, from its beginning, as far as it is asked for. */
import { givingTurns } from '../../base/index.ts'
import { bestPlaces } from './best-places.ts'
import type { Ranked } from './best-places.ts'

/** All of the best that it is given, in whatever order, and perhaps others in place of the last of them. */
export type Choose = (best: readonly number[]) => readonly number[]

/** The next so many places, fewer at the end. */
export type PlacesInOrder = (count: number) => Promise<readonly number[]>

/**
 * So many of the best are put into another order at a time: the first so many, then the next. Whoever asks for any page thus chooses from
 * the same, and how long it takes grows with the page alone.
 */
const WINDOW = 200
/** A window takes some milliseconds. */
const TURN_MS = 5

/** The mask is read at once, and not changed. */
export function placesInOrder({ choose, ...ranked }: Ranked & { readonly choose?: Choose }): PlacesInOrder {
  const rest = ranked.mask.slice()
  const waiting: number[] = []
  const giveTurn = givingTurns(TURN_MS)
  return async (count) => {
    while (waiting.length < count) {
      const best = bestPlaces({ ...ranked, mask: rest }, choose ? WINDOW : count - waiting.length)
      if (best.length === 0) break
      const chosen = choose ? choose(best) : best
      for (const place of chosen) rest[place] = 0
      waiting.push(...chosen)
      await giveTurn()
    }
    return waiting.splice(0, count)
  }
}
