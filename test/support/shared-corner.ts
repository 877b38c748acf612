/** The database on which the rooms of a test file stand, one after the other: it is emptied in a tenth of the time of a new one. */
import { emptyDb, testDb } from './db.ts'
import type { Corner } from './db.ts'
import { endWithFile } from './endings.ts'

let corner: Corner | undefined

export async function emptyCorner(): Promise<Corner> {
  if (corner) {
    await emptyDb(corner.db)
    return corner
  }
  const made = await testDb()
  endWithFile(async () => {
    corner = undefined
    await made.close()
  })
  corner = made
  return made
}
