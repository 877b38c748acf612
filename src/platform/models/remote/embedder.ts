/** Embeddings from a provider's API. */
import { embedMany } from 'ai'
import type { EmbeddingModel } from 'ai'
import { Problem } from '../../../base/index.ts'
import type { Telemetry } from '../../telemetry/index.ts'
import { openBatcher } from '../batcher.ts'
import { recordCall, tokenCount } from '../call-record.ts'
import type { Embedder } from '../port.ts'
import { unitVector } from '../vectors.ts'
import type { Guard } from './guard.ts'
import { acceptableText } from './text-limit.ts'

export interface RemoteEmbedderOptions {
  /** The name that stamps what is made: `openai:text-embedding-3-small`. */
  readonly name: string
  readonly provider: string
  readonly model: EmbeddingModel
  /** How long the vectors are. */
  readonly dimension: number
  /** True: the provider is asked to shorten them to `dimension`. */
  readonly isShortened: boolean
  readonly guard: Guard
  readonly telemetry: Telemetry
}

/**
 * Providers take 100 texts (Gemini) and 300,000 tokens (OpenAI) in a request. One call per request: what a provider
 * turns down then fails nobody else.
 */
const limits = { cost: 200_000, texts: 96, calls: 1 }

/** Enough to hide the way there and back, few enough for the limits of a small account. */
const REQUESTS_AT_ONCE = 4

/** Texts are made acceptable, cut into requests, and the vectors brought to length one. */
export function openRemoteEmbedder(options: RemoteEmbedderOptions): Embedder {
  const batcher = openBatcher({
    costOf: (text) => Buffer.byteLength(text),
    limits,
    concurrency: REQUESTS_AT_ONCE,
    run: (texts, signal) => embedChunk(options, texts, signal),
  })
  return {
    model: options.name,
    dimension: options.dimension,
    embed: (texts, { signal } = {}) => batcher.embed(texts.map(acceptableText), signal),
    state: options.guard.state,
    async close() {
      batcher.close(new Problem('model.unavailable', 'The embedding model is closed.'))
    },
  }
}

async function embedChunk(
  options: RemoteEmbedderOptions,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const vectors = await requestVectors(options, texts, signal)
  return vectors.map((values) => {
    const vector = unitVector(values)
    if (values.length !== options.dimension || !vector) throw misfit(options, values.length)
    return vector
  })
}

/** Vectors of another model must not be mixed in, even under the same name. */
function misfit({ name, dimension }: RemoteEmbedderOptions, got: number): Problem {
  const detail = 'The embedding model gives other vectors than before: its name stands for another model now.'
  return new Problem('model.unavailable', detail, { facts: { name, dimension, got } })
}

/** The vectors as the provider gives them. */
export async function requestVectors(
  options: Omit<RemoteEmbedderOptions, 'dimension'> & { readonly dimension: number | null },
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<number[][]> {
  const { name, provider, telemetry } = options
  const started = performance.now()
  const record = (outcome: 'answered' | 'failed', inputTokens: number): void => {
    const ms = performance.now() - started
    recordCall(telemetry, {
      provider,
      model: name,
      purpose: 'embedding',
      outcome,
      ms,
      inputTokens,
      outputTokens: 0,
      dollars: null,
    })
  }
  try {
    const { embeddings, usage } = await options.guard.call((limit) => request(options, texts, limit), { signal })
    record('answered', tokenCount(usage.tokens))
    return embeddings
  } catch (error) {
    record('failed', 0)
    throw error
  }
}

function request(
  {
    model,
    dimension,
    isShortened,
  }: Pick<RemoteEmbedderOptions, 'model' | 'isShortened'> & { dimension: number | null },
  texts: readonly string[],
  abortSignal: AbortSignal,
) {
  const shortened = isShortened && dimension !== null ? { dimensions: dimension } : {}
  return embedMany({ model, values: [...texts], maxRetries: 0, abortSignal, ...shortened })
}
