/** Fills a database with members who can be found, as the product would have left it, but in minutes. */
import { saveGeneration } from '../src/people/generations/index.ts'
import { matchingRules } from '../src/people/matching/generation.ts'
import { saveProfiles } from '../src/people/profiles/store.ts'
import { createProfileIndexes } from '../src/people/profiles/vectors-store.ts'
import type { Db } from '../src/platform/db/index.ts'
import type { Seed } from './ground.ts'
import { binaryArray, binaryHalfvec } from './binary.ts'
import { readHalfvecOid } from './seed.ts'
import { members } from './members.ts'
import type { Member } from './members.ts'

const MODEL = { model: 'all-MiniLM-L6-v2', dimension: 384, rules: matchingRules }
const SEED = 11

/** Raised when the seed writes something else, so that what was kept of the old one is not used. */
const VERSION = 3

export const searchableMembers = (size: number): Seed => ({
  name: `members_${VERSION}_${size}`,
  fill: (db) => seedMembers(db, size),
})

/** Indexes are built afterwards, which takes a fraction of the time. The database is migrated and empty. */
async function seedMembers(db: Db, size: number): Promise<void> {
  const generation = await db.transaction((tx) => saveGeneration(tx, { ...MODEL, state: 'active' }))
  const halfvec = await readHalfvecOid(db)
  const { rows: indexes } = await db.statements(
    "select indexname as name, indexdef as definition from pg_indexes where tablename = 'profiles' and indexname like 'profiles\\_by\\_%'",
  )
  for (const { name } of indexes) await db.statements(`drop index ${String(name)}`)
  // They have their vectors: no job is to find them.
  await db.statements('alter table profiles alter column needs_vectors set default false')
  const made = Math.min(size, MADE_MAX)
  for await (const chunk of members(made, SEED)) await writeChunk(db, { chunk, generation, halfvec })
  for (let start = made; start < size; start += made) await mixChunk(db, { generation, made, start, size })
  await db.statements('alter table profiles alter column needs_vectors set default true')
  for (const { definition } of indexes) await db.statements(String(definition))
  await db.transaction((tx) => createProfileIndexes(tx, { id: generation, dimension: MODEL.dimension }))
  await db.statements('vacuum analyze')
}

/** Beyond so many the database mixes two of them into each of the others, which takes a tenth of the time. */
const MADE_MAX = 100_000

interface Mixing {
  readonly generation: number
  readonly made: number
  readonly start: number
  readonly size: number
}

/** Somebody who says what one member says, a little like another, lives elsewhere, and is of another age. */
async function mixChunk(db: Db, { generation, made, start, size }: Mixing): Promise<void> {
  const last = Math.min(size - start, made)
  const other = `'member-' || mod(n * 7919 + ${start}, ${made})`
  await db.statements(
    `insert into people (id, stage) select 'member-' || (${start} + n), 'unregistered' from generate_series(0, ${last} - 1) n`,
  )
  await db.statements(
    `insert into profiles (person_id, name, age, gender, genders, about, interests, needs, offers, languages, latitude, longitude,
        last_active, wants_age_min, wants_age_max, is_given, source, is_listed, words)
      select 'member-' || (${start} + n), p.name, q.age, q.gender, q.genders, p.about, p.interests, p.needs, p.offers, q.languages,
        q.latitude + mod(n * 31, 997) / 99700.0, q.longitude + mod(n * 37, 997) / 99700.0, q.last_active, q.wants_age_min,
        q.wants_age_max, true, 'api', true, p.words
      from generate_series(0, ${last} - 1) n join profiles p on p.person_id = 'member-' || n join profiles q on q.person_id = ${other}`,
  )
  const mixed = (column: string): string =>
    `coalesce(l2_normalize(v.${column}::vector + w.${column}::vector * array_fill(0.15, array[${MODEL.dimension}])::vector)::halfvec, v.${column})`
  await db.statements(
    `insert into profile_vectors (generation, person_id, version, gives, about, needs, offers)
      select ${generation}, p.person_id, p.version, ${['gives', 'about', 'needs', 'offers'].map(mixed).join(', ')}
      from generate_series(0, ${last} - 1) n join profiles p on p.person_id = 'member-' || (${start} + n)
        join profile_vectors v on v.person_id = 'member-' || n join profile_vectors w on w.person_id = ${other}`,
  )
}

interface Chunk {
  readonly chunk: readonly Member[]
  readonly generation: number
  readonly halfvec: number
}

async function writeChunk(db: Db, { chunk, generation, halfvec }: Chunk): Promise<void> {
  const ids = chunk.map(({ profile }) => profile.personId)
  await db.statements("insert into people (id, stage) select unnest($1::text[]), 'unregistered'", [ids])
  await db.transaction((tx) =>
    saveProfiles(
      tx,
      chunk.map(({ profile }) => profile),
    ),
  )
  const column = (name: 'gives' | 'about' | 'needs' | 'offers'): Buffer =>
    binaryArray(
      halfvec,
      chunk.map(({ vectors }) => vectors[name] && binaryHalfvec(vectors[name])),
    )
  await db.statements(
    `insert into profile_vectors (generation, person_id, version, gives, about, needs, offers)
      select ${generation}, id, p.version, r.gives, r.about, r.needs, r.offers
      from unnest($1::text[], $2::halfvec[], $3::halfvec[], $4::halfvec[], $5::halfvec[]) as r(id, gives, about, needs, offers)
      join profiles p on p.person_id = id`,
    [ids, column('gives'), column('about'), column('needs'), column('offers')],
  )
}
