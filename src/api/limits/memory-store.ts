import { LRUCache } from 'lru-cache'
import type { LimitStore } from './port.ts'
import { take } from './rate.ts'
import type { Level } from './rate.ts'

/** Callers that are remembered at once, about 10 MB; past that, whoever was quiet longest starts afresh. */
const CALLERS_MAX = 100_000

/** Counts for this process alone. The clock only has to go forward. */
export function memoryLimitStore(nowMs: () => number = () => performance.now()): LimitStore {
  const levels = new LRUCache<string, Level>({ max: CALLERS_MAX })
  return {
    async take(key, rate) {
      const { level, taken } = take(levels.get(key) ?? null, rate, nowMs())
      levels.set(key, level)
      return taken
    },
    ping: async () => {},
    close: async () => levels.clear(),
  }
}
