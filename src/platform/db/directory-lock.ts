/** One owner of a data folder: two processes on one embedded database would lose most of its rows. */
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../../base/index.ts'

/** Held until released or until the process dies. */
export interface DirectoryLock {
  release(): void
}

interface Owner {
  readonly pid: number
  /** When the process of that pid began, so that a reused pid is not taken for the owner. Null where unknown. */
  readonly startedAt: string | null
  readonly token: string
}

/**
 * Takes the folder, or takes it over at once from an owner that is dead.
 * @throws Problem `server.setting` when a living process holds it.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const path = join(directory, 'owner.lock')
  const mine: Owner = { pid: process.pid, startedAt: startOf(process.pid), token: randomUUID() }
  if (!tryWrite(path, mine)) {
    const owner = readOwner(path)
    if (owner && isAlive(owner)) {
      throw new Problem(
        'server.setting',
        `DATA_DIR ${directory} is in use by process ${owner.pid}. Stop it, or choose another DATA_DIR.`,
      )
    }
    rmSync(path, { force: true })
    if (!tryWrite(path, mine)) return lockDirectory(directory)
  }
  return {
    release() {
      if (readOwner(path)?.token === mine.token) rmSync(path, { force: true })
    },
  }
}

/** Exclusive creation decides a race between two starters. */
function tryWrite(path: string, owner: Owner): boolean {
  try {
    const file = openSync(path, 'wx', 0o600)
    writeSync(file, JSON.stringify(owner))
    closeSync(file)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function readOwner(path: string): Owner | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Owner
  } catch {
    return null
  }
}

function isAlive(owner: Owner): boolean {
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
  return owner.startedAt === null || startOf(owner.pid) === owner.startedAt
}

/** Field 22 of /proc/PID/stat: ticks since boot. Only Linux has it. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}
