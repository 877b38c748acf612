/** An answer when nothing is left to decide about it: what is sent, and what an Idempotency-Key replays. */
export interface WireAnswer {
  readonly status: number
  /** Null for an answer without a body. */
  readonly mediaType: string | null
  /** Text, or UTF-8 that is ready. */
  readonly body: string | Buffer
  readonly headers?: Readonly<Record<string, string>>
}

export const jsonMediaType = 'application/json; charset=utf-8'
