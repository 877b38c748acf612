/** Stands between us and a provider: time limits, a bounded number of tries, and a circuit that opens when all fail. */
import { setTimeout as sleep } from 'node:timers/promises'
import { BrokenCircuitError, CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from 'cockatiel'
import type { CircuitBreakerPolicy } from 'cockatiel'
import { Problem, systemClock } from '../../../base/index.ts'
import type { Clock, Logger } from '../../../base/index.ts'
import { openHealth } from '../health.ts'
import type { Health } from '../health.ts'
import type { ModelState } from '../port.ts'
import { problemOf, readFailure, retryDelayMs, sentenceOf } from './failure.ts'
import type { Failure } from './failure.ts'

export interface GuardOptions {
  readonly provider: string
  readonly timeoutSeconds: number
  readonly attempts: number
  readonly circuitFailures: number
  readonly circuitOpenSeconds: number
  readonly log: Logger
  readonly clock?: Clock
  /** 0 to 1. Default `Math.random`. */
  readonly random?: () => number
}

export interface GuardedCall {
  readonly signal?: AbortSignal | undefined
  /** Runs before every try, outside the time limit: to wait for a turn. */
  readonly beforeTry?: () => Promise<void>
}

export interface Guard {
  /** Throws the reason of the caller's signal, or a problem. `work` must heed its own signal. */
  call<Result>(work: (signal: AbortSignal) => Promise<Result>, call?: GuardedCall): Promise<Result>
  state(): ModelState
}

/** One guard stands for one provider, and is shared by all calls: the circuit counts them together. */
export function openGuard(options: GuardOptions): Guard {
  const health = openHealth(options.clock ?? systemClock)
  health.set('ready')
  const breaker = openBreaker(options)
  const parts: Parts = { options, breaker, health, trialAtMs: 0 }
  breaker.onBreak((reason) => {
    parts.trialAtMs = Date.now() + options.circuitOpenSeconds * 1000
    const failure = 'error' in reason ? readFailure(reason.error, new Date()) : null
    health.set('lost', failure ? sentenceOf(failure) : 'The model provider is cut off.')
    options.log.warn('A model provider is not called for a while.', { provider: options.provider, ...failure })
  })
  breaker.onReset(() => {
    health.set('ready')
    options.log.info('A model provider answers again.', { provider: options.provider })
  })
  return {
    state: health.state,
    call: (work, call = {}) => callGuarded(parts, work, call),
  }
}

interface Parts {
  readonly options: GuardOptions
  readonly breaker: CircuitBreakerPolicy
  readonly health: Health
  /** When an open circuit lets a call through again, to see. */
  trialAtMs: number
}

/** A request that a provider turns down says nothing against the provider; anything else does. */
function openBreaker(options: GuardOptions): CircuitBreakerPolicy {
  const policy: CircuitBreakerPolicy = circuitBreaker(
    handleWhen((error) => {
      // The trial call of a half-open circuit proves nothing when its caller gives up.
      if (error instanceof CallerGaveUp) return policy.state !== CircuitState.Closed
      return readFailure(error, new Date()).kind !== 'rejected'
    }),
    { halfOpenAfter: options.circuitOpenSeconds * 1000, breaker: new ConsecutiveBreaker(options.circuitFailures) },
  )
  return policy
}

/** Told apart from a provider that fails. */
class CallerGaveUp extends Error {}

/** One try after the other, until one works or there is no next. */
async function callGuarded<Result>(
  parts: Parts,
  work: (signal: AbortSignal) => Promise<Result>,
  call: GuardedCall,
): Promise<Result> {
  const { options, breaker } = parts
  for (let tries = 1; ; tries += 1) {
    call.signal?.throwIfAborted()
    if (isOpen(parts)) throw circuitProblem(parts)
    await call.beforeTry?.()
    call.signal?.throwIfAborted()
    try {
      return await breaker.execute(() => tryOnce(work, call.signal, options.timeoutSeconds))
    } catch (error) {
      call.signal?.throwIfAborted()
      if (error instanceof BrokenCircuitError) throw circuitProblem(parts)
      await waitForNextTry(parts, readFailure(error, new Date()), { tries, signal: call.signal })
    }
  }
}

/** Throws the problem when there is no next try. */
async function waitForNextTry(
  { options }: Parts,
  failure: Failure,
  { tries, signal }: { tries: number; signal: AbortSignal | undefined },
): Promise<void> {
  const delayMs = tries < options.attempts ? retryDelayMs(failure, tries, (options.random ?? Math.random)()) : null
  if (delayMs === null) throw problemOf(failure, options.provider)
  options.log.debug('A model provider is tried again.', { provider: options.provider, delayMs, ...failure })
  await sleep(delayMs, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted())
}

/** Ends with the caller's signal or the time limit, and tells them apart. */
async function tryOnce<Result>(
  work: (signal: AbortSignal) => Promise<Result>,
  signal: AbortSignal | undefined,
  timeoutSeconds: number,
): Promise<Result> {
  const limit = AbortSignal.timeout(timeoutSeconds * 1000)
  try {
    return await work(signal ? AbortSignal.any([signal, limit]) : limit)
  } catch (error) {
    if (signal?.aborted) throw new CallerGaveUp('the caller gave up')
    throw limit.aborted ? limit.reason : error
  }
}

/** Asked before a turn is taken: an open circuit must not use up the pace. */
function isOpen({ breaker, trialAtMs }: Parts): boolean {
  return breaker.state === CircuitState.Open && Date.now() < trialAtMs
}

/** Says what was wrong with the provider, and when it is called again. */
function circuitProblem({ options, health, trialAtMs }: Parts): Problem {
  const detail = health.state().detail ?? 'The model provider does not answer. Try again later.'
  const retryAfterSeconds = Math.max(1, Math.ceil((trialAtMs - Date.now()) / 1000))
  return new Problem('model.unavailable', detail, {
    facts: { provider: options.provider, failure: 'circuit open' },
    retryAfterSeconds,
  })
}
