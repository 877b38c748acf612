/**
 * Which embedding model answers. A changed model is built beside the old one, person by person; when everybody is
 * embedded and compared, it takes over in one step. Answers never mix two.
 */
import type { Db, Tx } from '../../platform/db/index.ts'
import type { Embedder } from '../../platform/models/index.ts'
import {
  createGateIndexes,
  findActiveGeneration,
  holdLiveGenerations,
  listLiveGenerations,
  lockGenerations,
  retireGeneration,
  saveGeneration,
} from './generation-store.ts'
import type { Generation } from './generation-store.ts'

/** Raised when what is made of the same texts changes: sentences, passages, word weights, the finer score. */
export const matchingRules = 'sentences-1 words-2 fading-1'

/** `begin` makes a generation, `return` gives up those that were being built. */
export type GenerationPlan =
  | { readonly kind: 'keep' }
  | { readonly kind: 'begin'; readonly state: 'active' | 'building'; readonly retire: readonly number[] }
  | { readonly kind: 'return'; readonly retire: readonly number[] }

/** What a start with this model means for the generations there are. */
export function planGeneration(
  live: readonly Generation[],
  wanted: Pick<Generation, 'model' | 'rules'>,
): GenerationPlan {
  const isWanted = (generation: Generation): boolean =>
    generation.model === wanted.model && generation.rules === wanted.rules
  const active = live.find(({ state }) => state === 'active')
  const others = live
    .filter((generation) => generation.state === 'building' && !isWanted(generation))
    .map(({ id }) => id)
  if (!active) return { kind: 'begin', state: 'active', retire: others }
  if (isWanted(active)) return others.length > 0 ? { kind: 'return', retire: others } : { kind: 'keep' }
  return live.some(isWanted) ? { kind: 'keep' } : { kind: 'begin', state: 'building', retire: others }
}

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
  })
}

/** @throws Error when the process has not settled its generation yet. */
export const requireActiveGeneration = async (tx: Tx): Promise<Generation> => settled(await findActiveGeneration(tx))

/** As `requireActiveGeneration`; no other takes over until the transaction ends. */
export const holdActiveGeneration = async (tx: Tx): Promise<Generation> =>
  settled((await holdLiveGenerations(tx)).find(({ state }) => state === 'active'))

function settled(active: Generation | null | undefined): Generation {
  if (!active) throw new Error('There is no active generation: `settleGeneration` runs before any request or job.')
  return active
}
