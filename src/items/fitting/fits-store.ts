/** Queries on fits: what was learnt, in parts under a row that becomes ready last. */
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'

export type FitKind = 'model' | 'popularity'

/** Somebody who builds a fit. One that was not heard of for so long has died. */
export interface FitRun {
  readonly kind: FitKind
  /** Of the fit. */
  readonly id: string
  readonly runId: string
}
export const runSilentSeconds = 30

/** A name and how many bytes are behind it, which lie in as many pieces as are needed. */
export interface Part {
  readonly name: string
  readonly bytes: number
  /** Whose it is: a refreshed fit has parts of the one that it was made from. */
  readonly fitId: string
}

/** A fit that is whole. */
export interface StoredFit {
  readonly id: string
  readonly baseId: string | null
  readonly settings: unknown
  readonly seed: number | null
  readonly fingerprint: string | null
  /** From where on changes of the events are news to it. */
  readonly mark: string | null
  readonly report: unknown
  readonly parts: readonly Part[]
  readonly madeAt: Date
}

const columns = sql`id, base_id as "baseId", settings, seed::float8 as seed, fingerprint, mark, report, parts,
  made_at as "madeAt"`

/** False while another run builds one of this kind and is heard of. What a silent one has begun counts as failed. */
export async function claimFit(tx: Tx, { kind, id, runId }: FitRun): Promise<boolean> {
  await rows(
    tx,
    'items.write-off-silent-fit',
    sql`update fits set state = 'failed' where kind = ${kind} and state = 'building'
      and seen_at < now() - make_interval(secs => ${runSilentSeconds})`,
  )
  const claimed = await rows(
    tx,
    'items.claim-fit',
    sql`insert into fits (id, kind, run_id) values (${id}::uuid, ${kind}, ${runId}::uuid)
      on conflict (kind) where state = 'building' do nothing returning 1`,
  )
  return claimed.length > 0
}

/** False when another run has taken over. */
export async function touchFit(tx: Tx, run: FitRun): Promise<boolean> {
  const found = await rows(
    tx,
    'items.touch-fit',
    sql`update fits set seen_at = now() where ${isBuiltBy(run)} returning 1`,
  )
  return found.length > 0
}

const isBuiltBy = ({ id, runId }: FitRun) => sql`id = ${id}::uuid and run_id = ${runId}::uuid and state = 'building'`

export interface Piece {
  readonly name: string
  readonly number: number
  /** At most a megabyte. */
  readonly bytes: Uint8Array
}

/** False when another run has taken over: then nothing is kept. */
export async function savePiece(tx: Tx, run: FitRun, { name, number, bytes }: Piece): Promise<boolean> {
  const saved = await rows(
    tx,
    'items.save-fit-part',
    sql`insert into fit_parts (fit_id, name, number, bytes)
      select id, ${name}, ${number}, ${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)}
      from fits where ${isBuiltBy(run)} returning 1`,
  )
  return saved.length > 0
}

/** Null where there is none. */
export async function readPiece(
  tx: Tx,
  { fitId, name, number }: { readonly fitId: string; readonly name: string; readonly number: number },
): Promise<Uint8Array | null> {
  const [found] = await rows<{ bytes: Uint8Array }>(
    tx,
    'items.read-fit-part',
    sql`select bytes from fit_parts where fit_id = ${fitId}::uuid and name = ${name} and number = ${number}`,
  )
  return found?.bytes ?? null
}

/** What is known of a fit when all of its parts are in. */
export interface FinishedFit {
  readonly baseId: string | null
  readonly settings: unknown
  readonly seed: number | null
  readonly fingerprint: string
  readonly mark: string | null
  readonly report: unknown
  readonly parts: readonly Part[]
}

/** The one that answered retires in the same transaction. False when another run has taken over, and nothing has changed. */
export async function finishFit(tx: Tx, run: FitRun, fit: FinishedFit): Promise<boolean> {
  // Also a lock: whoever takes over waits, and finds nothing to take over.
  if (!(await touchFit(tx, run))) return false
  await rows(
    tx,
    'items.retire-fit',
    sql`update fits set state = 'retired' where kind = ${run.kind} and state = 'ready'`,
  )
  await rows(
    tx,
    'items.finish-fit',
    sql`update fits set state = 'ready', made_at = clock_timestamp(), run_id = null, base_id = ${fit.baseId}::uuid,
        settings = ${JSON.stringify(fit.settings)}::jsonb, seed = ${fit.seed}, fingerprint = ${fit.fingerprint}, mark = ${fit.mark},
        report = ${JSON.stringify(fit.report)}::jsonb, parts = ${JSON.stringify(fit.parts)}::jsonb
      where id = ${run.id}::uuid`,
  )
  return true
}

/** Whoever cannot go on says so, and the next may begin at once. */
export async function giveUpFit(tx: Tx, run: FitRun): Promise<void> {
  await rows(tx, 'items.give-up-fit', sql`update fits set state = 'failed' where ${isBuiltBy(run)}`)
}

/** The one that answers; null where nothing was learnt yet. */
export async function findReadyFit(tx: Tx, kind: FitKind): Promise<StoredFit | null> {
  const [found] = await rows<StoredFit>(
    tx,
    'items.find-ready-fit',
    sql`select ${columns} from fits where kind = ${kind} and state = 'ready'`,
  )
  return found ?? null
}

/** One that answers or has answered; null where it was pruned or never became whole. */
export async function findFit(tx: Tx, id: string): Promise<StoredFit | null> {
  const [found] = await rows<StoredFit>(
    tx,
    'items.find-fit',
    sql`select ${columns} from fits where id = ${id}::uuid and state in ('ready', 'retired')`,
  )
  return found ?? null
}

export interface Outdated {
  /** Of fitted and of refreshed ones so many of the newest stay, the one that answers among them. */
  readonly kept: number
  /** Of these none stays that was made so long ago and answers no more. Null: however long ago. */
  readonly secondsMax: number | null
}

/** The ids of those that may go, those that failed among them. What a model that answers borrows from stays. */
export async function listOutdatedFits(tx: Tx, kind: FitKind, { kept, secondsMax }: Outdated): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    'items.list-outdated-fits',
    sql`select id from (
        select id, state, made_at, row_number() over (partition by state = 'failed', base_id is null order by made_at desc, id) as place
        from fits where kind = ${kind} and state <> 'building'
      ) f
      where state = 'failed' or (state = 'retired' and (place > ${kept}
        or made_at < now() - make_interval(secs => ${secondsMax}) and id not in (
          select base_id from fits where kind = ${kind} and state = 'ready' and base_id is not null
        )))
      order by id`,
  )
  return found.map(({ id }) => id)
}

/** At most `limit` of the pieces of a fit; how many there were. */
export async function dropPieces(tx: Tx, fitId: string, limit: number): Promise<number> {
  const gone = await rows(
    tx,
    'items.drop-fit-parts',
    sql`delete from fit_parts where ctid = any(array(
        select ctid from fit_parts where fit_id = ${fitId}::uuid limit ${limit}
      )) returning 1`,
  )
  return gone.length
}

/** Also those that were refreshed from it. */
export async function dropFit(tx: Tx, fitId: string): Promise<void> {
  await rows(tx, 'items.drop-fit', sql`delete from fits where id = ${fitId}::uuid and state in ('retired', 'failed')`)
}
