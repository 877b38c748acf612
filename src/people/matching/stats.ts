/** How matching is doing as a whole. */
import { z } from 'zod'
import type { Db } from '../../platform/db/index.ts'
import { countPeople } from '../registry/index.ts'
import { findLastFinished } from './batch-store.ts'
import { requireActiveGeneration } from '../generations/index.ts'
import { listLiveGenerations } from '../generations/index.ts'
import { countMatching } from './stats-store.ts'

const count = z.number().int()
const score = z.number().nullable()

/** What the replaced service left open, as its readers proposed it. */
export const statsAnswer = z.object({
  users: count,
  users_with_personas: count,
  users_with_embeddings: count,
  users_by_stage: z.record(z.string(), count),
  embeddings: z.object({ requirements: count, offerings: count }),
  stored_matches: count,
  similarity: z
    .object({ mean: score, median: score, p90: score })
    .describe('Of the newest 50,000 pairs, both directions.'),
  pending_matchmaking: count,
  last_batch: z.object({ id: z.string(), finished_at: z.string(), pairs_told: count }).nullable(),
  model: z.object({ name: z.string(), dimension: count, rebuilding_as: z.string().nullable() }),
})

/** Counted when asked: nothing here is kept. */
export async function readStats(db: Db): Promise<z.infer<typeof statsAnswer>> {
  const generation = await requireActiveGeneration(db.query)
  const building = (await listLiveGenerations(db.query)).find(({ state }) => state === 'building')
  const [people, matching, last] = await Promise.all([
    countPeople(db.query),
    countMatching(db.query, generation.id),
    findLastFinished(db.query),
  ])
  return {
    users: people.people,
    users_with_personas: people.withPersona,
    users_with_embeddings: matching.embedded,
    users_by_stage: { ...people.byStage },
    embeddings: { requirements: matching.needVectors, offerings: matching.offerVectors },
    stored_matches: matching.pairs,
    similarity: { mean: matching.scoreMean, median: matching.scoreMedian, p90: matching.score90 },
    pending_matchmaking: people.waitingForMatchmaking,
    last_batch: last && { id: last.id, finished_at: last.finishedAt.toISOString(), pairs_told: last.pairsTold },
    model: { name: generation.model, dimension: generation.dimension, rebuilding_as: building?.model ?? null },
  }
}
