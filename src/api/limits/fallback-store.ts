import type { Logger } from '../../base/index.ts'
import type { LimitStore } from './port.ts'

export interface FallbackOptions {
  readonly primary: LimitStore
  readonly fallback: LimitStore
  readonly log: Logger
  /** After a failure the primary is left alone for this long, so that not every request waits for it. */
  readonly restMs?: number
}

/**
 * Counts in `fallback` while `primary` is lost: each process by itself, which is more than the limit in all and less
 * than none. Says so once, and once when it is over.
 */
export function limitStoreWithFallback({ primary, fallback, log, restMs = 1_000 }: FallbackOptions): LimitStore {
  let isLost = false
  let restUntilMs = 0

  const lose = (): void => {
    restUntilMs = performance.now() + restMs
    if (!isLost) log.warn('Limits are counted by each process alone: their store is lost.')
    isLost = true
  }
  const heal = (): void => {
    if (isLost) log.info('Limits are counted by all processes together again.')
    isLost = false
  }
  return {
    async take(key, rate) {
      if (isLost && performance.now() < restUntilMs) return fallback.take(key, rate)
      try {
        const taken = await primary.take(key, rate)
        heal()
        return taken
      } catch {
        lose()
        return fallback.take(key, rate)
      }
    },
    /** The state of the primary: what readiness names, though nothing that is needed is lost with it. */
    ping: () => primary.ping(),
    async close() {
      await Promise.all([primary.close(), fallback.close()])
    },
  }
}
