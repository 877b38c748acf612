/** Counting queries for the statistics. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

/** Of the generation that answers. */
export interface MatchingCounts {
  readonly embedded: number
  readonly needVectors: number
  readonly offerVectors: number
  readonly pairs: number
  /** Of the scores of all stored pairs, both directions; null when there are none. */
  readonly scoreMean: number | null
  readonly scoreMedian: number | null
  readonly score90: number | null
}

/** Percentiles of all pairs of a large product would take seconds; the newest are at the end of an index. */
const SAMPLED_PAIRS = 50_000

/** Percentiles are taken from a sample of pairs, so that the question stays quick on a large table. */
export async function countMatching(tx: Tx, generation: number): Promise<MatchingCounts> {
  const [facets] = await rows<Pick<MatchingCounts, 'embedded' | 'needVectors' | 'offerVectors'>>(
    tx,
    'matching.count-facets',
    sql`select count(*)::int as embedded, count(need)::int as "needVectors", count(offer)::int as "offerVectors"
      from facets where generation = ${generation} and is_current`,
  )
  const [pairs] = await rows<{ pairs: number }>(
    tx,
    'matching.count-pairs',
    sql`select count(*)::int as pairs from pairs where generation = ${generation}`,
  )
  const [scores] = await rows<Pick<MatchingCounts, 'scoreMean' | 'scoreMedian' | 'score90'>>(
    tx,
    'matching.sample-scores',
    sql`select avg(score) as "scoreMean", percentile_cont(0.5) within group (order by score) as "scoreMedian",
        percentile_cont(0.9) within group (order by score) as "score90"
      from (
        select score_ab, score_ba from pairs where generation = ${generation} order by id desc limit ${SAMPLED_PAIRS}
      ) as newest
      cross join unnest(array[score_ab, score_ba]) as score
      where score is not null`,
  )
  return {
    embedded: facets?.embedded ?? 0,
    needVectors: facets?.needVectors ?? 0,
    offerVectors: facets?.offerVectors ?? 0,
    pairs: pairs?.pairs ?? 0,
    scoreMean: scores?.scoreMean ?? null,
    scoreMedian: scores?.scoreMedian ?? null,
    score90: scores?.score90 ?? null,
  }
}
