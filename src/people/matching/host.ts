/** The host product's database, as far as people go: who is valid, who has arrived, what they are like. */
import { idKindOf, isPossibleId, requireColumns, requireRights } from '../../platform/db/index.ts'
import type { HostDb, IdKind } from '../../platform/db/index.ts'
import { wantedRights } from './host-mapping.ts'
import type { HostMapping } from './host-mapping.ts'
import { completeOnboarding, listValidIds, removeRow, writeRow } from './host-store.ts'
import type { MirroredPair } from './mirror-store.ts'

/** What a persona looks like in the host's table. */
export interface Summary {
  readonly personId: string
  readonly persona: unknown
  readonly requirements: readonly string[]
  readonly offerings: readonly string[]
  readonly at: Date
}

/** What people need of the host. Ids that it cannot have are passed over, never an error. */
export interface PeopleHost {
  /** Those of the ids that the host still has. */
  validIds(ids: readonly string[]): Promise<ReadonlySet<string>>
  completeOnboarding(personId: string): Promise<void>
  writeSummary(summary: Summary): Promise<void>
  removeSummary(personId: string): Promise<void>
  /** False when the mapping names no columns for pairs. */
  readonly takesPairs: boolean
  writePair(pair: MirroredPair): Promise<void>
  removePair(pair: Pick<MirroredPair, 'aId' | 'bId'>): Promise<void>
}

const settings = { setting: 'RECIPROCITY_BACKEND_DB_URL', mappingSetting: 'RECIPROCITY_BACKEND_DB_MAPPING' }

/** Checks the tables, columns and rights that are needed. @throws Problem `server.setting`, `database.unavailable` */
export async function openPeopleHost(db: HostDb, mapping: HostMapping): Promise<PeopleHost> {
  const { users, user_summaries: summaries, matches } = mapping
  const tables = [users, summaries, ...(matches ? [matches] : [])]
  const facts = await requireColumns(db.query, tables, settings)
  await requireRights(db.query, wantedRights(mapping), settings)
  return peopleHost(db, mapping, idKindOf(facts, users.table, users.id))
}

function peopleHost(db: HostDb, mapping: HostMapping, kind: IdKind): PeopleHost {
  const { user_summaries: summaries, matches } = mapping
  return {
    async validIds(ids) {
      const possible = ids.filter((id) => isPossibleId(id, kind))
      const found = new Set(possible.length > 0 ? await listValidIds(db.query, mapping, possible) : [])
      // A uuid comes back in small letters, however it was asked for.
      return new Set(possible.filter((id) => found.has(kind === 'uuid' ? id.toLowerCase() : id)))
    },
    async completeOnboarding(personId) {
      if (isPossibleId(personId, kind)) await completeOnboarding(db.query, mapping, personId)
    },
    async writeSummary(summary) {
      if (!isPossibleId(summary.personId, kind)) return
      const key = { [summaries.user_id]: summary.personId }
      await db.transaction((tx) => writeRow(tx, summaries, { key, values: summaryValues(summaries, summary) }))
    },
    async removeSummary(personId) {
      if (isPossibleId(personId, kind)) await removeRow(db.query, summaries, { [summaries.user_id]: personId })
    },
    takesPairs: matches !== null,
    async writePair({ aId, bId, score, at }) {
      if (!matches) return
      const key = { [matches.user_a_id]: aId, [matches.user_b_id]: bId }
      const values = named([
        [matches.score, score],
        [matches.updated_at, at],
      ])
      await db.transaction((tx) => writeRow(tx, matches, { key, values }))
    },
    async removePair({ aId, bId }) {
      if (matches) await removeRow(db.query, matches, { [matches.user_a_id]: aId, [matches.user_b_id]: bId })
    },
  }
}

function summaryValues(columns: HostMapping['user_summaries'], summary: Summary): Record<string, unknown> {
  return named([
    [columns.persona, JSON.stringify(summary.persona)],
    [columns.requirements, JSON.stringify(summary.requirements)],
    [columns.offerings, JSON.stringify(summary.offerings)],
    [columns.updated_at, summary.at],
  ])
}

const named = (entries: readonly (readonly [string | null, unknown])[]): Record<string, unknown> =>
  Object.fromEntries(entries.filter(([column]) => column !== null))
