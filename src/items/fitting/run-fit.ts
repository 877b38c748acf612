/** Makes a fit in a thread of its own, which can be ended at any moment. */
import { runInWorker } from '../../platform/compute/index.ts'
import type { FitAnswer, FitTask } from './fit-task.ts'

const WORKER = new URL('fit-worker.ts', import.meta.url)

/** All that a fit may hold. */
const MEMORY_MB = 1536
/** A fit keeps its budget by itself; one that lasts so many times as long, and a minute, is stuck. */
const TIMES_MAX = 3
const GRACE_SECONDS = 60
/** The longest that a timer can wait. */
const TIMER_MS_MAX = 2 ** 31 - 1

/** The arrays of the task move to the thread: they are empty afterwards. @throws WorkerStopped, or the reason of the signal */
export function runFit(task: FitTask, signal?: AbortSignal): Promise<FitAnswer> {
  const { rows, columns, values, times } = task.entries
  return runInWorker<FitTask, FitAnswer>(WORKER, task, {
    timeoutMs: Math.min(TIMER_MS_MAX, (TIMES_MAX * task.budgetSeconds + GRACE_SECONDS) * 1000),
    memoryMb: MEMORY_MB,
    transfer: [rows.buffer, columns.buffer, values.buffer, ...(times ? [times.buffer] : [])],
    ...(signal ? { signal } : {}),
  })
}
