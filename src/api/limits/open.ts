import type { Logger } from '../../base/index.ts'
import { limitStoreWithFallback } from './fallback-store.ts'
import { memoryLimitStore } from './memory-store.ts'
import type { LimitStore } from './port.ts'
import { redisLimitStore, untilReachable } from './redis-store.ts'

const START_MS_MAX = 2_000

/** The store for `REDIS_URL`, or for this process alone without one. A Redis that is away does not stop the start. */
export async function openLimitStore(redisUrl: string | undefined, log: Logger): Promise<LimitStore> {
  const memory = memoryLimitStore()
  if (redisUrl === undefined) return memory
  const redis = redisLimitStore(redisUrl)
  await untilReachable(redis, START_MS_MAX)
  return limitStoreWithFallback({ primary: redis, fallback: memory, log })
}
