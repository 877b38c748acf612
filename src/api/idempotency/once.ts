/** Runs a request with an Idempotency-Key once, and answers its repeats with what was answered then. */
import { Problem, newId } from '../../base/index.ts'
import type { Clock, Logger } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { TellsOf } from '../../platform/http/index.ts'
import type { WireAnswer } from '../wire/index.ts'
import { judgeKey } from './decide.ts'
import { addSubjects, deleteClaim, extendLease, insertClaim, lockKey, replaceClaim, saveAnswer } from './store.ts'
import type { Claim, KeyName } from './store.ts'

export interface KeyedRequest extends KeyName {
  readonly requestHash: Buffer
}

export interface OnceAnswer {
  readonly answer: WireAnswer
  readonly isReplayed: boolean
}

export interface Idempotency {
  /**
   * Throws `request.idempotency_mismatch` and `request.idempotency_running`. `run` answers, it does not throw. What it
   * says that it tells of is written beside the key in its own transaction: nobody is erased in between.
   */
  once(request: KeyedRequest, run: (tellsOf: TellsOf) => Promise<WireAnswer>): Promise<OnceAnswer>
}

export interface IdempotencyOptions {
  readonly db: Db
  readonly clock: Clock
  readonly log: Logger
  /** A process that dies holds its keys for this long; one that lives holds them for as long as it works. */
  readonly leaseMs?: number
  readonly keepMs?: number
}

/**
 * Only what was done is never done again. A refusal changed nothing: once its reason is gone, the same request under the
 * same key must go through, and until then it is refused anew.
 */
const isKept = ({ status }: WireAnswer): boolean => status < 400

const LEASE_MS = 60_000
const KEEP_MS = 24 * 60 * 60 * 1_000

export function openIdempotency(options: IdempotencyOptions): Idempotency {
  const { db, clock, log, leaseMs = LEASE_MS, keepMs = KEEP_MS } = options
  const after = (ms: number): Date => new Date(clock().getTime() + ms)

  /** `run_id` is new for each request, so that one that lost its lease cannot touch what another holds. */
  const newClaim = ({ requestHash, ...name }: KeyedRequest): Claim => ({
    ...name,
    request_hash: requestHash,
    run_id: newId(clock()),
    lease_until: after(leaseMs),
    expires_at: after(keepMs),
  })

  /** The work is done by the time this is called, so a failure here must not become the caller's. */
  const settle = async (claim: Claim, answer: WireAnswer): Promise<void> => {
    try {
      if (isKept(answer)) await saveAnswer(db.query, claim, answer)
      else await deleteClaim(db.query, claim)
    } catch (error) {
      log.warn('An answer was not kept for its Idempotency-Key.', { route: claim.route, error })
    }
  }

  return {
    async once(request, run) {
      const claim = newClaim(request)
      const kept = await db.transaction((tx) => claimKey(tx, claim, clock()))
      if (kept !== null) return { answer: kept, isReplayed: true }
      const renewal = setInterval(() => void extendLease(db.query, claim, after(leaseMs)).catch(() => {}), leaseMs / 3)
      try {
        const answer = await run((tx, ids) => addSubjects(tx, claim, ids))
        await settle(claim, answer)
        return { answer, isReplayed: false }
      } finally {
        clearInterval(renewal)
      }
    },
  }
}

/** Null when the key is ours now; else the answer to replay. The insert decides between two that come at once. */
async function claimKey(tx: Tx, claim: Claim, now: Date): Promise<WireAnswer | null> {
  if (await insertClaim(tx, claim)) return null
  const record = await lockKey(tx, claim)
  // It was there a moment ago: a refusal has just freed it.
  if (record === null) return claimKey(tx, claim, now)
  const verdict = judgeKey(record, claim.request_hash, now)
  if (verdict === 'mismatch')
    throw new Problem(
      'request.idempotency_mismatch',
      'This Idempotency-Key was sent with another request: use a new one.',
    )
  if (verdict === 'running')
    throw new Problem(
      'request.idempotency_running',
      'The first request with this Idempotency-Key has not been answered yet.',
      { retryAfterSeconds: 1 },
    )
  if (verdict === 'replay') return record.answer
  await replaceClaim(tx, claim)
  return null
}
