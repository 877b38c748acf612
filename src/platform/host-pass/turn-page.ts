/**
 * A pass over a table of the host, a page for each run of its job. How far it has come is kept, and moves in the transaction
 * that enqueues the next run: a pass is one chain however many workers there are, and goes on where a killed one stopped.
 */
import type { Db, Tx } from '../db/index.ts'
import type { Job, Jobs } from '../jobs/index.ts'
import { findPass, movePass } from './host-pass-store.ts'
import type { HostPlace, HostStep } from './host-pass-store.ts'

/** Rows that are read and written at once. */
export const hostPageRows = 1000

export interface PassDeps {
  readonly db: Db
  readonly jobs: Jobs
}

/** What a page came to. */
export interface TurnedPage {
  /** What names its last row; null when nothing comes after it. */
  readonly last: readonly string[] | null
  /** In the transaction that moves the pass on. What was written before it must stand being written twice. */
  readonly write?: (tx: Tx) => Promise<void>
}

export interface PassKind {
  /** Among all passes over whatever host: `profiles`. */
  readonly name: string
  readonly job: Job<Record<string, never>>
  readonly turn: Readonly<Record<HostStep, (after: readonly string[]) => Promise<TurnedPage>>>
  /** In the transaction that ends the pass. */
  readonly onEnd?: (tx: Tx) => Promise<void>
}

/** Reads a page, and only then opens the transaction that writes it: no transaction of ours waits for the host. */
export async function turnPage({ db, jobs }: PassDeps, { name, job, turn, onEnd }: PassKind): Promise<void> {
  const pass = await findPass(db.query, name)
  const { last, write } = await turn[pass.step](pass.after)
  const next = placeAfter(pass, last)
  await db.transaction(async (tx) => {
    if (!(await movePass(tx, pass, next ?? beginning))) return
    await write?.(tx)
    if (next) await jobs.enqueue(tx, job, {})
    else await onEnd?.(tx)
  })
}

const beginning: HostPlace = { step: 'taking', after: [] }

/** Null when the pass is over. */
export function placeAfter({ step }: Pick<HostPlace, 'step'>, last: readonly string[] | null): HostPlace | null {
  if (last) return { step, after: last }
  return step === 'taking' ? { step: 'dropping', after: [] } : null
}

/** Of the names of a page's rows the last; null when they are fewer than there may be: then nothing comes after them. */
export const lastOf = (names: readonly (readonly string[])[]): readonly string[] | null =>
  names.length < hostPageRows ? null : (names.at(-1) ?? null)
