/** Telling the host of matches: to one person at the end of registration, of pairs at the end of a batch. */
import { inSlices } from '../../base/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { findDesignations } from '../registry/index.ts'
import type { HostCallbacks } from '../registry/index.ts'
import { saveAnnouncements } from './announcement-store.ts'
import { listMatches } from './lists-store.ts'
import { orderedPair } from './pair-ends.ts'
import type { PairEnds } from './pair-ends.ts'
import { shownPerList } from './pairs.ts'

export interface AnnounceDeps {
  readonly callbacks: HostCallbacks
  readonly scoreMin: number
}

/** Whose matches are told of, and under which id. */
export interface PersonNews {
  readonly generation: number
  readonly personId: string
  /** The id under which the host knows this message. */
  readonly batchId: string
}

/** One person's matches in the direction of her needs; an empty list is news as well. */
export async function announcePerson(tx: Tx, deps: AnnounceDeps, news: PersonNews): Promise<void> {
  const { personId, generation, batchId } = news
  const [lists] = await listMatches(tx, {
    generation,
    personIds: [personId],
    scoreMin: deps.scoreMin,
    pages: [{ kind: 'needs', after: null, limit: shownPerList }],
  })
  const others = (lists?.needs ?? []).map(({ otherId }) => otherId)
  await saveAnnouncements(
    tx,
    others.map((otherId) => orderedPair(personId, otherId)),
  )
  await deps.callbacks.send(tx, {
    event: 'matches-ready',
    path: deps.callbacks.paths.matchesReady,
    body: { batch_id: batchId, user_id: personId, matches: others.map((otherId) => ({ target_user_id: otherId })) },
    subjectIds: [personId, ...others],
  })
}

/** A pair of a batch as the host reads it: the updated one comes first. */
export interface WirePair {
  readonly user_a_id: string
  readonly user_a_designation: string | null
  readonly user_b_id: string
  readonly user_b_designation: string | null
}

/** The pairs as spec g3 has them. Where both were updated, the lesser id comes first. */
export function toWirePairs(
  pairs: readonly PairEnds[],
  updated: ReadonlySet<string>,
  designations: ReadonlyMap<string, string | null>,
): readonly WirePair[] {
  return pairs.map(({ aId, bId }) => {
    const [first, second] = updated.has(aId) ? [aId, bId] : [bId, aId]
    return {
      user_a_id: first,
      user_a_designation: designations.get(first) ?? null,
      user_b_id: second,
      user_b_designation: designations.get(second) ?? null,
    }
  })
}

/** Pairs that are looked at before others get a turn. */
const SLICE = 5000

/** All new pairs of a batch in one message; no pairs, no message. */
export async function announceBatch(
  tx: Tx,
  deps: AnnounceDeps,
  batch: { readonly id: string; readonly pairs: readonly PairEnds[]; readonly updated: ReadonlySet<string> },
): Promise<void> {
  if (batch.pairs.length === 0) return
  const ids = new Set<string>()
  for await (const slice of inSlices(batch.pairs, SLICE)) for (const { aId, bId } of slice) ids.add(aId).add(bId)
  const designations = await findDesignations(tx, [...ids])
  const pairs: WirePair[] = []
  for await (const slice of inSlices(batch.pairs, SLICE)) pairs.push(...toWirePairs(slice, batch.updated, designations))
  await deps.callbacks.send(tx, {
    event: 'batch-matches-ready',
    path: deps.callbacks.paths.batchMatchesReady,
    body: { batch_id: batch.id, match_pairs: pairs },
    subjectIds: [...ids],
  })
}
