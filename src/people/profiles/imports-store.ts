/** Queries on imports: how far each file was taken. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { limits } from './schema.ts'

/** A line that was not kept, and why. */
export interface BadLine {
  readonly line: number
  /** Where it could be read. */
  readonly user_id?: string
  readonly message: string
}

export interface Import {
  readonly id: string
  readonly linesTaken: number
  readonly kept: number
  readonly badCount: number
  readonly bad: readonly BadLine[]
  readonly finishedAt: Date | null
}

const columns = sql`id, lines_taken as "linesTaken", kept, bad_count as "badCount", bad, finished_at as "finishedAt"`

/** Null when no file came under this id. */
export async function findImport(tx: Tx, id: string): Promise<Import | null> {
  const found = await rows<Import>(tx, 'profiles.find-import', sql`select ${columns} from imports where id = ${id}`)
  return found[0] ?? null
}

/** Somebody who takes a file; a run that was not heard of for so long has died. */
export interface Run {
  readonly id: string
  readonly runId: string
}
export const runSilentSeconds = 30

/** Begins a file or goes on with it. Null when it is finished, or another run is taking it. */
export async function beginRun(tx: Tx, { id, runId }: Run): Promise<Import | null> {
  const found = await rows<Import>(
    tx,
    'profiles.begin-import',
    sql`insert into imports (id, run_id, run_seen_at) values (${id}, ${runId}::uuid, now())
      on conflict (id) do update set run_id = excluded.run_id, run_seen_at = now()
        where imports.finished_at is null
          and (imports.run_id is null or imports.run_seen_at < now() - make_interval(secs => ${runSilentSeconds}))
      returning ${columns}`,
  )
  return found[0] ?? null
}

/** False when another run has taken over. */
export async function touchRun(tx: Tx, { id, runId }: Run): Promise<boolean> {
  const found = await rows(
    tx,
    'profiles.touch-import',
    sql`update imports set run_seen_at = now() where id = ${id} and run_id = ${runId}::uuid returning 1`,
  )
  return found.length > 0
}

/** The next may begin at once. */
export async function endRun(tx: Tx, { id, runId }: Run): Promise<void> {
  await rows(
    tx,
    'profiles.end-import',
    sql`update imports set run_id = null, run_seen_at = null where id = ${id} and run_id = ${runId}::uuid`,
  )
}

/** What a stretch of lines adds. */
export interface Progress {
  /** The number of its last line. */
  readonly linesTaken: number
  readonly kept: number
  readonly bad: readonly BadLine[]
  readonly isLast: boolean
}

/** In the transaction of what was kept. Null when another run has taken over: then nothing of this may be kept. */
export async function saveProgress(tx: Tx, { id, runId }: Run, progress: Progress): Promise<Import | null> {
  const { linesTaken, kept, bad, isLast } = progress
  const found = await rows<Import>(
    tx,
    'profiles.save-import',
    sql`update imports set lines_taken = ${linesTaken}, kept = kept + ${kept}, bad_count = bad_count + ${bad.length},
        bad = case when jsonb_array_length(bad) >= ${limits.badLines} or ${bad.length} = 0 then bad
          else jsonb_path_query_array(bad || ${JSON.stringify(bad)}::jsonb, ${`$[0 to ${limits.badLines - 1}]`}::jsonpath) end,
        run_seen_at = now(), finished_at = case when ${isLast} then now() end
      where id = ${id} and run_id = ${runId}::uuid
      returning ${columns}`,
  )
  return found[0] ?? null
}

/** The id of somebody who leaves is taken out of what is kept of bad lines; their number stays. */
export async function forgetInImports(tx: Tx, personId: string): Promise<void> {
  const naming = JSON.stringify([{ user_id: personId }])
  await rows(
    tx,
    'profiles.forget-in-imports',
    sql`update imports
      set bad = (
        select coalesce(jsonb_agg(case when each ->> 'user_id' = ${personId} then each - 'user_id' else each end), '[]')
        from jsonb_array_elements(bad) each
      )
      where bad @> ${naming}::jsonb`,
  )
}

/** For a person's export: lines that named her and were not kept. */
export async function listBadLinesOf(tx: Tx, personId: string): Promise<(BadLine & { readonly import_id: string })[]> {
  const naming = JSON.stringify([{ user_id: personId }])
  return rows(
    tx,
    'profiles.list-bad-lines',
    sql`select id as import_id, (each ->> 'line')::int as line, each ->> 'message' as message
      from imports, jsonb_array_elements(bad) each
      where bad @> ${naming}::jsonb and each ->> 'user_id' = ${personId}
      order by created_at, id, line`,
  )
}

/** Whatever began before. */
export async function removeImportsBefore(tx: Tx, before: Date): Promise<void> {
  await rows(tx, 'profiles.remove-imports', sql`delete from imports where created_at < ${before}`)
}
