/** One owner of a data folder: two processes on one embedded database would lose most of its rows. */
import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Problem } from '../../base/index.ts'

/** Held until released or until the process dies, in whatever way. */
export interface DirectoryLock {
  release(): void
}

/** Two who ask in the same instant both get no for an answer unless they ask again for so long. */
const PATIENCE_MS = 250

/** SQLITE_BUSY, and its kinds in higher bytes: https://www.sqlite.org/rescode.html */
const isBusy = (code: unknown): boolean => (Number(code) & 0xff) === 5

/** A lock that the collector takes away is a lock that nobody holds. */
const held = new Set<DatabaseSync>()

/**
 * Takes the folder. The lock is one of the kernel, on a file that stays empty and is never removed: nothing that a dead
 * process left behind has to be judged, and no file can be taken away from under its next owner.
 * @throws Problem `server.setting` when a living process holds it.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const ownerFile = join(directory, 'owner.lock')
  const lock = tryLock(join(directory, 'owner.sqlite'))
  if (lock === null) {
    throw new Problem(
      'server.setting',
      `DATA_DIR ${directory} is in use by ${ownerIn(ownerFile)}. Stop it, or choose another DATA_DIR.`,
    )
  }
  held.add(lock)
  writeFileSync(ownerFile, String(process.pid), { mode: 0o600 })
  return {
    release() {
      if (!held.delete(lock)) return
      // While the lock is still ours: a moment later the file may be the next owner's.
      rmSync(ownerFile, { force: true })
      lock.close()
    },
  }
}

/** Null when somebody else holds it. An open transaction is the lock: POSIX's, which a process takes along when it ends. */
function tryLock(path: string): DatabaseSync | null {
  const database = new DatabaseSync(path, { timeout: PATIENCE_MS })
  try {
    // By its name: whoever closed a descriptor of this file would give the lock away with it.
    chmodSync(path, 0o600)
    database.exec('begin exclusive')
    return database
  } catch (error) {
    database.close()
    if (error instanceof Error && 'errcode' in error && isBusy(error.errcode)) return null
    throw error
  }
}

/** For the sentence only: whoever has just taken the folder may not have written down who it is. */
function ownerIn(file: string): string {
  try {
    const pid = readFileSync(file, 'utf8')
    return /^\d+$/u.test(pid) ? `process ${pid}` : 'another process'
  } catch {
    return 'another process'
  }
}
