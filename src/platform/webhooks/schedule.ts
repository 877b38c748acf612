/** When a callback is tried again. */

/** Seconds before each attempt, counted from the one before: now, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h. */
export const scheduleSeconds: readonly number[] = [0, 5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]

/** Thousands of callbacks that failed together must not come back together. */
const JITTER = 0.1

/** A host that asks for more than a day of peace is asked again after a day. */
const RETRY_AFTER_SECONDS_MAX = 86_400

export interface Delay {
  readonly schedule: readonly number[]
  /** Attempts that were answered so far. */
  readonly step: number
  /** 0 to 1: where in the jitter this delay lies. */
  readonly chance: number
  /** What the host asked for. */
  readonly retryAfterSeconds: number | null
}

/** Seconds until the next attempt; null when the schedule is at its end. The host can only make it later. */
export function nextDelaySeconds({ schedule, step, chance, retryAfterSeconds }: Delay): number | null {
  const planned = schedule[step]
  if (planned === undefined) return null
  const jittered = planned * (1 - JITTER + 2 * JITTER * chance)
  return Math.max(jittered, Math.min(retryAfterSeconds ?? 0, RETRY_AFTER_SECONDS_MAX))
}

/** `Retry-After` (RFC 9110, section 10.2.3) in seconds from now: a figure or a date; null when it is neither. */
export function parseRetryAfter(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,10}$/u.test(text)) return Number(text)
  if (!/^[A-Z][a-z]{2},? /u.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : Math.max(0, (at - now.getTime()) / 1000)
}
