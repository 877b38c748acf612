/** The model that comes with the product: nothing to configure, nothing to pay, no network. */
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Problem, systemClock } from '../../../base/index.ts'
import type { Clock, Logger } from '../../../base/index.ts'
import { openBatcher } from '../batcher.ts'
import { builtInModel } from '../embedding-name.ts'
import { openHealth } from '../health.ts'
import type { Embedder } from '../port.ts'
import type { WorkerSettings } from './messages.ts'
import { dimension } from './session.ts'
import { ModelThread, restartDelayMs } from './thread.ts'
import { tokensMax } from './tokens.ts'

export interface BuiltInOptions {
  /** Holds `all-MiniLM-L6-v2/`. */
  readonly directory: string
  /** Null: one per core, at most eight: a model this small gains nothing from more. */
  readonly threads: number | null
  readonly log: Logger
  readonly clock?: Clock
  /** The module that runs the model. Default `onnxruntime-node`. */
  readonly runtime?: string
  /** Starts a thread: for tests that end it. */
  readonly startWorker?: (settings: WorkerSettings) => Worker
}

/**
 * About 35 ms of work on two free cores. With two chunks in the air (one computed, one ready) a new call waits for at
 * most 70 ms, however long the calls before it are.
 */
const limits = { cost: 1024, texts: 256, calls: 64 }

export function openBuiltInEmbedder(options: BuiltInOptions): Embedder {
  const health = openHealth(options.clock ?? systemClock)
  const settings: WorkerSettings = {
    directory: resolve(join(options.directory, builtInModel)),
    threads: options.threads ?? Math.min(8, availableParallelism()),
    runtime: options.runtime ?? 'onnxruntime-node',
  }
  const startWorker = options.startWorker ?? startModelWorker
  const thread = new ModelThread({
    start: () => startWorker(settings),
    health,
    log: options.log,
    readyTimeoutMs: 20_000,
    orderTimeoutMs: 60_000,
    restartDelayMs,
  })
  const batcher = openBatcher({
    costOf: guessTokens,
    limits,
    concurrency: 2,
    run: async (texts) => splitVectors(await thread.run(texts)),
  })
  return {
    model: builtInModel,
    dimension,
    embed: (texts, { signal } = {}) => batcher.embed(texts, signal),
    state: health.state,
    async close() {
      batcher.close(new Problem('model.unavailable', 'The embedding model is closed.'))
      await thread.close()
    },
  }
}

function startModelWorker(settings: WorkerSettings): Worker {
  return new Worker(new URL('worker.ts', import.meta.url), { workerData: settings })
}

/** English has 4 to 5 bytes a token, Chinese 3: near enough to cut chunks; the thread counts exactly. */
export function guessTokens(text: string): number {
  if (text.length >= tokensMax * 8) return tokensMax
  return Math.min(tokensMax, 2 + Math.ceil(Buffer.byteLength(text) / 4))
}

/** Copies, so that one vector that is kept does not keep its whole chunk. */
function splitVectors(vectors: Float32Array): Float32Array[] {
  return Array.from({ length: vectors.length / dimension }, (_, index) =>
    vectors.slice(index * dimension, (index + 1) * dimension),
  )
}
