/** The database of a host product that keeps profiles and blocks: it is read, a page at a time, and never written. */
import { idKindOf, isPossibleId, requireColumns, requireRights } from '../../platform/db/index.ts'
import type { HostReader, HostTableNames, IdKind } from '../../platform/db/index.ts'
import { hostPageRows } from '../../platform/host-pass/index.ts'
import { readBlockPage, readBlocksAmong, readMarks, readProfilePage } from './host-profiles-store.ts'
import type { HostBlock, HostRow } from './host-profiles-store.ts'
import type { ProfilesMapping } from './profiles-mapping.ts'

/** What is read there. Ids that the host cannot have are passed over, never an error. */
export interface ProfilesHost {
  readonly mapping: ProfilesMapping
  /** Rows after an id, in the host's own order; null begins. At most `hostPageRows`, fewer only at the end. */
  profilesAfter(id: string | null): Promise<readonly HostRow[]>
  /** Those of the ids that the host has, in no order, with what says whether they are deleted. */
  marksOf(ids: readonly string[]): Promise<readonly HostRow[]>
  /** As profiles are. A host that keeps no blocks has none. */
  blocksAfter(block: HostBlock | null): Promise<readonly HostBlock[]>
  /** Those of the blocks that the host has, and maybe others of the same people. */
  blocksAmong(blocks: readonly HostBlock[]): Promise<readonly HostBlock[]>
}

const settings = { setting: 'PROFILES_DATABASE_URL', mappingSetting: 'PROFILES_DATABASE_MAPPING' }

/** Checks the tables, columns and rights that are needed. @throws Problem `server.setting`, `database.unavailable` */
export async function openProfilesHost({ query }: HostReader, mapping: ProfilesMapping): Promise<ProfilesHost> {
  const tables: HostTableNames[] = [mapping.profiles, ...(mapping.blocks ? [mapping.blocks] : [])]
  const facts = await requireColumns(query, tables, settings)
  await requireRights(query, tables.map(reading), settings)
  return profilesHost(query, mapping, idKindOf(facts, mapping.profiles.table, mapping.profiles.id))
}

const reading = ({ table, ...names }: HostTableNames) => ({
  table,
  rights: ['SELECT'],
  columns: Object.values(names).filter((column) => column !== null),
})

function profilesHost(query: HostReader['query'], mapping: ProfilesMapping, kind: IdKind): ProfilesHost {
  const { blocks } = mapping
  const limit = hostPageRows
  const possible = (ids: readonly string[]): string[] => [...new Set(ids)].filter((id) => isPossibleId(id, kind))
  /** A place that was reached under another mapping is none under this one: the step begins again. */
  const arePossible = (ids: readonly (string | null | undefined)[]): boolean =>
    ids.every((id) => typeof id === 'string' && isPossibleId(id, kind))
  return {
    mapping,
    profilesAfter: (id) => readProfilePage(query, mapping, { after: arePossible([id]) ? id : null, limit }),
    marksOf: (ids) => readMarks(query, mapping, possible(ids)),
    async blocksAfter(block) {
      if (!blocks) return []
      const after = arePossible([block?.blockerId, block?.blockedId]) ? block : null
      return readBlockPage(query, blocks, { after, limit })
    },
    async blocksAmong(them) {
      if (!blocks) return []
      const [blockerIds, blockedIds] = [them.map(({ blockerId }) => blockerId), them.map(({ blockedId }) => blockedId)]
      return readBlocksAmong(query, blocks, { blockerIds: possible(blockerIds), blockedIds: possible(blockedIds) })
    },
  }
}
