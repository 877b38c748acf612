/** Queries on the vectors of profiles: one row for each profile and generation. */
import { rows, sql, statementIn } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { Generation } from '../generations/index.ts'
import { vectorText } from './candidates-store.ts'

/** Unit vectors of the generation's dimension; null where there is nothing to embed, or the model refuses it. */
export interface ProfileVectors {
  readonly personId: string
  /** Of the profile that they were made from. */
  readonly version: number
  /** Of what she likes, offers and writes of herself, together: by it she is found. */
  readonly gives: Float32Array | null
  readonly about: Float32Array | null
  readonly needs: Float32Array | null
  readonly offers: Float32Array | null
}

/** Those that somebody is found by; the others are only compared. */
const indexedColumns = ['gives', 'needs', 'offers'] as const

const textOf = (vector: Float32Array | null): string | null => vector && vectorText(vector)

/**
 * Keeps vectors of profiles that are still of the version that was embedded, under `holdLiveGenerations`; all at once, at
 * most a thousand.
 */
export async function saveProfileVectors(tx: Tx, generation: number, made: readonly ProfileVectors[]): Promise<void> {
  const values = made.map(({ personId, version, gives, about, needs, offers }) => ({
    person_id: personId,
    version,
    gives: textOf(gives),
    about: textOf(about),
    needs: textOf(needs),
    offers: textOf(offers),
  }))
  await rows(
    tx,
    'profiles.save-vectors',
    sql`insert into profile_vectors (generation, person_id, version, gives, about, needs, offers)
      select ${generation}, person_id, version, r.gives::halfvec, r.about::halfvec, r.needs::halfvec, r.offers::halfvec
      from json_to_recordset(${JSON.stringify(values)}::json) as r (
        person_id text, version bigint, gives text, about text, needs text, offers text
      )
      join profiles p using (person_id, version)
      order by person_id collate "C"
      for key share of p
      on conflict (generation, person_id) do update
        set version = excluded.version, gives = excluded.gives, about = excluded.about, needs = excluded.needs,
          offers = excluded.offers`,
  )
}

/** Where nothing has changed since they were read. */
export async function markEmbedded(
  tx: Tx,
  made: readonly Pick<ProfileVectors, 'personId' | 'version'>[],
): Promise<void> {
  const [ids, versions] = [made.map(({ personId }) => personId), made.map(({ version }) => version)]
  await rows(
    tx,
    'profiles.mark-embedded',
    sql`update profiles p set needs_vectors = false
      from unnest(${ids}::text[], ${versions}::bigint[]) as made (person_id, version)
      where p.person_id = made.person_id and p.version = made.version and p.needs_vectors`,
  )
}

/** People whose profile has no vectors in a generation, or those of older words, by id. */
export async function listUnembeddedIn(tx: Tx, generation: number, limit: number): Promise<string[]> {
  const found = await rows<{ personId: string }>(
    tx,
    'profiles.list-unembedded-in',
    sql`select p.person_id as "personId" from profiles p
      where not exists (
        select from profile_vectors v
        where v.generation = ${generation} and v.person_id = p.person_id and v.version = p.version
      )
      order by p.person_id limit ${limit}`,
  )
  return found.map(({ personId }) => personId)
}

/** All vectors of a person go: what they were made from is not said any more. */
export async function removeProfileVectors(tx: Tx, personId: string): Promise<void> {
  await rows(tx, 'profiles.remove-vectors', sql`delete from profile_vectors where person_id = ${personId}`)
}

export interface ExportedVectors {
  readonly generation: number
  readonly version: string
  /** Figures, as JSON. */
  readonly gives: string | null
  readonly about: string | null
  readonly needs: string | null
  readonly offers: string | null
}

/** For a person's export. */
export async function exportProfileVectors(tx: Tx, personId: string): Promise<ExportedVectors[]> {
  return rows<ExportedVectors>(
    tx,
    'profiles.export-vectors',
    sql`select generation, version, gives::text, about::text, needs::text, offers::text from profile_vectors
      where person_id = ${personId} order by generation`,
  )
}

/**
 * The indexes of a generation, where they are missing. One that exists is looked up and not named: even with `if not exists`
 * the statement would wait for every writer.
 */
export async function createProfileIndexes(
  tx: Tx,
  { id, dimension }: Pick<Generation, 'id' | 'dimension'>,
): Promise<void> {
  for (const column of indexedColumns) {
    const { rows: found } = await statementIn(
      tx,
      `select to_regclass('profile_vectors_${column}_${id}') is not null as yes`,
    )
    if (found[0]?.['yes']) continue
    await statementIn(
      tx,
      `create index profile_vectors_${column}_${id} on profile_vectors
        using hnsw ((${column}::halfvec(${dimension})) halfvec_cosine_ops)
        where generation = ${id}`,
    )
  }
}

/** When nothing is left of a retired one. */
export async function dropProfileIndexes(tx: Tx, id: number): Promise<void> {
  for (const column of indexedColumns) await statementIn(tx, `drop index if exists profile_vectors_${column}_${id}`)
}

/** Deletes at most `limit` vectors of a retired generation; returns how many there were. */
export async function clearProfileVectors(tx: Tx, id: number, limit: number): Promise<number> {
  const gone = await rows(
    tx,
    'profiles.clear-vectors',
    sql`delete from profile_vectors
      where ctid = any(array(select ctid from profile_vectors where generation = ${id} limit ${limit})) returning 1`,
  )
  return gone.length
}
