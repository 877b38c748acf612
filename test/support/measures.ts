/** What is measured of recommendations in tests: made up, and read back as it lies in the tables. */
import { newId } from '../../src/base/index.ts'
import type { Answered, Recommended } from '../../src/items/recommending/index.ts'
import type { Db } from '../../src/platform/db/index.ts'

export const recommended = (changes: Partial<Recommended> = {}): Recommended => ({
  id: newId(),
  userId: 'ana',
  algorithm: 'popular',
  variant: null,
  items: ['cup', 'pen'],
  sources: ['popular', 'new'],
  ...changes,
})

export const answered = (changes: Partial<Answered> = {}): Answered => ({
  id: newId(),
  algorithm: 'popular',
  variant: null,
  isHit: false,
  tookMs: 1,
  items: ['cup', 'pen'],
  sources: ['popular', 'new'],
  ...changes,
})

export type Row = Readonly<Record<string, unknown>>

export const readRows = async (db: Db, text: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
  (await db.statements(text, values)).rows

/** One figure. */
export const readCount = async (db: Db, text: string, values: readonly unknown[] = []): Promise<number> =>
  Number(Object.values((await readRows(db, text, values))[0] ?? {})[0])
