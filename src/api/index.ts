/** The edge: what stands between the rooms and whoever calls over HTTP, and the commands' way in. */
export { callControl, openControl } from './control.ts'
export type { Control, ControlAnswer, ControlHandler } from './control.ts'
export { edgeDefaults } from './edge-settings.ts'
export type { EdgeSettings } from './edge-settings.ts'
export type { Dependency, DependencyState, DependencyStatus } from './health/index.ts'
export { forgetAnswers, forgetMember, pruneIdempotency, pruneIdempotencyHandler } from './idempotency/index.ts'
export {
  createKey,
  environmentKeyId,
  listKeys,
  openKeyVerifier,
  revokeKey,
  rotateKey,
  rotationGraceSeconds,
} from './keys/index.ts'
export type { IssuedKey, KeySummary, KeyVerifier, RotateOptions, WantedKey } from './keys/index.ts'
export {
  limitStoreWithFallback,
  memoryLimitStore,
  openLimitStore,
  parseRate,
  redisLimitStore,
  unlimited,
} from './limits/index.ts'
export type { LimitSettings, LimitStore, Rate } from './limits/index.ts'
export { openApiDocument, problemsOf } from './openapi/index.ts'
export type { OpenApiDocument } from './openapi/index.ts'
export { openServer } from './server.ts'
export type { Server, ServerDeps } from './server.ts'
export { openKeySet, printToken, tokenVerifier } from './tokens/index.ts'
export type { KeySet, TokenVerifier } from './tokens/index.ts'
