/** How often something may be done, and the arithmetic of it. Every store keeps to what `take` says here. */

/**
 * `count` times per `periodMs`. With `burst` null the period is a window that opens with the first request and is
 * filled again at its end; with a number it is a bucket of that size that fills steadily, so that `count` is kept to
 * over any stretch, but for one burst.
 */
export interface Rate {
  readonly count: number
  readonly periodMs: number
  readonly burst: number | null
}

/** What a store remembers of one key: how much is left, and since when (of its own clock, in milliseconds). */
export interface Level {
  readonly left: number
  readonly sinceMs: number
}

export interface Taken {
  readonly isAllowed: boolean
  readonly limit: number
  /** Whole requests that are left now. */
  readonly remaining: number
  /** Until the limit is whole again. */
  readonly resetMs: number
  /** Until one more request is allowed; 0 when this one was. */
  readonly retryAfterMs: number
}

export const unlimited: Rate = { count: Infinity, periodMs: 1_000, burst: null }

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 }
const RATE = /^(\d{1,9})\/(\d{0,5})(ms|s|min|h|d)(?: burst (\d{1,9}))?$/u

/** Reads `600/min`, `20/15min`, `20/s burst 10` or `none`; null for anything else. */
export function parseRate(text: string): Rate | null {
  const words = text.trim().replaceAll(/\s+/gu, ' ')
  if (words === 'none') return unlimited
  const [, count, periods, unit, burst] = RATE.exec(words) ?? []
  const rate = {
    count: Number(count),
    periodMs: Number(periods === '' ? 1 : periods) * (UNITS_MS[unit ?? ''] ?? 0),
    burst: burst === undefined ? null : Number(burst),
  }
  return rate.count > 0 && rate.periodMs > 0 && rate.burst !== 0 ? rate : null
}

/** Takes one request off `level` (null: never seen). A refused request takes nothing, so asking again costs nothing. */
export function take(level: Level | null, rate: Rate, nowMs: number): { readonly level: Level; readonly taken: Taken } {
  const before = rate.burst === null ? inWindow(level, rate, nowMs) : inBucket(level, rate, nowMs)
  const isAllowed = before.left >= 1
  const after = isAllowed ? { left: before.left - 1, sinceMs: before.sinceMs } : before
  return { level: after, taken: describeTaken(rate, isAllowed, { left: after.left, ageMs: nowMs - after.sinceMs }) }
}

/** What the caller is told, from what is left after the request and the age of the level. */
export function describeTaken(
  rate: Rate,
  isAllowed: boolean,
  after: { readonly left: number; readonly ageMs: number },
): Taken {
  const msEach = rate.periodMs / rate.count
  const windowLeftMs = Math.max(0, rate.periodMs - after.ageMs)
  const isWindow = rate.burst === null
  const limit = rate.burst ?? rate.count
  const waitMs = isWindow ? windowLeftMs : (1 - after.left) * msEach
  return {
    isAllowed,
    limit,
    remaining: Math.floor(after.left),
    resetMs: isWindow ? windowLeftMs : (limit - after.left) * msEach,
    retryAfterMs: isAllowed ? 0 : waitMs,
  }
}

/** How long a level is worth remembering: after that it says the same as none. */
export const lifetimeMs = ({ count, periodMs, burst }: Rate): number =>
  burst === null ? periodMs : Math.ceil((burst * periodMs) / count)

/** A clock that was set back must not shut anybody out for longer than the period. */
function inWindow(level: Level | null, rate: Rate, nowMs: number): Level {
  const isOver = level === null || nowMs - level.sinceMs >= rate.periodMs || nowMs < level.sinceMs
  return isOver ? { left: rate.count, sinceMs: nowMs } : level
}

function inBucket(level: Level | null, rate: Rate, nowMs: number): Level {
  const size = rate.burst ?? rate.count
  if (level === null) return { left: size, sinceMs: nowMs }
  const filled = (Math.max(0, nowMs - level.sinceMs) * rate.count) / rate.periodMs
  return { left: Math.min(size, level.left + filled), sinceMs: nowMs }
}
