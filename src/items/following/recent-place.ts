/** A pass over what is new in a table: where it stands, and from when on it reads. */
import type { Tx } from '../../platform/db/index.ts'
import { findMark } from './marks-store.ts'

/** Longer than a transaction of the host lasts: a row is seen only when it commits, and says when it was begun. */
const OVERLAP_MS = 300_000

export interface RecentPlace {
  /** By the host's clock: the next pass reads from here on. ISO 8601, as `since`. */
  readonly startedAt: string
  readonly since: string
  /** What names the last row of the page before; empty at the beginning. */
  readonly key: readonly string[]
}

/** Goes on after the page before, or begins where the last whole pass began, and a little earlier. */
export async function recentPlace(
  { tx, now }: { readonly tx: Tx; readonly now: () => Promise<string> },
  mark: string,
  after: readonly string[],
): Promise<RecentPlace> {
  const [startedAt, since, ...key] = after
  if (startedAt !== undefined && since !== undefined) return { startedAt, since, key }
  const began = await now()
  return { startedAt: began, since: sinceOf(await findMark(tx, mark), began), key: [] }
}

/** A mark in the future, of a clock that has been set back since, would pass over what comes until then. */
export function sinceOf(mark: Date | null, startedAt: string): string {
  const began = new Date(startedAt).getTime()
  return new Date(Math.min(mark?.getTime() ?? began, began) - OVERLAP_MS).toISOString()
}

/** As a pass keeps it; null when nothing comes after the page. */
export const recentLast = (
  { startedAt, since }: RecentPlace,
  last: readonly string[] | null,
): readonly string[] | null => last && [startedAt, since, ...last]
