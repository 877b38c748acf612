export { openCache } from './open-cache.ts'
export type { Cache, CacheOptions } from './open-cache.ts'
