/** An embedder without a model: vectors depend on the text alone, and it remembers what it was asked. */
import type { Embedder, ModelState } from '../../src/platform/models/index.ts'
import { wordVector } from './word-vector.ts'

export interface CountingEmbedder extends Embedder {
  /** Every text it was asked for, in order. */
  readonly asked: readonly string[]
  isClosed(): boolean
}

export function countingEmbedder(model = 'counting', dimension = 4): CountingEmbedder {
  const asked: string[] = []
  const state: ModelState = { status: 'ready', detail: null, since: new Date(0) }
  let closed = false
  return {
    asked,
    model,
    dimension,
    state: () => state,
    isClosed: () => closed,
    async embed(texts, options) {
      options?.signal?.throwIfAborted()
      asked.push(...texts)
      return texts.map((text) => unit(wordVector(`${model} ${text}`, dimension)))
    },
    async close() {
      closed = true
    },
  }
}

function unit(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / length)
}
