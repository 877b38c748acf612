/** Ranks for everybody who has anything to be found, on two threads. */
import { rowOf } from '../../engine/index.ts'
import { runInWorker } from '../../platform/compute/index.ts'
import { joinShown } from './figures.ts'
import type { Shown } from './figures.ts'
import type { RankTask } from './rank-people.ts'

const WORKER = new URL('rank-worker.ts', import.meta.url)
const THREADS = 2
/** Each has the models and the data once; ranking keeps little beside them. */
const MEMORY_MB = 4096
/** Nobody waits for a ranking for longer than a day. */
const TIMEOUT_MS = 86_400_000

/** People of whom `test` holds something. */
export async function rankEverybody(task: Omit<RankTask, 'people'>): Promise<Shown> {
  const people = Uint32Array.from({ length: task.test.rows }, (_, person) => person).filter(
    (person) => rowOf(task.test, person).indices.length > 0,
  )
  const half = Math.ceil(people.length / THREADS)
  const parts = Array.from({ length: THREADS }, (_, part) => people.slice(part * half, (part + 1) * half))
  const shared = { ...task, models: task.models.map(inSharedMemory) }
  return joinShown(
    await Promise.all(
      parts
        .filter((part) => part.length > 0)
        .map((part) =>
          runInWorker<RankTask, Shown>(
            WORKER,
            { ...shared, people: part },
            { timeoutMs: TIMEOUT_MS, memoryMb: MEMORY_MB },
          ),
        ),
    ),
  )
}

/** So that each thread reads the same bytes instead of a copy. */
function inSharedMemory(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
  shared.set(bytes)
  return shared
}
