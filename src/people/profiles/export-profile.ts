/** What is held for finding somebody, for herself. */
import type { Tx } from '../../platform/db/index.ts'
import { listBadLinesOf } from './import-profiles.ts'
import type { Profile } from './profile.ts'
import { findProfile } from './store.ts'
import { exportProfileVectors } from './vectors-store.ts'
import { bodyOf } from './wire.ts'

/** As JSON; instants are ISO 8601. */
export interface ProfileExport {
  readonly profile: unknown
  /** Lines of imports that named her and were not kept. */
  readonly bad_lines: readonly unknown[]
  readonly profile_vectors: readonly unknown[]
}

export async function exportProfile(tx: Tx, personId: string): Promise<ProfileExport> {
  const profile = await findProfile(tx, personId)
  const figures = (vector: string | null): unknown => (vector === null ? null : JSON.parse(vector))
  return {
    profile: profile && profileOf(profile),
    bad_lines: await listBadLinesOf(tx, personId),
    profile_vectors: (await exportProfileVectors(tx, personId)).map(({ gives, about, needs, offers, ...made }) => ({
      ...made,
      gives: figures(gives),
      about: figures(about),
      needs: figures(needs),
      offers: figures(offers),
    })),
  }
}

/** What was said, what the persona adds, and what is noted beside them. */
const profileOf = (profile: Profile): unknown => ({
  ...bodyOf(profile),
  persona: profile.persona,
  persona_needs: profile.personaNeeds,
  persona_offers: profile.personaOffers,
  words: profile.words,
  is_given: profile.isGiven,
  is_listed: profile.isListed,
  source: profile.source,
  host_digest: profile.hostDigest,
  version: profile.version,
  needs_vectors: profile.needsVectors,
  created_at: profile.createdAt.toISOString(),
  updated_at: profile.updatedAt.toISOString(),
})
