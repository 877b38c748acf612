/** Saying and asking who somebody is, as clients of MySanta do. */
import type { Db, Tx } from '../../platform/db/index.ts'
import type { TakeDeps } from '../interactions/index.ts'
import { countPeople } from './count-tastes.ts'
import { readPerson } from './read-profile.ts'
import type { DemographicsBody, DemographicsOutput, ProfileAnswer } from './schema.ts'
import { findDemographics, saveDemographics } from './store.ts'
import { demographicsOf, viewDemographics, viewProfile } from './wire.ts'

export interface TasteDeps extends TakeDeps {
  readonly db: Db
  /** Reads somebody's likes now, where a host's database holds them. Throws the problem `database.unavailable` when it is lost. */
  readonly pull: (userId: string) => Promise<void>
}

/** What is known of somebody now: nothing of it is kept ready. */
export async function askProfile(tx: Tx, userId: string): Promise<ProfileAnswer> {
  const [person, said] = await Promise.all([readPerson(tx, userId), findDemographics(tx, userId)])
  const demographics = said && viewDemographics(said)
  if (person) return { user_id: userId, profile: viewProfile(person), demographics }
  return { user_id: userId, profile: null, demographics, message: 'Nothing is known yet of what this user likes.' }
}

/** Kept until it is said anew, and felt by the next answer. */
export async function sayDemographics(
  { db, felt }: TasteDeps,
  userId: string,
  body: DemographicsBody,
): Promise<DemographicsOutput> {
  const said = demographicsOf(body)
  await db.transaction(async (tx) => {
    await saveDemographics(tx, userId, said)
    await felt(tx, [userId], [])
  })
  return viewDemographics(said)
}

/** Reads the likes of somebody where they are, and counts them. Returns how many she has. */
export async function refreshPerson({ db, felt, pull }: TasteDeps, userId: string): Promise<number> {
  await pull(userId)
  return db.transaction(async (tx) => {
    const likes = await countPeople(tx, [userId])
    await felt(tx, [userId], [])
    return likes
  })
}
