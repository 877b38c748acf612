/** What is known of somebody by what she likes now. */
import type { Tx } from '../../platform/db/index.ts'
import { findItems } from '../catalogue/index.ts'
import { countStances, listLikes } from '../interactions/index.ts'
import type { StanceCount } from '../interactions/index.ts'
import { profileOf } from './likes-profile.ts'
import type { LikesProfile } from './likes-profile.ts'

/** What she liked before these says nothing that they do not say. */
const LIKES_MAX = 1000

/** Of the latest thousand likes that stand, as far as their items are known. */
export async function readLikesProfile(tx: Tx, userId: string): Promise<LikesProfile> {
  const itemIds = await listLikes(tx, userId, LIKES_MAX)
  const items = await findItems(tx, itemIds)
  return profileOf(itemIds.flatMap((id) => items.get(id) ?? []))
}

export interface KnownPerson {
  readonly profile: LikesProfile
  readonly count: StanceCount
}

/** Null for whoever has never done anything. Who has taken back all of her likes is known, and has none. */
export async function readPerson(tx: Tx, userId: string): Promise<KnownPerson | null> {
  const [count] = await countStances(tx, [userId])
  return count ? { profile: await readLikesProfile(tx, userId), count } : null
}
