/** Keeping what was said of many people at once: one statement for each table. */
import type { Tx } from '../../platform/db/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import { forgetTexts } from '../../platform/models/index.ts'
import { holdPeople } from '../registry/index.ts'
import { embedProfiles } from './jobs.ts'
import { noPersona } from './profile.ts'
import type { Profile, SaidProfile } from './profile.ts'
import { goneTexts, wordsIn } from './searchable.ts'
import { listProfiles, saveProfiles } from './store.ts'
import type { WrittenProfile } from './store.ts'

/** What was said of one of them. */
export interface SaidOf {
  readonly personId: string
  readonly said: SaidProfile
  /** Of what was said: made before the transaction, so that nobody waits for it. */
  readonly words: readonly string[]
}

export const saidOf = (personId: string, said: SaidProfile): SaidOf => ({
  personId,
  said,
  words: wordsIn({ ...noPersona, ...said }),
})

/**
 * Replaces what was said of each, makes whoever is not known, and leaves personas and pauses as they are. Each person at
 * most once, and at most a thousand.
 */
export async function keepProfiles(
  tx: Tx,
  jobs: Jobs,
  { people, source }: { readonly people: readonly SaidOf[]; readonly source: Profile['source'] },
): Promise<void> {
  if (people.length === 0) return
  const ids = people.map(({ personId }) => personId)
  const held = await holdPeople(tx, ids)
  const before = new Map((await listProfiles(tx, ids)).map((profile) => [profile.personId, profile]))
  const written = people.map((one): WrittenProfile => {
    const isListed = held.get(one.personId)?.status === 'active'
    return { ...besidePersona(one, before.get(one.personId)), source, hostDigest: null, isListed, isGiven: true }
  })
  await saveProfiles(tx, written)
  const gone = written.flatMap((profile) => goneTexts(before.get(profile.personId) ?? null, profile))
  if (gone.length > 0) await forgetTexts(tx, gone)
  await jobs.enqueue(tx, embedProfiles, {})
}

function besidePersona({ personId, said, words }: SaidOf, before: Profile | undefined) {
  const { persona, personaNeeds, personaOffers } = before ?? noPersona
  const whole = { ...said, personId, persona, personaNeeds, personaOffers }
  return { ...whole, words: persona === null ? words : wordsIn(whole) }
}
