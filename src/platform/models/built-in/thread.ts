/** The life of the model's thread: started, started again when it dies, and asked once more when it died at work. */
import type { Worker } from 'node:worker_threads'
import { Problem } from '../../../base/index.ts'
import type { Logger } from '../../../base/index.ts'
import { errorCode } from '../error-code.ts'
import type { Health } from '../health.ts'
import type { EmbedOrder, WorkerNews, WorkerOrder } from './messages.ts'

export interface ThreadOptions {
  readonly start: () => Worker
  readonly health: Health
  readonly log: Logger
  /** How long a thread may take to load the model, and a call waits for one. */
  readonly readyTimeoutMs: number
  /** An order that takes longer hangs: its thread is left and another is started. */
  readonly orderTimeoutMs: number
  /** Wait before the next start, after so many deaths in a row. */
  readonly restartDelayMs: (deaths: number) => number
}

export const restartDelayMs = (deaths: number): number => Math.min(30_000, 100 * 2 ** (deaths - 1))

export const nativeSentence =
  'The built-in embedding model does not run on this system: set EMBEDDING_MODEL to an embeddings API ' +
  '(openai:<model> or gemini:<model>), or use a system or image with glibc.'

/** A batch takes 30 ms, loading the model half a second. */
const DISMISS_MS = 5000

/** After so many deaths in a row calls no longer wait for the next thread. */
const PATIENCE = 3

interface Order {
  readonly resolve: (vectors: Float32Array) => void
  readonly reject: (error: unknown) => void
}

/** Told apart from every other error: only what died with its thread is asked again. */
class ThreadDied extends Error {}

export class ModelThread {
  readonly #options: ThreadOptions
  readonly #orders = new Map<number, Order>()
  #worker: Worker | null = null
  #ready = openReady()
  /** Set once and for all: closed, or a binary that will never load. */
  #end: Problem | null = null
  #restart: NodeJS.Timeout | undefined
  #lastId = 0
  #deaths = 0

  constructor(options: ThreadOptions) {
    this.#options = options
    this.#start()
  }

  /** All vectors of `texts` in one array. Waits for a thread that is on its way. */
  async run(texts: readonly string[]): Promise<Float32Array> {
    try {
      return await this.#ask(texts)
    } catch (error) {
      if (!(error instanceof ThreadDied)) throw error
    }
    try {
      return await this.#ask(texts)
    } catch (error) {
      throw error instanceof ThreadDied ? unavailable(error) : error
    }
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#endWith(new Problem('model.unavailable', 'The embedding model is closed.'))
    if (worker) await dismiss(worker)
  }

  #start(): void {
    const worker = this.#options.start()
    this.#worker = worker
    const timer = setTimeout(() => this.#abandon(worker), this.#options.readyTimeoutMs)
    worker.on('message', (news: WorkerNews) => {
      clearTimeout(timer)
      if (worker === this.#worker) this.#hear(news)
    })
    worker.on('error', (error) => {
      this.#options.log.error('The thread of the embedding model failed.', { code: errorCode(error) })
    })
    worker.on('exit', () => {
      clearTimeout(timer)
      this.#mourn(worker)
    })
  }

  /** An order that is not known any more was refused when its call ended. */
  #hear(news: WorkerNews): void {
    if (news.kind === 'ready') return this.#greet()
    if (news.kind === 'unusable') return this.#explain(news.isNative, news.message)
    const order = this.#orders.get(news.id)
    this.#orders.delete(news.id)
    if (news.kind === 'failed') return order?.reject(unavailable(new Error(news.message)))
    this.#deaths = 0
    return order?.resolve(news.vectors)
  }

  /** Whoever waits may ask, and whoever comes need not wait. */
  #greet(): void {
    this.#options.health.set('ready')
    this.#ready.resolve()
    this.#ready = openReady()
    this.#ready.resolve()
  }

  /** A binary that does not load will not load later; a model that does not may: its file could be on its way. */
  #explain(isNative: boolean, reason: string): void {
    const detail = isNative ? nativeSentence : `The built-in embedding model could not be loaded (${reason}).`
    this.#options.log.error(detail, { reason })
    this.#options.health.set('lost', detail)
    if (isNative) this.#endWith(new Problem('model.unavailable', nativeSentence))
  }

  /** From here on every call is refused with `problem`. */
  #endWith(problem: Problem): void {
    this.#end ??= problem
    this.#worker = null
    clearTimeout(this.#restart)
    this.#failWaiting(problem)
    this.#failOrders(problem)
  }

  /** A thread that hangs cannot be ended from outside without risk (`messages.ts`): it is told to end, and left. */
  #abandon(worker: Worker): void {
    if (worker !== this.#worker) return
    void dismiss(worker)
    this.#mourn(worker)
  }

  /** Says that the thread is gone, refuses what it held, and has the next one started. Once for each thread. */
  #mourn(worker: Worker): void {
    if (worker !== this.#worker) return
    this.#worker = null
    this.#deaths += 1
    const { health, log } = this.#options
    const delayMs = this.#options.restartDelayMs(this.#deaths)
    if (health.state().status !== 'lost') health.set('lost', 'The thread of the built-in embedding model ended.')
    log.warn('The thread of the embedding model ended; it starts again.', { delayMs, deaths: this.#deaths })
    const died = new ThreadDied('the thread ended')
    if (this.#deaths < PATIENCE) this.#keepWaiting()
    else this.#failWaiting(unavailable(died))
    this.#failOrders(died)
    this.#restart = setTimeout(() => this.#start(), delayMs)
  }

  /** Whoever waits goes on waiting, for the next thread. */
  #keepWaiting(): void {
    const old = this.#ready
    this.#ready = openReady()
    this.#ready.promise.then(old.resolve, old.reject)
  }

  /** Whoever waits, and whoever comes before the next thread is there, is told. */
  #failWaiting(problem: Problem): void {
    this.#ready.reject(problem)
    this.#ready = openReady()
    this.#ready.reject(problem)
  }

  #failOrders(error: unknown): void {
    for (const order of this.#orders.values()) order.reject(error)
    this.#orders.clear()
  }

  /** One order. Throws `ThreadDied` when the thread ends before the answer. */
  async #ask(texts: readonly string[]): Promise<Float32Array> {
    await this.#whenReady()
    const worker = this.#worker
    if (!worker) throw new ThreadDied('the thread ended')
    const order: EmbedOrder = { id: (this.#lastId += 1), texts }
    const { promise, resolve, reject } = Promise.withResolvers<Float32Array>()
    const timer = setTimeout(() => this.#abandon(worker), this.#options.orderTimeoutMs)
    this.#orders.set(order.id, { resolve, reject })
    worker.postMessage(order, [])
    return promise.finally(() => clearTimeout(timer))
  }

  async #whenReady(): Promise<void> {
    if (this.#end) throw this.#end
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(() => late.reject(unavailable(null)), this.#options.readyTimeoutMs)
    await Promise.race([this.#ready.promise, late.promise]).finally(() => clearTimeout(timer))
  }
}

/** Nobody may be waiting when it is rejected, and that is no error. */
function openReady(): PromiseWithResolvers<void> {
  const ready = Promise.withResolvers<void>()
  ready.promise.catch(() => {})
  return ready
}

/** Resolves when the thread has ended by itself, or hangs for so long that nobody waits for it. */
function dismiss(worker: Worker): Promise<void> {
  const stop: WorkerOrder = { stop: true }
  worker.unref()
  worker.postMessage(stop, [])
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, DISMISS_MS)
    worker.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

function unavailable(cause: unknown): Problem {
  const detail = 'The embedding model is being started again. Try again in a few seconds.'
  return new Problem('model.unavailable', detail, { retryAfterSeconds: 5, cause })
}
