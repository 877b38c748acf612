/** The favourites of every group, from counts of items and groups: one piece of work for a thread of its own. */
import { cellCount, groupOf, groupPopularity } from '../../engine/index.ts'
import type { GroupCounts } from '../../engine/index.ts'
import type { GroupWords } from './groups.ts'
import { packArrays } from './packed-arrays.ts'

/** One of the groups that a ranking is made of; null says nothing of either. */
export interface RankedGroup {
  readonly gender: string | null
  readonly age: string | null
  /** How much of the ranking is its own, 0..1; they add to 1. */
  readonly weight: number
  /** Effective events. */
  readonly evidence: number
}

export interface PopularitySettings extends GroupWords {
  /** By cell, the narrowest group first. */
  readonly explanations: readonly (readonly RankedGroup[])[]
}

export interface GroupsTask extends GroupWords {
  readonly counts: GroupCounts
}

export interface GroupsAnswer {
  readonly settings: PopularitySettings
  /** The scores of all cells, one after the other. */
  readonly scores: Uint8Array<ArrayBuffer>
}

export function rankGroups({ counts, genders, ages }: GroupsTask): GroupsAnswer {
  const popularity = groupPopularity(counts)
  const cells = cellCount(counts)
  const scores = new Float32Array(cells * counts.columns)
  const explanations = Array.from({ length: cells }, (_, cell) => {
    const ranking = popularity.rank(groupOf(counts, cell))
    scores.set(ranking.scores, cell * counts.columns)
    return ranking.explanation.map(({ group, weight, evidence }) => ({
      gender: group.gender === null ? null : (genders[group.gender] ?? null),
      age: group.age === null ? null : (ages[group.age] ?? null),
      weight,
      evidence,
    }))
  })
  return { settings: { genders, ages, explanations }, scores: packArrays({ scores }) }
}
