/** The public keys of whoever issues tokens, fetched from `JWKS_URL` and kept. */
import { createLocalJWKSet, errors } from 'jose'
import type { CryptoKey, FlattenedJWSInput, JSONWebKeySet, JWSHeaderParameters } from 'jose'
import { z } from 'zod'
import { Problem } from '../../base/index.ts'
import type { Logger } from '../../base/index.ts'

export interface KeySet {
  /** The key that a token names. Throws `auth.unavailable` when no keys were ever had. */
  find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey>
  /** Fetches now if that is due; says whether keys are there. */
  ready(): Promise<boolean>
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

const BYTES_MAX = 1_000_000
const document = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })

/**
 * While the host of the keys is down the last ones go on answering: signing out everybody would help nobody. Time is
 * counted by the monotonic clock, as nothing here is an instant that anyone reads.
 */
export function openKeySet(options: KeySetOptions): KeySet {
  const { url, log, maxAgeMs = 600_000, cooldownMs = 30_000, timeoutMs = 3_000 } = options
  const state = { keys: null as Resolver | null, fetchedAt: -Infinity, triedAt: -Infinity, isDown: false }
  let fetching: Promise<void> | null = null

  const fetchOnce = async (): Promise<void> => {
    state.triedAt = performance.now()
    try {
      state.keys = createLocalJWKSet(await fetchKeys(url, timeoutMs))
      state.fetchedAt = performance.now()
      if (state.isDown) log.info('The keys for tokens are fetched again.')
      state.isDown = false
    } catch (error) {
      if (!state.isDown) log.warn('The keys for tokens could not be fetched.', { reason: reasonOf(error) })
      state.isDown = true
    }
  }
  const refresh = (): Promise<void> => {
    fetching ??= fetchOnce().finally(() => (fetching = null))
    return fetching
  }
  const isCool = (): boolean =>
    performance.now() - state.triedAt >= (state.keys ? cooldownMs : Math.min(cooldownMs, 1_000))

  /** Waits for the first keys; later ones are fetched while the old ones answer. */
  const current = async (): Promise<Resolver> => {
    if (state.keys === null && (fetching !== null || isCool())) await refresh()
    if (state.keys === null)
      throw new Problem('auth.unavailable', 'Tokens cannot be checked now: try again shortly.', {
        retryAfterSeconds: 5,
      })
    if (performance.now() - state.fetchedAt > maxAgeMs && isCool()) void refresh()
    return state.keys
  }

  return {
    async find(header, token) {
      const keys = await current()
      try {
        return await keys(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || !(fetching !== null || isCool())) throw error
        await refresh()
        return (await current())(header, token)
      }
    },
    ready: () =>
      current().then(
        () => !state.isDown,
        () => false,
      ),
  }
}

async function fetchKeys(url: string, timeoutMs: number): Promise<JSONWebKeySet> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs), headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`status ${response.status}`)
  const text = await readAtMost(response, BYTES_MAX)
  return document.parse(JSON.parse(text)) as JSONWebKeySet
}

async function readAtMost(response: Response, bytesMax: number): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true })
    if (text.length > bytesMax) throw new Error('the answer is too large')
  }
  return text
}

/** A word for the log: the address may carry a secret in its query, so no error is printed whole. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : 'unknown').slice(0, 100)
