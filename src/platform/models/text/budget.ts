/** The tokens of a day: set aside before a call, put right after it, so that processes together stay within the limit. */
import { Problem } from '../../../base/index.ts'
import type { Clock, Logger } from '../../../base/index.ts'
import type { Db } from '../../db/index.ts'
import { errorCode } from '../error-code.ts'
import { correctTokens, reserveTokens } from '../store.ts'

/** `2026-01-31`: budgets and usage are by UTC day. */
export const utcDay = (now: Date): string => now.toISOString().slice(0, 10)

export function secondsToMidnight(now: Date): number {
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1)
  return Math.ceil((midnight - now.getTime()) / 1000)
}

/** How long answers are, as a rule: a question is not refused because its answer could be the longest there is. */
const OUTPUT_GUESS = 1000

/** English has 4 to 5 bytes a token, other languages fewer; three bytes guess rather too many tokens. */
export function estimateTokens(...texts: readonly string[]): number {
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  return Math.ceil(bytes / 3) + OUTPUT_GUESS
}

export interface Reservation {
  /** Never called for a call of which nobody knows what it cost: what was set aside then counts as spent. */
  settle(tokens: number): Promise<void>
}

export interface BudgetDeps {
  readonly db: Db
  readonly log: Logger
  readonly clock: Clock
  /** Null: no limit. */
  readonly dailyTokens: number | null
}

/** Throws the problem `model.budget_spent` until midnight UTC. */
export async function reserve({ db, log, clock, dailyTokens }: BudgetDeps, estimate: number): Promise<Reservation> {
  if (dailyTokens === null) return { settle: async () => {} }
  const now = clock()
  const day = utcDay(now)
  if (!(await reserveTokens(db.query, day, { tokens: estimate, limit: dailyTokens }))) {
    const detail = 'The budget of model tokens for today is spent. It starts again at midnight UTC.'
    throw new Problem('model.budget_spent', detail, { retryAfterSeconds: secondsToMidnight(now) })
  }
  return {
    /** An answer that is paid for is not lost because its figure cannot be written. */
    async settle(tokens) {
      await correctTokens(db.query, day, tokens - estimate).catch((error: unknown) => {
        log.warn('The budget of model tokens could not be put right.', { code: errorCode(error) })
      })
    },
  }
}
