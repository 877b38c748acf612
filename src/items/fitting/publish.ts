/** A fit becomes ready: its parts first, its row last. */
import type { Db } from '../../platform/db/index.ts'
import { dropFit, dropPieces, finishFit, listOutdatedFits } from './fits-store.ts'
import type { FinishedFit, FitKind, FitRun, Part } from './fits-store.ts'
import { TakenOver, writeParts } from './parts.ts'

/** Every process hears of a fit that has become ready. */
export const fitsChannel = 'items.fit'

export interface Publication {
  readonly parts: Readonly<Record<string, Uint8Array>>
  /** Parts of other fits that belong to this one too. */
  readonly borrowed?: readonly Part[]
  readonly row: Omit<FinishedFit, 'parts'>
  readonly signal: AbortSignal
}

/** @throws TakenOver, or the reason of the signal: then nothing of it is ever loaded */
export async function publishFit(
  db: Pick<Db, 'query' | 'transaction' | 'notify'>,
  run: FitRun,
  { parts, borrowed = [], row, signal }: Publication,
): Promise<void> {
  const written = await writeParts(db, run, { parts, signal })
  await db.transaction(async (tx) => {
    if (!(await finishFit(tx, run, { ...row, parts: [...written, ...borrowed] }))) throw new TakenOver()
    await db.notify(tx, fitsChannel, JSON.stringify({ kind: run.kind, id: run.id }))
  })
  await pruneFits(db, run.kind)
}

/** The one that answers and two before it, to go back to. */
const KEPT = 3
const PIECES_AT_ONCE = 16

/** Pieces go a few at a time, so that nobody waits for them. Those of before go after `secondsMax` even when they are few. */
export async function pruneFits(
  db: Pick<Db, 'query' | 'transaction'>,
  kind: FitKind,
  secondsMax?: number,
): Promise<void> {
  for (const id of await listOutdatedFits(db.query, kind, { kept: KEPT, secondsMax: secondsMax ?? null })) {
    let dropped = PIECES_AT_ONCE
    while (dropped === PIECES_AT_ONCE) dropped = await db.transaction((tx) => dropPieces(tx, id, PIECES_AT_ONCE))
    await dropFit(db.query, id)
  }
}
