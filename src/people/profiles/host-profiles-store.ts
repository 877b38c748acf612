/** Queries on the host's tables of profiles and blocks, by the names that the mapping gives. Nothing is written there. */
import { hostRows, sql } from '../../platform/db/index.ts'
import type { HostReadTx } from '../../platform/db/index.ts'
import type { ProfilesMapping } from './profiles-mapping.ts'

/** A column of ours by the name that the mapping has for it. */
export type HostFactName = Exclude<keyof ProfilesMapping['profiles'], 'table' | 'id'>

/** A row as the host has it: columns that it has not got are not there. */
export interface HostRow {
  readonly id: string
  readonly facts: Readonly<Partial<Record<HostFactName, unknown>>>
}

export interface HostBlock {
  readonly blockerId: string
  readonly blockedId: string
}

const tableOf = ({ table }: { readonly table: string }): ReturnType<typeof sql.id> => sql.id(...table.split('.'))

/** JSON says numbers, arrays and times in one way, whatever their types are and whatever the host's settings. */
function factsIn(columns: Readonly<Record<string, string | null>>): ReturnType<typeof sql> {
  const pairs = Object.entries(columns).flatMap(([name, column]) =>
    column === null ? [] : [sql.lit(name), sql.id(column)],
  )
  return sql`json_build_object(${sql.join(pairs)})`
}

/** In the host's own order of ids, which its index has; `after` null begins. */
export async function readProfilePage(
  tx: HostReadTx,
  { profiles }: Pick<ProfilesMapping, 'profiles'>,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<HostRow[]> {
  const { table: _table, id: idColumn, ...columns } = profiles
  // With its table: by itself it would be the text that is selected under the same name, and put in another order.
  const id = sql.id(...profiles.table.split('.'), idColumn)
  const rest = after === null ? sql`${id} is not null` : sql`${id} > ${after}`
  return hostRows<HostRow>(
    tx,
    'host.read-profiles',
    sql`select ${id}::text as id, ${factsIn(columns)} as facts from ${tableOf(profiles)}
      where ${rest} order by ${id} limit ${limit}`,
  )
}

/** Those of the ids that the host has, with no other facts than what says whether they are deleted. */
export async function readMarks(
  tx: HostReadTx,
  { profiles }: Pick<ProfilesMapping, 'profiles'>,
  ids: readonly string[],
): Promise<HostRow[]> {
  const { is_deleted, deleted_at } = profiles
  const id = sql.id(profiles.id)
  return hostRows<HostRow>(
    tx,
    'host.read-marks',
    sql`select ${id}::text as id, ${factsIn({ is_deleted, deleted_at })} as facts from ${tableOf(profiles)}
      where ${id} = any(${[...ids]})`,
  )
}

type BlocksMapping = NonNullable<ProfilesMapping['blocks']>

function blockColumns({ blocker_id: blocker, blocked_id: blocked }: BlocksMapping) {
  const [blockerId, blockedId] = [sql.id(blocker), sql.id(blocked)]
  return { blockerId, blockedId, both: sql`${blockerId}::text as "blockerId", ${blockedId}::text as "blockedId"` }
}

/** In the host's own order of both ids. */
export async function readBlockPage(
  tx: HostReadTx,
  blocks: BlocksMapping,
  { after, limit }: { readonly after: HostBlock | null; readonly limit: number },
): Promise<HostBlock[]> {
  const { blockerId, blockedId, both } = blockColumns(blocks)
  const known = sql`${blockerId} is not null and ${blockedId} is not null`
  const rest = after ? sql`(${blockerId}, ${blockedId}) > (${after.blockerId}, ${after.blockedId})` : known
  return hostRows<HostBlock>(
    tx,
    'host.read-blocks',
    sql`select ${both} from ${tableOf(blocks)} where ${rest} and ${known} order by ${blockerId}, ${blockedId} limit ${limit}`,
  )
}

/** Blocks of any of the one against any of the other. */
export async function readBlocksAmong(
  tx: HostReadTx,
  blocks: BlocksMapping,
  among: { readonly blockerIds: readonly string[]; readonly blockedIds: readonly string[] },
): Promise<HostBlock[]> {
  const { blockerId, blockedId, both } = blockColumns(blocks)
  return hostRows<HostBlock>(
    tx,
    'host.read-blocks-among',
    sql`select ${both} from ${tableOf(blocks)}
      where ${blockerId} = any(${[...among.blockerIds]}) and ${blockedId} = any(${[...among.blockedIds]})`,
  )
}
