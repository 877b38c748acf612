/** What is known of somebody at the moment of an answer. */
import type { Db } from '../../platform/db/index.ts'
import { listHeld } from '../interactions/index.ts'
import type { Held, Stance } from '../interactions/index.ts'
import { findTaste } from '../tastes/index.ts'
import type { Segment } from './question.ts'

/** An item that she liked, bought or clicked at, and how much that says: 1, or a third. */
export interface Positive {
  readonly itemId: string
  readonly weight: number
  /** A click alone is no liking. */
  readonly isLiked: boolean
}

export interface History {
  /** The newest first. */
  readonly positives: readonly Positive[]
  /** What she liked or bought before these, in no order: it only may not come again. */
  readonly olderLiked: readonly string[]
  /** What she did not like, or hid. */
  readonly unwanted: ReadonlySet<string>
  readonly segment: Segment
}

/** What somebody liked thousands of things ago says nothing that those since do not say. */
const positivesMax = 2000

export async function readHistory({ query }: Pick<Db, 'query'>, userId: string): Promise<History> {
  const [held, taste] = await Promise.all([listHeld(query, userId, positivesMax), findTaste(query, userId)])
  return historyOf(held, { gender: taste?.gender ?? null, age: taste?.ageGroup ?? null })
}

export function historyOf({ newest, olderLiked, olderUnwanted }: Held, segment: Segment): History {
  const unwanted = new Set([...newest.filter(isUnwanted).map(({ itemId }) => itemId), ...olderUnwanted])
  return { positives: newest.flatMap(positiveIn), olderLiked, unwanted, segment }
}

const isUnwanted = ({ opinion, isHidden }: Stance): boolean => opinion === 'dislike' || isHidden

function positiveIn({ itemId, weight }: Stance): readonly Positive[] {
  return weight > 0 ? [{ itemId, weight, isLiked: weight >= 1 }] : []
}

/** What may not come again unless it is asked for. */
export const likedIn = ({ positives, olderLiked }: History): readonly string[] => [
  ...positives.filter(({ isLiked }) => isLiked).map(({ itemId }) => itemId),
  ...olderLiked,
]
