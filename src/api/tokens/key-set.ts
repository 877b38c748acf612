/** The public keys of whoever issues tokens, fetched from `JWKS_URL` and kept. */
import { createLocalJWKSet, errors } from 'jose'
import type { CryptoKey, FlattenedJWSInput, JWSHeaderParameters } from 'jose'
import { Problem } from '../../base/index.ts'
import type { Logger } from '../../base/index.ts'
import { fetchKeys } from './fetch-keys.ts'

export interface KeySet {
  /** The key that a token names. Throws `auth.unavailable` when no keys were ever had. */
  find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey>
  /** Fetches if that is due; says whether the last fetch went well. */
  isFresh(): Promise<boolean>
}

export interface KeySetOptions {
  readonly url: string
  readonly log: Logger
  /** After this age the keys are fetched again, beside the request that noticed. */
  readonly maxAgeMs?: number
  /** Between two fetches at least: a flood of tokens with invented key ids must not become one of fetches. */
  readonly cooldownMs?: number
  readonly timeoutMs?: number
}

type Resolver = ReturnType<typeof createLocalJWKSet>

/** Without any keys nobody can sign in, so they are asked for more eagerly. */
const FIRST_COOLDOWN_MS = 1_000

/** While the host of the keys is down the last ones go on answering: signing out everybody would help nobody. */
export function openKeySet(options: KeySetOptions): KeySet {
  const { maxAgeMs = 600_000, cooldownMs = 30_000 } = options
  const held = holdKeys(options)
  const mayRefresh = (): boolean =>
    held.isFetching() || held.sinceTriedMs() >= (held.keys() ? cooldownMs : Math.min(cooldownMs, FIRST_COOLDOWN_MS))

  /** Waits for the first keys; later ones are fetched while the old ones answer. */
  const current = async (): Promise<Resolver> => {
    if (held.keys() === null && mayRefresh()) await held.refresh()
    const keys = held.keys()
    if (keys === null) throw new Problem('auth.unavailable', 'Tokens cannot be checked now.', { retryAfterSeconds: 5 })
    if (held.ageMs() > maxAgeMs && mayRefresh()) void held.refresh()
    return keys
  }

  return {
    async find(header, token) {
      const keys = await current()
      try {
        return await keys(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || !mayRefresh()) throw error
        await held.refresh()
        return (await current())(header, token)
      }
    },
    isFresh: () =>
      current().then(
        () => !held.isDown(),
        () => false,
      ),
  }
}

/** The keys and when they came, by the monotonic clock: nothing here is an instant that anyone reads. */
function holdKeys({ url, log, timeoutMs = 3_000 }: KeySetOptions) {
  let keys: Resolver | null = null
  let fetchedAtMs = -Infinity
  let triedAtMs = -Infinity
  let isDown = false
  let fetching: Promise<void> | null = null

  const fetchOnce = async (): Promise<void> => {
    triedAtMs = performance.now()
    try {
      keys = createLocalJWKSet(await fetchKeys(url, timeoutMs))
      fetchedAtMs = performance.now()
      if (isDown) log.info('The keys for tokens are fetched again.')
      isDown = false
    } catch (error) {
      if (!isDown) log.warn('The keys for tokens could not be fetched.', { error })
      isDown = true
    }
  }
  return {
    keys: () => keys,
    ageMs: () => performance.now() - fetchedAtMs,
    sinceTriedMs: () => performance.now() - triedAtMs,
    isDown: () => isDown,
    isFetching: () => fetching !== null,
    /** One fetch at a time; never throws. */
    refresh: (): Promise<void> => (fetching ??= fetchOnce().finally(() => (fetching = null))),
  }
}
