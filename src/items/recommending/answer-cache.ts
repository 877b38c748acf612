/**
 * Answers that were made before. What they were made from is in the name under which they are kept: everything that was asked,
 * the shelf in that place, the model and the popularity. So a change of these needs no word of it; what a person does drops
 * all of hers.
 */
import { createHash } from 'node:crypto'
import { openCache } from '../../platform/cache/index.ts'
import type { Cache, CacheOptions } from '../../platform/cache/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { Made } from './answer-page.ts'

/** An answer, and as it is sent when it is sent again. */
export interface Kept {
  readonly made: Made
  readonly bytes: Buffer
}

export interface AnswerCache {
  /** `isHit` when nothing had to be made. */
  get(name: AnswerName, make: () => Promise<Made>): Promise<{ readonly kept: Kept; readonly isHit: boolean }>
  /** What was kept is not true any more, as far as this process knows, nor are other pages that go on behind it. */
  forget(name: AnswerName, kept: Kept): void
  /** In the transaction of what these people did: their next answers are made anew, in every process. */
  felt(tx: Tx, userIds: readonly string[]): Promise<void>
  close(): void
}

export interface AnswerName {
  /** Null: not about anybody in particular. */
  readonly userId: string | null
  /** Everything that was asked. */
  readonly asked: unknown
  /** What the answer is made from, beside what was asked. */
  readonly stamp: string
  /** Else it is made anew each time. */
  readonly isKept: boolean
}

export type AnswerCacheOptions = Pick<CacheOptions, 'db' | 'telemetry'> & {
  /** 0: nothing is kept. */
  readonly seconds: { readonly popular: number; readonly personalised: number }
}

/** Longer questions are kept under their digest. */
const TEXT_MAX = 1000

/** What tells one question from another: it has its parts in the order of the wire's schema, however they came. */
const nameOf = (asked: unknown): string => {
  const text = JSON.stringify(asked)
  return text.length <= TEXT_MAX ? text : digestOfText(text).toString('base64url')
}

export const digestOf = (asked: unknown): Buffer => digestOfText(JSON.stringify(asked))

const digestOfText = (text: string): Buffer => createHash('sha256').update(text).digest()

/** An answer is a few kilobytes; of one person there are few at a time. */
const limits = { entriesMax: 100_000, bytes: { max: 64 * 2 ** 20, of: ({ bytes }: Kept) => 3 * bytes.length } }
const ANSWERS_OF_A_PERSON = 16

export function openAnswerCache({ seconds, ...options }: AnswerCacheOptions): AnswerCache {
  const open = (name: string, ttlSeconds: number, variantsMax: number): Cache<Kept> | null =>
    ttlSeconds > 0 ? openCache<Kept>({ ...options, ...limits, name, ttlSeconds, variantsMax }) : null
  const personal = open('items.personal', seconds.personalised, ANSWERS_OF_A_PERSON)
  const common = open('items.common', seconds.popular, 1)
  /** Where an answer lies; null for one that is not kept. */
  const placeOf = ({ userId, asked, stamp, isKept }: AnswerName) => {
    const cache = userId === null ? common : personal
    if (!cache || !isKept) return null
    const name = nameOf(asked)
    return userId === null ? { cache, key: name, variant: stamp } : { cache, key: userId, variant: `${name}@${stamp}` }
  }
  return {
    async get(name, make) {
      let isHit = true
      const load = async (): Promise<Kept> => {
        isHit = false
        return keptOf(await make())
      }
      const place = placeOf(name)
      const kept = await (place ? place.cache.get(place.key, load, place.variant) : load())
      return { kept, isHit }
    },
    forget(name, kept) {
      const place = placeOf(name)
      place?.cache.forget(place.key, kept, place.variant)
    },
    felt: async (tx, userIds) => personal?.invalidate(tx, userIds),
    close() {
      personal?.close()
      common?.close()
    },
  }
}

/** Nothing is computed when an answer is sent again. */
function keptOf(made: Made): Kept {
  const repeated = { ...made.answer, cache_hit: true, computation_time_ms: 0 }
  return { made, bytes: Buffer.from(JSON.stringify(repeated)) }
}
