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
  const isNew = mask.map((isOpen, place) => {
    const isRecent = (columns.createdMs[place] ?? 0) >= since
    return isOpen === 1 && isRecent && (placement === null || (placement[place] ?? -1) < 0) ? 1 : 0
  })
  return bestPlaces({ columns, scores, mask: isNew }, count)
}

export interface Room {
  readonly share: number
  readonly shareMax: number
  readonly seed: number
}

/** Puts newcomers at some of the positions; whatever stood there moves on. Nothing comes twice. */
export function withNewcomers(best: readonly number[], newcomers: readonly number[], room: Room): readonly number[] {
  const positions = new Set(explorePositions(room, best.length).slice(0, newcomers.length))
  const chosen = newcomers.slice(0, positions.size)
  const others = best.filter((place) => !chosen.includes(place))
  const fresh = [...chosen]
  return Array.from({ length: best.length }, (_, position) =>
    positions.has(position) ? fresh.shift() : others.shift(),
  ).filter((place) => place !== undefined)
}
