/** The database on which the rooms of a test file stand, one after the other: it is emptied in a tenth of the time of a new one. */
import { emptyDb, testDb } from './db.ts'
import type { Corner } from './db.ts'

let corner: Corner | undefined

export async function emptyCorner(): Promise<Corner> {
  if (corner) await emptyDb(corner.db)
  return (corner ??= await testDb())
}

/** The next file gets another. */
export async function closeCorner(): Promise<void> {
  const closing = corner
  corner = undefined
  await closing?.close()
}
