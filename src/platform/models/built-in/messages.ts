/** What the main thread and the thread of the model say to each other. */

export interface WorkerSettings {
  readonly directory: string
  readonly threads: number
  /** The module that runs the model: `onnxruntime-node`. */
  readonly runtime: string
}

export interface EmbedOrder {
  readonly id: number
  readonly texts: readonly string[]
}

/** Ends the thread after the batch in hand. Ending it from outside in mid-batch would abort the whole process. */
export interface StopOrder {
  readonly stop: true
}

export type WorkerOrder = EmbedOrder | StopOrder

export type WorkerNews =
  | { readonly kind: 'ready' }
  /** `vectors`: one text after the other. */
  | { readonly kind: 'done'; readonly id: number; readonly vectors: Float32Array }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  /** Loading failed. `isNative`: the binary does not run on this system, and never will. */
  | { readonly kind: 'unusable'; readonly isNative: boolean; readonly message: string }
