/** Queries on imports: how far each file was taken. */
import { rows, sql } from '../db/index.ts'
import type { Tx } from '../db/index.ts'

/** A line that was not kept, and why. Where it could be read, also what it is about, in the field that lines of its kind have for that. */
export interface BadLine {
  readonly line: number
  readonly message: string
  readonly [idField: string]: string | number
}

/** Of each file so many are told; all are counted. */
export const badLinesMax = 1000

/** How far a file was taken. */
export interface Import {
  readonly linesTaken: number
  readonly kept: number
  readonly badCount: number
  readonly bad: readonly BadLine[]
  readonly finishedAt: Date | null
}

/** Ids of the host's own choice, each for itself among the files of one kind. */
export interface FileName {
  readonly kind: string
  readonly id: string
}

/** The kind that was there first, whose files the version before us finds by their ids alone. */
const FIRST_KIND = 'profiles'

const keyOf = ({ kind, id }: FileName): string => (kind === FIRST_KIND ? id : `${kind}/${id}`)
const idOf = (key: string): string => key.slice(key.indexOf('/') + 1)

const columns = sql`lines_taken as "linesTaken", kept, bad_count as "badCount", bad, finished_at as "finishedAt"`

/** Null when no file of the kind came under this id. */
export async function findImport(tx: Tx, file: FileName): Promise<Import | null> {
  const key = keyOf(file)
  const found = await rows<Import>(tx, 'imports.find', sql`select ${columns} from imports where id = ${key}`)
  return found[0] ?? null
}

/** Somebody who takes a file; a run that was not heard of for so long has died. */
export interface Run extends FileName {
  readonly runId: string
}
export const runSilentSeconds = 30

/** Begins a file or goes on with it. Null when it is finished, or another run is taking it. */
export async function beginRun(tx: Tx, { runId, ...file }: Run): Promise<Import | null> {
  const found = await rows<Import>(
    tx,
    'imports.begin-run',
    sql`insert into imports (id, run_id, run_seen_at) values (${keyOf(file)}, ${runId}::uuid, now())
      on conflict (id) do update set run_id = excluded.run_id, run_seen_at = now()
        where imports.finished_at is null
          and (imports.run_id is null or imports.run_seen_at < now() - make_interval(secs => ${runSilentSeconds}))
      returning ${columns}`,
  )
  return found[0] ?? null
}

/** False when another run has taken over. */
export async function touchRun(tx: Tx, { runId, ...file }: Run): Promise<boolean> {
  const found = await rows(
    tx,
    'imports.touch-run',
    sql`update imports set run_seen_at = now() where id = ${keyOf(file)} and run_id = ${runId}::uuid returning 1`,
  )
  return found.length > 0
}

/** The next may begin at once. */
export async function endRun(tx: Tx, { runId, ...file }: Run): Promise<void> {
  await rows(
    tx,
    'imports.end-run',
    sql`update imports set run_id = null, run_seen_at = null where id = ${keyOf(file)} and run_id = ${runId}::uuid`,
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
export async function saveProgress(tx: Tx, { runId, ...file }: Run, progress: Progress): Promise<Import | null> {
  const { linesTaken, kept, bad, isLast } = progress
  const found = await rows<Import>(
    tx,
    'imports.save-progress',
    sql`update imports set lines_taken = ${linesTaken}, kept = kept + ${kept}, bad_count = bad_count + ${bad.length},
        bad = case when jsonb_array_length(bad) >= ${badLinesMax} or ${bad.length} = 0 then bad
          else jsonb_path_query_array(bad || ${JSON.stringify(bad)}::jsonb, ${`$[0 to ${badLinesMax - 1}]`}::jsonpath) end,
        run_seen_at = now(), finished_at = case when ${isLast} then now() end
      where id = ${keyOf(file)} and run_id = ${runId}::uuid
      returning ${columns}`,
  )
  return found[0] ?? null
}

/** The id of somebody who leaves is taken out of what is kept of bad lines that name her in this field; their number stays. */
export async function forgetNamed(tx: Tx, idField: string, id: string): Promise<void> {
  const naming = JSON.stringify([{ [idField]: id }])
  await rows(
    tx,
    'imports.forget-named',
    sql`update imports
      set bad = (
        select coalesce(jsonb_agg(case when each ->> ${idField} = ${id} then each - ${idField}::text else each end), '[]')
        from jsonb_array_elements(bad) each
      )
      where bad @> ${naming}::jsonb`,
  )
}

/** Which line of which file was not kept. */
export interface FoundBadLine {
  readonly import_id: string
  readonly line: number
  readonly message: string
}

/** For an export: lines that name this id in this field and were not kept. */
export async function listBadLinesNaming(tx: Tx, idField: string, id: string): Promise<readonly FoundBadLine[]> {
  const naming = JSON.stringify([{ [idField]: id }])
  const found = await rows<FoundBadLine>(
    tx,
    'imports.list-bad-lines',
    sql`select id as import_id, (each ->> 'line')::int as line, each ->> 'message' as message
      from imports, jsonb_array_elements(bad) each
      where bad @> ${naming}::jsonb and each ->> ${idField} = ${id}
      order by created_at, id, line`,
  )
  return found.map((line) => ({ ...line, import_id: idOf(line.import_id) }))
}

/** Whatever began before. */
export async function removeImportsBefore(tx: Tx, before: Date): Promise<void> {
  await rows(tx, 'imports.remove-old', sql`delete from imports where created_at < ${before}`)
}
