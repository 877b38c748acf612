/** A generation begins: at the start of a process whose embedding model, or whose rules, are others than before. */
import type { Db } from '../../platform/db/index.ts'
import type { Embedder } from '../../platform/models/index.ts'
import {
  listLiveGenerations,
  lockGenerations,
  planGeneration,
  retireGeneration,
  saveGeneration,
} from '../generations/index.ts'
import { createProfileIndexes } from '../profiles/index.ts'
import { createGateIndexes } from './generation-store.ts'

/** Raised when what is made of the same texts changes: sentences, passages, word weights, the finer score. */
export const matchingRules = 'sentences-1 words-2 fading-1'

/** Called at the start of every process. */
export async function settleGeneration(db: Db, embedder: Pick<Embedder, 'model' | 'dimension'>): Promise<void> {
  await db.transaction(async (tx) => {
    await lockGenerations(tx)
    const wanted = { model: embedder.model, dimension: embedder.dimension, rules: matchingRules }
    const plan = planGeneration(await listLiveGenerations(tx), wanted)
    if (plan.kind !== 'keep') for (const id of plan.retire) await retireGeneration(tx, id)
    if (plan.kind === 'begin') {
      const id = await saveGeneration(tx, { ...wanted, state: plan.state })
      await createGateIndexes(tx, { id, dimension: wanted.dimension })
    }
    for (const generation of await listLiveGenerations(tx)) await createProfileIndexes(tx, generation)
  })
}
