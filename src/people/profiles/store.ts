/** Every query on profiles. */
import type { RawBuilder } from 'kysely'
import { roundedDegrees } from '../../engine/index.ts'
import { rows, sql } from '../../platform/db/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import { gendersIn, wantedGenders } from './genders.ts'
import type { JoinedPersona, Profile, SaidProfile, Wants } from './profile.ts'

/** A profile as it is written: its times and its version come by themselves. */
export type WrittenProfile = SaidProfile &
  JoinedPersona &
  Pick<Profile, 'personId' | 'isGiven' | 'source' | 'hostDigest' | 'isListed' | 'words'>

type StoredRow = Omit<Profile, 'wants' | 'version'> & {
  readonly wantsKm: Wants['km']
  readonly wantsAgeMin: Wants['ageMin']
  readonly wantsAgeMax: Wants['ageMax']
  readonly wantsGenders: Wants['genders']
  readonly wantsNeeds: Wants['needs']
  readonly version: string
}

/** Null when nobody with this id can be found. */
export async function findProfile(tx: Tx, personId: string): Promise<Profile | null> {
  return (await listProfiles(tx, [personId]))[0] ?? null
}

/** Those of the ids that can be found, in no order. */
export async function listProfiles(tx: Tx, personIds: readonly string[]): Promise<Profile[]> {
  const found = await rows<StoredRow>(
    tx,
    'profiles.list',
    sql`select ${profileColumns} from profiles where person_id = any(${[...personIds]}::text[])`,
  )
  return found.map(toProfile)
}

/** The latest words wait first, so that somebody who changes hers need not wait behind a long import. */
export async function listUnembedded(tx: Tx, limit: number): Promise<Profile[]> {
  const found = await rows<StoredRow>(
    tx,
    'profiles.list-unembedded',
    sql`select ${profileColumns} from profiles where needs_vectors order by version desc limit ${limit}`,
  )
  return found.map(toProfile)
}

const profileColumns = sql`person_id as "personId", name, age, date_of_birth::text as "dateOfBirth", gender, about, interests,
  needs, offers, languages, latitude, longitude, last_active as "lastActive", is_visible as "isVisible",
  is_suspended as "isSuspended", wants_km as "wantsKm", wants_age_min as "wantsAgeMin", wants_age_max as "wantsAgeMax",
  wants_genders as "wantsGenders", wants_needs as "wantsNeeds", is_given as "isGiven", source, host_digest as "hostDigest", persona,
  persona_needs as "personaNeeds", persona_offers as "personaOffers", is_listed as "isListed", tsvector_to_array(words) as words, version, needs_vectors as "needsVectors",
  created_at as "createdAt", updated_at as "updatedAt"`

function toProfile(row: StoredRow): Profile {
  const { wantsKm, wantsAgeMin, wantsAgeMax, wantsGenders, wantsNeeds, version, ...rest } = row
  const wants = { km: wantsKm, ageMin: wantsAgeMin, ageMax: wantsAgeMax, genders: wantsGenders, needs: wantsNeeds }
  return { ...rest, wants, version: Number(version) }
}

/** Columns by their types, as they are sent: words as one text, which costs less to read than a list of so many. */
const written = sql`person_id text, name text, age smallint, date_of_birth date, gender text, genders text[], about text, interests text[],
  needs text[], offers text[], languages text[], latitude double precision, longitude double precision,
  last_active timestamptz, is_visible boolean, is_suspended boolean, wants_km double precision, wants_age_min smallint,
  wants_age_max smallint, wants_genders text[], wants_needs text[], is_given boolean, source text, host_digest text, persona jsonb,
  persona_needs text[], persona_offers text[], is_listed boolean, words text`

const names =
  `name age date_of_birth gender genders about interests needs offers languages latitude longitude last_active
  is_visible is_suspended wants_km wants_age_min wants_age_max wants_genders wants_needs is_given source host_digest persona
  persona_needs persona_offers is_listed words`.split(/\s+/u)
const columns = sql.join(['person_id', ...names].map((name) => sql.ref(name)))
const sent = sql`${sql.join(['person_id', ...names.slice(0, -1)].map((name) => sql.ref(name)))}, array_to_tsvector(string_to_array(words, ' '))`
const replaced = sql.join(names.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`))
const embedded = ['about', 'interests', 'needs', 'offers', 'persona_needs', 'persona_offers']
const changes = (among: readonly string[]): RawBuilder<boolean> => {
  const of = (table: string): RawBuilder<unknown> => sql.join(among.map((name) => sql.ref(`${table}.${name}`)))
  return sql<boolean>`(${of('profiles')}) is distinct from (${of('excluded')})`
}
const isEmbeddedAnew = changes(embedded)

/** What others find her by; that she was there is no news, unless she comes back after a month. */
const unseen = new Set(['last_active', 'source', 'host_digest', 'words'])
const isNews = sql`(${changes(names.filter((name) => !unseen.has(name)))}
  or excluded.last_active > profiles.last_active + interval '30 days')`

/**
 * Writes whole profiles in one statement, each person at most once, under the lock of `holdPeople`. One whose embedded
 * texts change gets another version, and needs vectors anew; what is left as it was keeps its own.
 */
export async function saveProfiles(tx: Tx, profiles: readonly WrittenProfile[]): Promise<void> {
  await rows(
    tx,
    'profiles.save',
    sql`insert into profiles (${columns})
      select ${sent} from json_to_recordset(${JSON.stringify(profiles.map(toRow))}::json) as r (${written})
      order by person_id collate "C"
      on conflict (person_id) do update set ${replaced},
        updated_at = case when ${isNews} then now() else profiles.updated_at end,
        version = case when ${isEmbeddedAnew} then nextval('profile_versions') else profiles.version end,
        needs_vectors = profiles.needs_vectors or ${isEmbeddedAnew}`,
  )
}

/** What is null is left out: reading these rows is a good part of what a write costs. */
function toRow(profile: WrittenProfile): Readonly<Record<string, unknown>> {
  return {
    person_id: profile.personId,
    name: profile.name ?? undefined,
    age: profile.age ?? undefined,
    date_of_birth: profile.dateOfBirth ?? undefined,
    gender: profile.gender ?? undefined,
    genders: profile.gender === null ? [] : gendersIn(profile.gender),
    about: profile.about ?? undefined,
    interests: profile.interests,
    needs: profile.needs,
    offers: profile.offers,
    languages: profile.languages,
    latitude: profile.latitude === null ? undefined : roundedDegrees(profile.latitude),
    longitude: profile.longitude === null ? undefined : roundedDegrees(profile.longitude),
    last_active: profile.lastActive ?? undefined,
    is_visible: profile.isVisible,
    is_suspended: profile.isSuspended,
    wants_km: profile.wants.km ?? undefined,
    wants_age_min: profile.wants.ageMin ?? undefined,
    wants_age_max: profile.wants.ageMax ?? undefined,
    wants_genders: [...new Set(profile.wants.genders.flatMap(wantedGenders))],
    wants_needs: profile.wants.needs,
    is_given: profile.isGiven,
    source: profile.source,
    host_digest: profile.hostDigest ?? undefined,
    persona: profile.persona ?? undefined,
    persona_needs: profile.personaNeeds,
    persona_offers: profile.personaOffers,
    is_listed: profile.isListed,
    words: profile.words.join(' '),
  }
}

/** Into what others find, or out of it; a change like any other, so that whoever comes back is news to saved searches. */
export async function setProfileListed(tx: Tx, personId: string, isListed: boolean): Promise<void> {
  await rows(
    tx,
    'profiles.set-listed',
    sql`update profiles set is_listed = ${isListed}, updated_at = now()
      where person_id = ${personId} and is_listed <> ${isListed}`,
  )
}

/** Its vectors go with it. */
export async function removeProfile(tx: Tx, personId: string): Promise<void> {
  await rows(tx, 'profiles.remove', sql`delete from profiles where person_id = ${personId}`)
}

/** By id what the host's database said last; people of whom it has said nothing, or our own API since, are not in it. */
export async function findHostDigests(tx: Tx, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows<{ personId: string; digest: string }>(
    tx,
    'profiles.find-host-digests',
    sql`select person_id as "personId", host_digest as digest from profiles
      where person_id = any(${[...personIds]}::text[]) and host_digest is not null`,
  )
  return new Map(found.map(({ personId, digest }) => [personId, digest]))
}

/** Ids of people whom the host's database spoke of last, in their order. */
export async function listHosted(tx: Tx, after: string, limit: number): Promise<string[]> {
  const found = await rows<{ personId: string }>(
    tx,
    'profiles.list-hosted',
    sql`select person_id as "personId" from profiles where host_digest is not null and person_id > ${after}
      order by person_id limit ${limit}`,
  )
  return found.map(({ personId }) => personId)
}
