/** The model itself: token ids in, unit vectors out. */
import { join } from 'node:path'
import type { InferenceSession } from 'onnxruntime-node'
import { planBatches } from './batches.ts'
import { openTokens } from './tokens.ts'

export const dimension = 384

/** Padded tokens per run; `batches.ts` says why. */
const CELLS_MAX = 512

export type Runtime = Pick<typeof import('onnxruntime-node'), 'InferenceSession' | 'Tensor'>

export interface SessionOptions {
  /** Holds the model, its tokenizer and their settings. */
  readonly directory: string
  readonly threads: number
}

/**
 * `texts.length` × 384 figures, one text after the other. Texts are batched by length, whatever their order.
 * The signal is heeded between batches.
 */
export type EmbedTexts = (texts: readonly string[], signal: AbortSignal) => Promise<Float32Array>

export async function openSession(runtime: Runtime, options: SessionOptions): Promise<EmbedTexts> {
  const encode = openTokens(options.directory)
  const session = await runtime.InferenceSession.create(join(options.directory, 'model_int8.onnx'), {
    intraOpNumThreads: options.threads,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    // Waiting threads sleep. Spinning answers 40 single texts 0.4 ms sooner each, for ten times the processor time.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  })
  return async (texts, signal) => {
    const ids = texts.map(encode)
    const vectors = new Float32Array(texts.length * dimension)
    const batches = planBatches(
      ids.map((one) => one.length),
      CELLS_MAX,
    )
    for (const batch of batches) {
      signal.throwIfAborted()
      const rows = batch.map((position) => ids[position] ?? [])
      const hidden = await runBatch(runtime, session, rows)
      for (const [row, position] of batch.entries()) {
        const vector = vectors.subarray(position * dimension, (position + 1) * dimension)
        poolInto(vector, hidden.subarray(row * widthOf(rows) * dimension), rows[row]?.length ?? 0)
      }
    }
    return vectors
  }
}

const widthOf = (rows: readonly number[][]): number => Math.max(...rows.map((row) => row.length))

/** Last hidden states: rows × width × 384. */
async function runBatch(runtime: Runtime, session: InferenceSession, rows: readonly number[][]): Promise<Float32Array> {
  const width = widthOf(rows)
  const ids = new BigInt64Array(rows.length * width)
  const mask = new BigInt64Array(rows.length * width)
  for (const [row, tokens] of rows.entries()) {
    for (const [column, token] of tokens.entries()) {
      ids[row * width + column] = BigInt(token)
      mask[row * width + column] = 1n
    }
  }
  const tensor = (data: BigInt64Array) => new runtime.Tensor('int64', data, [rows.length, width])
  const output = await session.run({
    input_ids: tensor(ids),
    attention_mask: tensor(mask),
    token_type_ids: tensor(new BigInt64Array(rows.length * width)),
  })
  return output['last_hidden_state']?.data as Float32Array
}

/** The mean over the text's own tokens, at length one: how sentence-transformers pools for this model. */
function poolInto(vector: Float32Array, hidden: Float32Array, tokens: number): void {
  for (let token = 0; token < tokens; token += 1) {
    const start = token * dimension
    for (let index = 0; index < dimension; index += 1) vector[index]! += hidden[start + index]!
  }
  let squares = 0
  for (const value of vector) squares += value * value
  const scale = 1 / Math.sqrt(squares)
  for (let index = 0; index < dimension; index += 1) vector[index]! *= scale
}
