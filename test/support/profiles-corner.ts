/** Profiles on a database of their own, written as the product writes them. */
import { noPersona, nothingSaid } from '../../src/people/profiles/profile.ts'
import type { SaidProfile } from '../../src/people/profiles/profile.ts'
import { wordsIn } from '../../src/people/profiles/searchable.ts'
import { listProfiles, saveProfiles } from '../../src/people/profiles/store.ts'
import type { WrittenProfile } from '../../src/people/profiles/store.ts'
import { createProfileIndexes, saveProfileVectors } from '../../src/people/profiles/vectors-store.ts'
import type { ProfileVectors } from '../../src/people/profiles/vectors-store.ts'
import { saveGeneration } from '../../src/people/generations/store.ts'
import type { Db } from '../../src/platform/db/index.ts'
import { testDb } from './db.ts'

export type MadeProfile = Partial<WrittenProfile> & { readonly personId: string }

type Vectors = Partial<Omit<ProfileVectors, 'personId' | 'version'>>

export interface ProfilesCorner {
  readonly db: Db
  /** The generation that answers, of vectors of three figures. */
  readonly generation: number
  put(profiles: readonly MadeProfile[]): Promise<void>
  /** Of profiles that were put. */
  embed(vectors: Readonly<Record<string, Vectors>>): Promise<void>
  clear(): Promise<void>
  close(): Promise<void>
}

export const saidNothing: SaidProfile = nothingSaid
export const dimension = 3

export async function profilesCorner(): Promise<ProfilesCorner> {
  const { db, close } = await testDb()
  const generation = await db.transaction(async (tx) => {
    const id = await saveGeneration(tx, { model: 'three', dimension, rules: 'test', state: 'active' })
    await createProfileIndexes(tx, { id, dimension })
    return id
  })
  return {
    db,
    generation,
    async put(profiles) {
      const ids = profiles.map(({ personId }) => personId)
      const whole = profiles.map((profile): WrittenProfile => {
        const made = {
          ...nothingSaid,
          ...noPersona,
          isGiven: true,
          isListed: true,
          source: 'api' as const,
          hostDigest: null,
          ...profile,
        }
        return { ...made, words: profile.words ?? wordsIn(made) }
      })
      await db.statements(
        `insert into people (id, stage) select unnest($1::text[]), 'unregistered' on conflict do nothing`,
        [ids],
      )
      await db.transaction((tx) => saveProfiles(tx, whole))
    },
    async embed(vectors) {
      const found = await listProfiles(db.query, Object.keys(vectors))
      const none = { gives: null, about: null, needs: null, offers: null }
      const made = found.map(({ personId, version }) => ({ personId, version, ...none, ...vectors[personId] }))
      await db.transaction((tx) => saveProfileVectors(tx, generation, made))
    },
    async clear() {
      await db.statements('delete from people')
    },
    close,
  }
}
