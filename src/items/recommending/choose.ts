/** Chooses among the best: not all the same, and some of it new. */
import { diversify } from '../../engine/index.ts'
import { likeness } from '../shelf/index.ts'
import type { Columns } from '../shelf/index.ts'
import { featuresAt } from './content.ts'
import { withNewcomers } from './newcomers.ts'
import type { Room } from './newcomers.ts'
import type { Choose } from './places-in-order.ts'

export interface Choosing {
  readonly columns: Columns
  readonly scores: Float32Array
  readonly diversity: number
  /** Null where none have a place. */
  readonly exploring: Exploring | null
}

export interface Exploring {
  readonly newcomers: readonly number[]
  readonly room: Room
  /** Those that got a position and would have had none are put in here. */
  readonly brought: Set<number>
}

/** Undefined where the best are simply taken. Newcomers come among the first that are chosen from, and nowhere else. */
export function choiceOf({ columns, scores, diversity, exploring }: Choosing): Choose | undefined {
  const isExploring = exploring !== null && exploring.newcomers.length > 0 && exploring.room.share > 0
  if (diversity === 0 && !isExploring) return undefined
  let isFirst = true
  return (best) => {
    const alike = (one: number, other: number): number => likenessAt(columns, best[one] ?? 0, best[other] ?? 0)
    const listed = best.map((place) => scores[place] ?? 0)
    const chosen = diversify({ scores: listed, likeness: alike, diversity }, best.length).map((at) => best[at] ?? 0)
    const mixed = isExploring && isFirst ? explored(chosen, exploring) : chosen
    isFirst = false
    return mixed
  }
}

function explored(chosen: readonly number[], { newcomers, room, brought }: Exploring): readonly number[] {
  const mixed = withNewcomers(chosen, newcomers, room)
  const known = new Set(chosen.slice(0, room.length))
  for (const place of mixed.slice(0, room.length)) if (!known.has(place)) brought.add(place)
  return mixed
}

function likenessAt(columns: Columns, one: number, other: number): number {
  const [mine, theirs] = [featuresAt(columns, one), featuresAt(columns, other)]
  return mine && theirs ? likeness(mine, theirs) : 0
}
