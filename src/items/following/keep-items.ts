/** A page of the host's items against ours: what is written, and what is taken away. */
import type { Logger } from '../../base/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { hostDigests, removeItems, saveItems } from '../catalogue/index.ts'
import type { WrittenItem } from '../catalogue/index.ts'
import type { HostItemRow } from './host-items-store.ts'
import { readHostItem } from './read-host-item.ts'
import type { SyncDeps } from './sync-deps.ts'

export interface ItemsPlan {
  readonly saved: readonly WrittenItem[]
  readonly removed: readonly string[]
}

/** What the host says as it did before is not written again. What cannot be used is as good as not there. */
export async function planItems(
  { db, mapping, clock }: Pick<SyncDeps, 'db' | 'mapping' | 'clock'>,
  rows: readonly HostItemRow[],
  log: Logger,
): Promise<ItemsPlan> {
  // An id that comes twice counts once, by its last row.
  const read = new Map(rows.map((row) => [row.id, readHostItem(row, mapping, clock())]))
  const known = await hostDigests(db.query, [...read.keys()])
  const unusable = [...read].filter(([, item]) => item === 'unusable').map(([id]) => id)
  if (unusable.length > 0)
    log.warn('Items of the host are left out: nobody can have their ids, or ask for where they are.', {
      rows: unusable.length,
    })
  const saved = [...read.values()].filter((item) => item !== 'unusable' && known.get(item.id) !== item.hostDigest)
  return { saved: saved as readonly WrittenItem[], removed: unusable.filter((id) => known.has(id)) }
}

/** Of what our own API has spoken since nothing is taken away. */
export async function keepItems(
  tx: Tx,
  { jobs }: Pick<SyncDeps, 'jobs'>,
  { saved, removed }: ItemsPlan,
): Promise<void> {
  await saveItems(tx, jobs, saved)
  if (removed.length === 0) return
  const still = await hostDigests(tx, removed)
  await removeItems(tx, [...still.keys()])
}
