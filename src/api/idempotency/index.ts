export { hashRequest, isIdempotencyKey } from './decide.ts'
export { forgetAnswers, pruneIdempotency, pruneIdempotencyHandler } from './jobs.ts'
export { openIdempotency } from './once.ts'
export type { Idempotency, IdempotencyOptions, KeyedRequest, OnceAnswer } from './once.ts'
