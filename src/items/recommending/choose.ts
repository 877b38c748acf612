/** Chooses among the best: not all the same, and some of it new. */
import { diversify } from '../../engine/index.ts'
import { likeness } from '../shelf/index.ts'
import type { Columns } from '../shelf/index.ts'
import { featuresAt } from './content.ts'
import { withNewcomers } from './newcomers.ts'
import type { Room } from './newcomers.ts'

export interface Choosing {
  readonly columns: Columns
  /** 1 where a place may be taken: what was taken is closed in it while a page is filled. */
  readonly mask: Uint8Array
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

/** Undefined where the best are simply taken. */
export function choiceOf(
  choosing: Choosing,
): ((best: readonly number[], count: number) => readonly number[]) | undefined {
  const { columns, mask, scores, diversity, exploring } = choosing
  const isExploring = exploring !== null && exploring.newcomers.length > 0 && exploring.room.share > 0
  if (diversity === 0 && !isExploring) return undefined
  return (best, count) => {
    const alike = (one: number, other: number): number => likenessAt(columns, best[one] ?? 0, best[other] ?? 0)
    const listed = best.map((place) => scores[place] ?? 0)
    const chosen = diversify({ scores: listed, likeness: alike, diversity }, count).map((at) => best[at] ?? 0)
    if (!isExploring) return chosen
    const { newcomers, room, brought } = exploring
    const open = newcomers.filter((place) => mask[place] === 1)
    const mixed = withNewcomers(chosen, open, room)
    const known = new Set(chosen)
    for (const place of mixed) if (!known.has(place)) brought.add(place)
    return mixed
  }
}

function likenessAt(columns: Columns, one: number, other: number): number {
  const [mine, theirs] = [featuresAt(columns, one), featuresAt(columns, other)]
  return mine && theirs ? likeness(mine, theirs) : 0
}
