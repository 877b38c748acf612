/** What an answer needs of what was learnt; `fitting/` keeps it up to date. */
import type { Scorer } from '../../engine/index.ts'
import type { Segment } from './question.ts'
import type { LearntOfItems } from './placement.ts'

export const blendedSources = ['collaborative', 'content', 'popular'] as const
export type BlendedSource = (typeof blendedSources)[number]

/** How much each source has to say. */
export type SourceWeights = Readonly<Record<BlendedSource, number>>

export interface CollaborativeModel extends LearntOfItems {
  readonly id: string
  readonly scorer: Scorer
  /** What each source has to say to somebody with so many positives, its scores being of unit spread. */
  weightsFor(positives: number): SourceWeights
}

export interface GroupShare {
  readonly gender: string | null
  readonly age: string | null
  readonly weight: number
  readonly evidence: number
}

export interface PopularityTable extends LearntOfItems {
  readonly id: string
  /** The chance that the next event of the group is on each column. */
  rank(segment: Segment): { readonly scores: Float32Array; readonly groups: readonly GroupShare[] }
}

export interface Learnt {
  /** Null until there are enough events. */
  model(): CollaborativeModel | null
  popularity(): PopularityTable | null
}

/** Until anything is learnt: what is alike comes first, and of what is equally so the popular. */
export const plainWeights: SourceWeights = { collaborative: 0, content: 1, popular: 0.3 }

/** Whether anybody has shown, as far as has been counted, that she likes it. */
export const isLikedAtAll = (learnt: Learnt, itemId: string): boolean =>
  learnt.popularity()?.columnOf(itemId) !== undefined
