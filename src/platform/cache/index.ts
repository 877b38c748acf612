export { openCache } from './open-cache.ts'
export { textBytes } from './text-bytes.ts'
export type { Cache, CacheOptions } from './open-cache.ts'
