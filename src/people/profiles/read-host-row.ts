/** One row of the host's profiles, as our own API would have taken it: what it would refuse is not known. */
import { createHash } from 'node:crypto'
import { visibleText } from '../../base/index.ts'
import { personId } from '../registry/index.ts'
import type { HostFactName, HostRow } from './host-profiles-store.ts'
import { languageOf } from './languages.ts'
import type { SaidProfile } from './profile.ts'
import type { ProfilesMapping } from './profiles-mapping.ts'
import { limits, profileBody } from './schema.ts'
import type { ProfileBody } from './schema.ts'
import { faultsOf, saidIn } from './wire.ts'

/** What the host says of somebody. A field for which it has no column is not there. */
export interface HostProfile {
  readonly personId: string
  readonly said: Partial<SaidProfile>
  /** Of all of it: the same for the same words. */
  readonly digest: string
}

/** `deleted`: as if the row were not there. `unusable`: nobody can have its id. */
export type ReadHostRow = HostProfile | 'deleted' | 'unusable'

/** `now` is the day on which somebody is so old. */
export function readHostRow(
  { id, facts }: HostRow,
  { profiles }: Pick<ProfilesMapping, 'profiles'>,
  now: Date,
): ReadHostRow {
  if (isDeleted({ facts })) return 'deleted'
  if (!personId.safeParse(id).success) return 'unusable'
  const whole = saidIn(acceptable(fieldsOf(facts), now))
  const said = Object.fromEntries(
    Object.entries(whole).filter(([field]) => isNamed(field as keyof SaidProfile, profiles)),
  )
  return { personId: id, said, digest: createHash('sha256').update(JSON.stringify(said)).digest('base64url') }
}

export const isDeleted = ({ facts }: Pick<HostRow, 'facts'>): boolean =>
  isTrue(facts.is_deleted) || (facts.deleted_at ?? null) !== null

/** Texts are read as PostgreSQL reads a truth. */
const isTrue = (value: unknown): boolean => /^(?:true|t|yes|y|on|1)$/iu.test(String(value ?? '').trim())

type Fields = Readonly<Record<string, unknown>>

function fieldsOf(facts: HostRow['facts']): Fields {
  return {
    name: cut([facts.first_name, facts.last_name].map(textIn).join(' '), limits.nameCharacters),
    age: numberIn(facts.age),
    date_of_birth: textIn(facts.date_of_birth).slice(0, DAY_CHARACTERS) || null,
    gender: cut(textIn(facts.gender), limits.entryCharacters),
    about: cut(textIn(facts.about), limits.aboutCharacters),
    interests: entriesIn(facts.interests),
    needs: entriesIn(facts.needs),
    offers: entriesIn(facts.offers),
    languages: entriesIn(facts.languages).filter((name) => languageOf(name) !== null),
    latitude: numberIn(facts.latitude),
    longitude: numberIn(facts.longitude),
    last_active: instantIn(facts.last_active),
    visible: !isTrue(facts.invisible_mode),
    suspended: isTrue(facts.is_suspended),
  }
}

const DAY_CHARACTERS = 'YYYY-MM-DD'.length

const textIn = (value: unknown): string => (typeof value === 'string' ? visibleText(value.toWellFormed()).trim() : '')

/** Half a character is none. */
const cut = (text: string, charactersMax: number): string =>
  text.length <= charactersMax ? text : text.slice(0, charactersMax).replace(/[\ud800-\udbff]$/u, '')

const entriesIn = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [])
    .map((entry) => cut(textIn(entry), limits.entryCharacters))
    .filter((entry) => entry !== '')
    .slice(0, limits.entries)

/** A column of text may hold a number; an empty one holds none. */
const numberIn = (value: unknown): unknown => (typeof value === 'string' && value.trim() !== '' ? Number(value) : value)

/** A column of text may hold a time as PostgreSQL writes it: with a blank, and an offset in hours alone. */
const instantIn = (value: unknown): string | null =>
  textIn(value)
    .replace(' ', 'T')
    .replace(/([+-]\d{2})$/u, '$1:00') || null

/** Leaves out what our API would refuse, until it refuses nothing. */
function acceptable(fields: Fields, now: Date): ProfileBody {
  const read = profileBody.safeParse(fields)
  const faults = read.success
    ? faultsOf(read.data, now).map(({ path }) => path)
    : read.error.issues.map(({ path }) => String(path[0]))
  if (read.success && faults.length === 0) return read.data
  return acceptable({ ...fields, ...Object.fromEntries(faults.flatMap(nulled)) }, now)
}

/** A coordinate alone is no place. */
const nulled = (field: string): readonly (readonly [string, null])[] =>
  PLACE.includes(field) ? PLACE.map((each) => [each, null] as const) : [[field, null]]
const PLACE: readonly string[] = ['latitude', 'longitude']

/** From which columns a field comes; one without any stays what our own API was told. */
const sources: Readonly<Record<keyof SaidProfile, readonly HostFactName[]>> = {
  name: ['first_name'],
  age: ['age', 'date_of_birth'],
  dateOfBirth: ['age', 'date_of_birth'],
  gender: ['gender'],
  about: ['about'],
  interests: ['interests'],
  needs: ['needs'],
  offers: ['offers'],
  languages: ['languages'],
  latitude: ['latitude', 'longitude'],
  longitude: ['latitude', 'longitude'],
  lastActive: ['last_active'],
  isVisible: ['invisible_mode'],
  isSuspended: ['is_suspended'],
  wants: [],
}

const isNamed = (field: keyof SaidProfile, profiles: ProfilesMapping['profiles']): boolean =>
  sources[field].some((name) => profiles[name] !== null)
