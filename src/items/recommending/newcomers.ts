/** What is new and hardly known: it gets a few positions, so that somebody finds it. */
import { DAY_MS } from '../../base/index.ts'
import { explorePositions } from '../../engine/index.ts'
import type { Columns } from '../shelf/index.ts'
import { bestPlaces } from './best-places.ts'
import { placementOf } from './placement.ts'
import type { LearntOfItems } from './placement.ts'

/** After so many days an item is as old as any other. */
const NEW_DAYS = 30

export interface Newcomers {
  readonly columns: Columns
  readonly mask: Uint8Array
  /** By these the best of the newcomers are chosen. */
  readonly scores: Float32Array
  /** What is known to a model is no newcomer. */
  readonly model: LearntOfItems | null
  readonly now: Date
}

/** Places of the best so many newcomers, best first. */
export function bestNewcomers({ columns, mask, scores, model, now }: Newcomers, count: number): readonly number[] {
  const since = now.getTime() - NEW_DAYS * DAY_MS
  const placement = model && placementOf(model, columns)
  const isNew = new Uint8Array(mask.length)
  for (let place = 0; place < mask.length; place += 1) {
    const isRecent = (columns.createdMs[place] ?? 0) >= since
    if (isRecent && mask[place] === 1 && (placement === null || (placement[place] ?? -1) < 0)) isNew[place] = 1
  }
  return bestPlaces({ columns, scores, mask: isNew }, count)
}

export interface Room {
  /** Of the page: positions behind it are nobody's. */
  readonly length: number
  readonly share: number
  readonly shareMax: number
  readonly seed: number
}

/**
 * Puts newcomers at some of the positions; whatever stood there moves on. Nothing comes twice, and a newcomer that is among the best
 * anyway is never put behind the place that it has there.
 */
export function withNewcomers(best: readonly number[], newcomers: readonly number[], room: Room): readonly number[] {
  const positions = new Set(explorePositions(room, Math.min(room.length, best.length)))
  const placed = new Set<number>()
  const [fresh, others] = [without(placed, newcomers), without(placed, best)]
  while (placed.size < best.length) {
    const newcomer = positions.has(placed.size) ? fresh.next().value : undefined
    const place = newcomer ?? others.next().value
    if (place === undefined) break
    placed.add(place)
  }
  return [...placed]
}

/** Those that are not placed at the moment when they are asked for. */
function* without(placed: ReadonlySet<number>, places: readonly number[]): Generator<number, undefined> {
  for (const place of places) if (!placed.has(place)) yield place
}
