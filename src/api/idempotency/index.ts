export { hashRequest, isIdempotencyKey } from './decide.ts'
export { forgetAnswers, forgetMember, pruneIdempotency, pruneIdempotencyHandler } from './jobs.ts'
export { openIdempotency } from './once.ts'
export type { Idempotency, IdempotencyOptions, KeyedRequest, OnceAnswer } from './once.ts'
