/** Models: what turns texts into vectors, and what answers with words. Every adapter keeps the promises of its contract. */
import type { z } from 'zod'

export interface ModelState {
  /** `lost`: calls fail or wait until it has healed by itself. */
  readonly status: 'ready' | 'starting' | 'lost'
  /** Why it is not ready, as a sentence for the operator. */
  readonly detail: string | null
  readonly since: Date
}

export interface EmbedOptions {
  readonly signal?: AbortSignal
}

/** Promises: `embedder-contract.ts`. */
export interface Embedder {
  /** Stamps whatever is made from the vectors: vectors of two models are never compared. */
  readonly model: string
  readonly dimension: number
  /**
   * Unit vectors, in the order of the texts. Never inside a transaction: it waits for a worker or the network.
   * Throws the problem `model.unavailable`, or the reason of the signal.
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<Float32Array[]>
  state(): ModelState
  close(): Promise<void>
}

/** One question to a model. What people wrote goes into `data` alone: there the model is told to obey nothing. */
export interface TextRequest<Output> {
  /** `people.persona`: what the answer is for, in metrics and logs. */
  readonly purpose: string
  readonly instructions: string
  readonly data: readonly TextData[]
  /** Without optional keys (use `.nullable()`): strict providers ask for all of them. */
  readonly schema: z.ZodType<Output>
  readonly signal?: AbortSignal
}

export interface TextData {
  /** Our own word for the block, not the writer's. */
  readonly label: string
  readonly text: string
}

/** Promises: `text-model-contract.ts`. */
export interface TextModel {
  readonly provider: string
  readonly model: string
  /**
   * The answer, parsed against the schema. Never inside a transaction. Throws the problems `model.unavailable`,
   * `model.refused` or `model.budget_spent`, or the reason of the signal.
   */
  complete<Output>(request: TextRequest<Output>): Promise<Output>
  state(): ModelState
}
