/**
 * Which embedding model answers. A changed model is built beside the old one, person by person; when all that is made by
 * it is there, it takes over in one step. Answers never mix two.
 */
import type { Tx } from '../../platform/db/index.ts'
import { findActiveGeneration, holdLiveGenerations } from './store.ts'
import type { Generation } from './store.ts'

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

/** @throws Error when the process has not settled its generation yet. */
export const requireActiveGeneration = async (tx: Tx): Promise<Generation> => settled(await findActiveGeneration(tx))

/** As `requireActiveGeneration`; no other takes over until the transaction ends. */
export const holdActiveGeneration = async (tx: Tx): Promise<Generation> =>
  settled((await holdLiveGenerations(tx)).find(({ state }) => state === 'active'))

function settled(active: Generation | null | undefined): Generation {
  if (!active) throw new Error('There is no active generation: `settleGeneration` runs before any request or job.')
  return active
}
