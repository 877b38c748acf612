/** Limits that all processes count together, in Redis: one script, so that two requests never take the same one. */
import { createHash } from 'node:crypto'
import { Redis } from 'ioredis'
import { z } from 'zod'
import type { LimitStore } from './port.ts'
import { describeTaken, lifetimeMs } from './rate.ts'

/**
 * `take` of `rate.ts`, by the clock of Redis, so that hosts with other clocks agree. KEYS: the level. ARGV: count,
 * period in ms, burst (0: a window), lifetime in ms. Answers with strings: Redis cuts the fraction off a number.
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local count, period, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local level = redis.call('HMGET', KEYS[1], 'left', 'since')
local left, since = tonumber(level[1]), tonumber(level[2])
if burst == 0 then
  if not left or now - since >= period or now < since then left, since = count, now end
else
  if not left then left = burst else left = math.min(burst, left + math.max(0, now - since) * count / period) end
  since = now
end
local allowed = 0
if left >= 1 then left = left - 1; allowed = 1 end
redis.call('HSET', KEYS[1], 'left', tostring(left), 'since', string.format('%.3f', since))
redis.call('PEXPIRE', KEYS[1], ARGV[4])
return { tostring(allowed), tostring(left), string.format('%.3f', now - since) }
`
const SHA = createHash('sha1').update(SCRIPT).digest('hex')

const answer = z.tuple([z.coerce.number(), z.coerce.number(), z.coerce.number()])

/** A request waits no longer for a count than it would for a slow answer. */
const COMMAND_MS_MAX = 250
const CONNECT_MS_MAX = 2_000
const RECONNECT_MS_MAX = 1_000

/** Connects in the background, and again whenever the connection is lost; a command without one fails at once. */
export function redisLimitStore(url: string, prefix = 'reciprocity:limit:'): LimitStore {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_MS_MAX,
    connectTimeout: CONNECT_MS_MAX,
    retryStrategy: (tries) => Math.min(tries * 50, RECONNECT_MS_MAX),
  })
  // Whoever calls hears of a lost connection from the command; without a listener it goes to the console as well.
  redis.on('error', () => {})
  return {
    async take(key, rate) {
      const level = `${prefix}${key}`
      const figures = [rate.count, rate.periodMs, rate.burst ?? 0, Math.ceil(lifetimeMs(rate)) + 1_000]
      const reply = await redis.evalsha(SHA, 1, level, ...figures).catch((error: unknown) => {
        if (!isUnknownScript(error)) throw error
        return redis.eval(SCRIPT, 1, level, ...figures)
      })
      const [allowed, left, ageMs] = answer.parse(reply)
      return describeTaken(rate, allowed === 1, { left, ageMs })
    },
    ping: async () => void (await redis.ping()),
    close: async () => redis.disconnect(),
  }
}

/** Waits until the store answers, `timeoutMs` at most: what it is for goes on without it. */
export async function untilReachable(store: LimitStore, timeoutMs: number): Promise<boolean> {
  const giveUpAt = performance.now() + timeoutMs
  for (;;) {
    if (
      await store.ping().then(
        () => true,
        () => false,
      )
    )
      return true
    if (performance.now() >= giveUpAt) return false
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const isUnknownScript = (error: unknown): boolean => error instanceof Error && error.message.startsWith('NOSCRIPT')
