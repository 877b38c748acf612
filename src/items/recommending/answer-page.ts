/** Puts an answer together, the same for every list. */
import { tally } from '../../base/index.ts'
import type { FilledPage } from './fill-page.ts'
import type { PageOf } from './pages.ts'
import type { Algorithm, Explanation, RecommendationAnswer, SourceName } from './schema.ts'

/** An answer as it was made, with what is told of it elsewhere. */
export interface Made {
  readonly answer: RecommendationAnswer
  /** What brought each item, in the order of the page. */
  readonly sources: readonly SourceName[]
  /** Where the page was looked for, and for whom: what a later look at the same page needs to know. */
  readonly geoId: number | null
  readonly userId: string | null
  readonly isRepeating: boolean
  readonly variant: string | null
}

export interface Parts {
  readonly id: string
  readonly algorithm: Algorithm
  readonly filled: Pick<FilledPage, 'ids' | 'totalCount' | 'isStale'>
  readonly tookMs: number
  readonly explanations: readonly Explanation[] | null
  readonly groups: RecommendationAnswer['groups'] | null
}

export function answerOf({ page, limit }: PageOf, parts: Parts): RecommendationAnswer {
  const { id, algorithm, filled, tookMs, explanations, groups } = parts
  const { ids, totalCount, isStale } = filled
  const totalPages = Math.ceil(totalCount / limit)
  return {
    items: [...ids],
    pagination: {
      page,
      limit,
      total_pages: totalPages,
      total_count: totalCount,
      has_next: page < totalPages,
      has_previous: page > 1,
    },
    computation_time_ms: Math.round(tookMs * 100) / 100,
    algorithm_used: algorithm,
    cache_hit: false,
    recommendation_id: id,
    ...(isStale ? { stale: true as const } : {}),
    ...(explanations ? { explanations: [...explanations] } : {}),
    ...(groups ? { groups: groups.map(roundedGroup) } : {}),
  }
}

const roundedGroup = <Group extends { weight: number; evidence: number }>(group: Group): Group => ({
  ...group,
  weight: rounded(group.weight),
  evidence: rounded(group.evidence),
})

/** More digits say nothing more. */
export const rounded = (figure: number): number => Math.round(figure * 1e4) / 1e4

/** The source that brought most of a page; of equal shares the first of the page. Null for an empty page. */
export function mainSource(sources: readonly SourceName[]): SourceName | null {
  return [...tally(sources)].toSorted(([, few], [, many]) => many - few)[0]?.[0] ?? null
}
