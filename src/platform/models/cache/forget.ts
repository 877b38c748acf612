/** Forgetting what somebody wrote: a vector of a text is made from it, so it goes when the text goes. */
import type { Db, Tx } from '../../db/index.ts'
import { slicesOf } from '../slices.ts'
import { deleteVectors, tellForgotten } from '../store.ts'
import { hashFromKey, hashKey, hashText } from './text-hash.ts'

const CHANNEL = 'models_forgotten'

/** 100 keys of 43 characters and a comma fit the 7,000 bytes of a notification. */
const KEYS_PER_NOTE = 100

const ROWS_PER_DELETE = 1000

/**
 * Removes the kept embeddings of `texts`, of every model. Every process drops them from its memory when `tx` commits,
 * and does not keep what it is making of them at that moment.
 */
export async function forgetTexts(tx: Tx, texts: readonly string[]): Promise<void> {
  const keys = [...new Set(texts.map((text) => hashKey(hashText(text))))].sort()
  for (const some of slicesOf(keys, ROWS_PER_DELETE)) await deleteVectors(tx, some.map(hashFromKey))
  for (const some of slicesOf(keys, KEYS_PER_NOTE)) await tellForgotten(tx, CHANNEL, some.join())
}

export interface ForgottenHearing {
  readonly onForgotten: (keys: readonly string[]) => void
  /** Something may have been missed. */
  readonly onGap: () => void
}

/** Hears what any process forgets, until the returned function is called. */
export function hearForgotten(db: Db, { onForgotten, onGap }: ForgottenHearing): () => void {
  return db.listen(CHANNEL, { onPayload: (payload) => onForgotten(payload.split(',')), onGap, onReady: onGap })
}
