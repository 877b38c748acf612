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

/** What a profile is written upon: what stood before, and whether the person is in lists. */
export interface Standing {
  readonly before: Profile | undefined
  readonly isListed: boolean
}

/** Replaces what was said of each, makes whoever is not known, and leaves personas and pauses as they are. */
export async function keepProfiles(tx: Tx, jobs: Jobs, people: readonly SaidOf[]): Promise<void> {
  const given = { source: 'api', hostDigest: null, isGiven: true } as const
  await rewriteProfiles(
    tx,
    jobs,
    new Map(
      people.map((one) => [
        one.personId,
        ({ before, isListed }) => ({ ...besidePersona(one, before), ...given, isListed }),
      ]),
    ),
  )
}

/**
 * Writes a profile for each id, at most a thousand, under the lock of the people; makes whoever is not known, and forgets
 * what is said no more.
 */
export async function rewriteProfiles(
  tx: Tx,
  jobs: Jobs,
  writing: ReadonlyMap<string, (standing: Standing) => WrittenProfile>,
): Promise<void> {
  const ids = [...writing.keys()]
  if (ids.length === 0) return
  const held = await holdPeople(tx, ids)
  const before = new Map((await listProfiles(tx, ids)).map((profile) => [profile.personId, profile]))
  const written = [...writing].map(([id, write]) =>
    write({ before: before.get(id), isListed: held.get(id)?.status === 'active' }),
  )
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
