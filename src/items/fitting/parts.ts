/** The bytes of a fit, written and read piece by piece, so that nobody waits for all of them. */
import type { Db, Tx } from '../../platform/db/index.ts'
import { readPiece, savePiece } from './fits-store.ts'
import type { FitRun, Part, StoredFit } from './fits-store.ts'

/** A driver sends and takes a piece in one go, while everybody else waits. */
const PIECE_BYTES = 1 << 17
/** Pieces of one transaction: what it writes is in the way of nobody for longer than this takes. */
const PIECES_AT_ONCE = 32

/** Another run has taken over: what this one has made is thrown away. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver'

  constructor() {
    super('Another run builds this fit')
  }
}

/** Resolves to what to write into the row of the fit. @throws TakenOver, or the reason of the signal */
export async function writeParts(
  db: Pick<Db, 'transaction'>,
  run: FitRun,
  { parts, signal }: { readonly parts: Readonly<Record<string, Uint8Array>>; readonly signal: AbortSignal },
): Promise<readonly Part[]> {
  for (const [name, bytes] of Object.entries(parts)) {
    const count = Math.ceil(bytes.length / PIECE_BYTES)
    for (let first = 0; first < count; first += PIECES_AT_ONCE) {
      signal.throwIfAborted()
      await db.transaction(async (tx) => {
        for (let number = first; number < Math.min(count, first + PIECES_AT_ONCE); number += 1) {
          const piece = bytes.subarray(number * PIECE_BYTES, (number + 1) * PIECE_BYTES)
          if (!(await savePiece(tx, run, { name, number, bytes: piece }))) throw new TakenOver()
        }
      })
    }
  }
  return Object.entries(parts).map(([name, bytes]) => ({ name, bytes: bytes.length, fitId: run.id }))
}

/**
 * Straight into a buffer of its own for each part, in memory that threads share. Null where a piece is gone: the fit was
 * pruned meanwhile.
 */
export async function readParts(
  tx: Tx,
  { parts }: Pick<StoredFit, 'parts'>,
): Promise<Readonly<Record<string, Uint8Array<SharedArrayBuffer>>> | null> {
  const read: Record<string, Uint8Array<SharedArrayBuffer>> = {}
  for (const { name, bytes, fitId } of parts) {
    const whole = new Uint8Array(new SharedArrayBuffer(bytes))
    // Another version of us may cut them larger or smaller.
    for (let [number, at] = [0, 0]; at < bytes; number += 1) {
      const piece = await readPiece(tx, { fitId, name, number })
      if (!piece || piece.length === 0 || piece.length > bytes - at) return null
      whole.set(piece, at)
      at += piece.length
    }
    read[name] = whole
  }
  return read
}

/** The ids of the columns, from the part that holds them. */
export function itemIdsOf(bytes: Uint8Array | undefined): readonly string[] {
  const text = Buffer.from(bytes ?? new Uint8Array()).toString('utf8')
  return text === '' ? [] : text.split('\n')
}

/** Each model is a part of its own. */
export const namedModels = (models: readonly Uint8Array[]): Readonly<Record<string, Uint8Array>> =>
  Object.fromEntries(models.map((model, at) => [`${MODEL}${at}`, model]))

export const isModel = ({ name }: Pick<Part, 'name'>): boolean => name.startsWith(MODEL)

/** In their order. */
export const modelsIn = (parts: Readonly<Record<string, Uint8Array>>): readonly Uint8Array[] =>
  Object.entries(parts)
    .filter(([name]) => isModel({ name }))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, bytes]) => bytes)

const MODEL = 'model '
