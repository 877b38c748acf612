/** Runs one piece of work in a worker thread of its own, which can be killed without harm to the rest. */
import { parentPort, Worker, workerData } from 'node:worker_threads'
import type { Transferable } from 'node:worker_threads'

export interface WorkerLimits {
  readonly timeoutMs: number
  /** Heap and buffers together, above which the thread is killed. */
  readonly memoryMb: number
  readonly signal?: AbortSignal | undefined
  /** Buffers inside the input that move to the worker instead of being copied. */
  readonly transfer?: readonly Transferable[]
}

export type WorkerStop = 'too_slow' | 'too_much_memory' | 'failed'

/** The work gave no answer. What the worker itself threw is the `cause`. */
export class WorkerStopped extends Error {
  readonly reason: WorkerStop

  constructor(reason: WorkerStop, cause?: unknown) {
    super(`A worker was stopped: ${reason.replaceAll('_', ' ')}.`, { cause })
    this.name = 'WorkerStopped'
    this.reason = reason
  }
}

/**
 * Starts the worker file, gives it `input` and resolves with what its `answerTask` returns. Every call has a thread of
 * its own, so nothing is left over from the work before. Rejects with `WorkerStopped`, or with the reason of `signal`.
 * The promise settles at the limit even when native code keeps the thread from dying at once.
 */
export async function runInWorker<Input, Output>(url: URL, input: Input, limits: WorkerLimits): Promise<Output> {
  limits.signal?.throwIfAborted()
  const worker = startWorker(url, input, limits)
  const ending = Promise.withResolvers<Output>()
  const stop = (reason: WorkerStop, cause?: unknown): void => ending.reject(new WorkerStopped(reason, cause))
  const abort = (): void => ending.reject(limits.signal?.reason)

  worker.once('message', (output: Output) => ending.resolve(output))
  worker.once('messageerror', (error) => stop('failed', error))
  worker.once('error', (error) => stop(isOutOfMemory(error) ? 'too_much_memory' : 'failed', error))
  worker.once('exit', () => stop('failed'))
  limits.signal?.addEventListener('abort', abort, { once: true })
  const clock = setTimeout(() => stop('too_slow'), limits.timeoutMs)
  const watch = watchMemory(worker, limits.memoryMb, () => stop('too_much_memory'))
  try {
    return await ending.promise
  } finally {
    clearTimeout(clock)
    clearInterval(watch)
    limits.signal?.removeEventListener('abort', abort)
    void worker.terminate()
  }
}

/**
 * For the worker file: answers the task that the thread was started with. Buffers of the answer that `transferOf` names move
 * to the thread that asked instead of being copied.
 */
export function answerTask<Input, Output>(
  answer: (input: Input) => Output | Promise<Output>,
  transferOf: (output: Output) => readonly Transferable[] = () => [],
): void {
  const reply = async (): Promise<void> => {
    try {
      const output = await answer(workerData as Input)
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- windows have origins, threads have none
      parentPort?.postMessage(output, transferOf(output))
    } catch (error) {
      // Thrown outside the promise, so that it ends the thread even where rejections are let pass.
      setImmediate(() => {
        throw error
      })
    }
  }
  void reply()
}

/**
 * V8 ends the whole process, not the thread, when one allocation passes a thread's heap limit by 16 MB. So that limit
 * lies this far above the real one, which `watchMemory` holds.
 */
const HEAP_MARGIN_MB = 2048

const MEMORY_LOOKS_MS = 20

/** The thread sees no environment, where secrets are, and prints nowhere, because libraries print what they read. */
function startWorker(url: URL, input: unknown, limits: WorkerLimits): Worker {
  const worker = new Worker(url, {
    workerData: input,
    transferList: [...(limits.transfer ?? [])],
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb + HEAP_MARGIN_MB },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  worker.stdout.resume()
  worker.stderr.resume()
  return worker
}

/** A thread's heap limit does not count buffers, and a decompression bomb is nothing but buffers: both are watched. */
function watchMemory(worker: Worker, memoryMb: number, onTooMuch: () => void): NodeJS.Timeout {
  const look = async (): Promise<void> => {
    const { used_heap_size: heap, external_memory: buffers } = await worker.getHeapStatistics()
    if (heap + buffers > memoryMb * 1024 * 1024) onTooMuch()
  }
  // Rejects while the thread starts and after it has ended, when there is nothing to watch.
  return setInterval(() => void look().catch(() => {}), MEMORY_LOOKS_MS)
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}
