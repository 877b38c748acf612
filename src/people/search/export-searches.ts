/** What is held of somebody's own searching, for her export. */
import type { Tx } from '../../platform/db/index.ts'
import { listSaved, listTold } from './saved-store.ts'
import { exportSeen } from './seen-store.ts'

/** As JSON; instants are ISO 8601. */
export interface SearchesExport {
  /** Her saved searches, as they were asked, with whom they told of. */
  readonly saved_searches: readonly unknown[]
  /** Whom she was shown, and when last. Who was shown her is theirs. */
  readonly shown: readonly unknown[]
}

export async function exportSearches(tx: Tx, personId: string): Promise<SearchesExport> {
  const searches: unknown[] = []
  for (const saved of await listSaved(tx, personId)) {
    const told = await listTold(tx, saved.id, null)
    searches.push({
      id: saved.id,
      name: saved.name,
      question: saved.question,
      created_at: saved.createdAt.toISOString(),
      read_at: saved.readAt.toISOString(),
      ran_at: saved.ranAt.toISOString(),
      due_at: saved.dueAt.toISOString(),
      paused_at: saved.pausedAt?.toISOString() ?? null,
      found: told.map(({ personId: id, toldAt }) => ({ user_id: id, found_at: toldAt.toISOString() })),
    })
  }
  const seen = await exportSeen(tx, personId)
  return {
    saved_searches: searches,
    shown: seen.map(({ personId: id, seenAt }) => ({ user_id: id, shown_at: seenAt.toISOString() })),
  }
}
