/** Cuts calls into chunks that a model takes at one go, so that a short call never waits for the whole of a long one. */
import { Problem } from '../../base/index.ts'
import { planChunk } from './chunk-plan.ts'
import type { ChunkLimits } from './chunk-plan.ts'

export interface BatcherOptions {
  /** What a text costs, in the unit of `limits.cost`. */
  readonly costOf: (text: string) => number
  readonly limits: ChunkLimits
  /** Chunks in the air at once. */
  readonly concurrency: number
  /** The signal is aborted when nobody waits for the chunk any more. */
  readonly run: (texts: readonly string[], signal: AbortSignal) => Promise<readonly Float32Array[]>
}

export interface Batcher {
  /** The vectors of `texts`, in order. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>
  /** Refuses what waits and what comes, with `reason`. */
  close(reason: unknown): void
}

interface Call {
  readonly texts: readonly string[]
  /** Positions in `texts`, cheapest first: texts of about one length make a batch with little padding. */
  readonly order: readonly number[]
  readonly costs: readonly number[]
  readonly vectors: Float32Array[]
  readonly settle: (error: unknown) => void
  taken: number
  missing: number
  isSettled: boolean
}

/** What one call gives to a chunk. */
interface Piece {
  readonly call: Call
  readonly positions: readonly number[]
}

interface Chunk {
  readonly pieces: readonly Piece[]
  readonly abort: AbortController
}

/** Calls wait in a line; as often as there is room in the air the next chunk is taken from its front. */
export function openBatcher(options: BatcherOptions): Batcher {
  let waiting: Call[] = []
  const chunks = new Set<Chunk>()
  let closed: { readonly reason: unknown } | null = null

  const pump = (): void => {
    waiting = waiting.filter((call) => !call.isSettled && call.taken < call.texts.length)
    while (chunks.size < options.concurrency && waiting.length > 0) {
      const pieces = takePieces(waiting, options.limits)
      waiting = moveServedLast(waiting, pieces)
      void serve(options, { pieces, abort: new AbortController() }, chunks).then(pump)
    }
  }
  const dropOrphans = (): void => {
    for (const { pieces, abort } of chunks) if (pieces.every(({ call }) => call.isSettled)) abort.abort()
  }
  const embed = (texts: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> =>
    new Promise((resolve, reject) => {
      const call = newCall(texts, options.costOf, (error) => {
        signal?.removeEventListener('abort', giveUp)
        if (error === null) return resolve(call.vectors)
        return reject(error)
      })
      const giveUp = (): void => {
        settle(call, signal?.reason)
        dropOrphans()
      }
      signal?.addEventListener('abort', giveUp, { once: true })
      waiting.push(call)
      pump()
    })

  return {
    async embed(texts, signal) {
      signal?.throwIfAborted()
      if (closed) throw closed.reason
      return texts.length === 0 ? [] : embed(texts, signal)
    },
    close(reason) {
      closed = { reason }
      const calls = [...waiting, ...[...chunks].flatMap(({ pieces }) => pieces.map(({ call }) => call))]
      for (const call of calls) settle(call, reason)
      dropOrphans()
    },
  }
}

/** `done` is told once how the call ended. */
function newCall(texts: readonly string[], costOf: (text: string) => number, done: (error: unknown) => void): Call {
  const prices = texts.map(costOf)
  const order = texts.map((_, index) => index).sort((one, other) => (prices[one] ?? 0) - (prices[other] ?? 0))
  return {
    texts,
    order,
    costs: order.map((index) => prices[index] ?? 0),
    vectors: Array.from<Float32Array>({ length: texts.length }),
    settle: done,
    taken: 0,
    missing: texts.length,
    isSettled: false,
  }
}

/** The first end of a call counts; `null` is a good one. */
function settle(call: Call, error: unknown): void {
  if (call.isSettled) return
  call.isSettled = true
  call.settle(error)
}

function takePieces(waiting: readonly Call[], limits: ChunkLimits): Piece[] {
  const counts = planChunk(waiting, limits)
  return counts.flatMap((count, index) => {
    const call = waiting[index]
    if (!call || count === 0) return []
    const positions = call.order.slice(call.taken, call.taken + count)
    call.taken += count
    return [{ call, positions }]
  })
}

/** Whoever was served stands at the end, so that with many calls each has its turn. */
function moveServedLast(waiting: readonly Call[], pieces: readonly Piece[]): Call[] {
  const served = new Set(pieces.map(({ call }) => call))
  const unfinished = [...served].filter((call) => call.taken < call.texts.length)
  return [...waiting.filter((call) => !served.has(call)), ...unfinished]
}

/** Runs one chunk. It never throws: its calls are told. */
async function serve(options: BatcherOptions, chunk: Chunk, chunks: Set<Chunk>): Promise<void> {
  chunks.add(chunk)
  const texts = chunk.pieces.flatMap(({ call, positions }) => positions.map((position) => call.texts[position] ?? ''))
  try {
    deliver(chunk, await options.run(texts, chunk.abort.signal))
  } catch (error) {
    const isMixed = chunk.pieces.length > 1 && error instanceof Problem && error.code === 'model.refused'
    if (isMixed) return await serveApart(options, chunk, chunks)
    for (const { call } of chunk.pieces) settle(call, error)
  } finally {
    chunks.delete(chunk)
  }
}

/** One call's texts were refused: the others in the chunk have nothing to do with it. */
async function serveApart(options: BatcherOptions, { pieces, abort }: Chunk, chunks: Set<Chunk>): Promise<void> {
  for (const piece of pieces) await serve(options, { pieces: [piece], abort }, chunks)
}

/** Every vector to its place in its call. */
function deliver(chunk: Chunk, vectors: readonly Float32Array[]): void {
  let index = 0
  for (const { call, positions } of chunk.pieces) {
    for (const position of positions) {
      const vector = vectors[index]
      if (!vector) throw new RangeError(`a chunk came back with ${vectors.length} vectors`)
      call.vectors[position] = vector
      index += 1
    }
    call.missing -= positions.length
    if (call.missing === 0) settle(call, null)
  }
}
