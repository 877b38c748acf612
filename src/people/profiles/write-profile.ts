/** Saying something of somebody, whole or in part, and taking it back. */
import { isDeepStrictEqual } from 'node:util'
import { Problem } from '../../base/index.ts'
import type { Clock } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import { forgetTexts } from '../../platform/models/index.ts'
import { holdPeople, isRegistered, lockPerson } from '../registry/index.ts'
import type { Held, StoredPersona } from '../registry/index.ts'
import { forgetInImports } from './import-profiles.ts'
import { embedProfiles } from './jobs.ts'
import { noPersona, nothingSaid } from './profile.ts'
import type { JoinedPersona, Profile, SaidProfile } from './profile.ts'
import { profileBody } from './schema.ts'
import type { ProfileBody } from './schema.ts'
import { goneTexts, wordsIn } from './searchable.ts'
import { findHostDigests, findProfile, removeProfile, saveProfiles } from './store.ts'
import type { WrittenProfile } from './store.ts'
import { patched, requireWhole, saidIn } from './wire.ts'

export interface WriteDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
}

/** Who says it: a member may not decide whether she is suspended. */
export interface Saying {
  readonly personId: string
  readonly isMember: boolean
}

/** A profile as it stands after a change, and whether there was none before. */
export interface Wrote {
  readonly profile: Profile
  readonly person: Held
  readonly isNew: boolean
}

/** Says everything anew. @throws Problem `request.invalid`, `auth.not_yours` */
export async function putProfile(deps: WriteDeps, saying: Saying, body: ProfileBody): Promise<Wrote> {
  requireWhole(body, deps.clock())
  return deps.db.transaction(async (tx) => {
    const person = await hold(tx, saying.personId)
    const before = await findProfile(tx, person.id)
    return write(tx, deps, { person, before, said: withSuspension(saidIn(body), { saying, body, before }) })
  })
}

/** Says some of it anew. @throws Problem `profile.not_found`, `request.invalid`, `auth.not_yours` */
export async function patchProfile(
  deps: WriteDeps,
  saying: Saying,
  patch: Readonly<Record<string, unknown>>,
): Promise<Wrote> {
  return deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, saying.personId)
    const before = await findProfile(tx, saying.personId)
    if (!person || !before?.isGiven) throw profileNotFound()
    const body = readBody(patched(before, patch))
    requireWhole(body, deps.clock())
    return write(tx, deps, { person, before, said: withSuspension(saidIn(body), { saying, body, before }) })
  })
}

export const profileNotFound = (): Problem => new Problem('profile.not_found', 'Nothing was said of this person.')

function readBody(value: unknown): ProfileBody {
  const read = profileBody.safeParse(value)
  if (read.success) return read.data
  const errors = read.error.issues.map(({ path, message }) => ({ path: path.join('.') || 'body', message }))
  throw new Problem('request.invalid', 'What the profile would become is not as it should be. See "errors".', {
    errors,
  })
}

async function hold(tx: Tx, personId: string): Promise<Held> {
  const person = (await holdPeople(tx, [personId])).get(personId)
  if (!person) throw new RangeError('Somebody who is held is not there.')
  return person
}

interface Suspending {
  readonly saying: Saying
  readonly body: Pick<ProfileBody, 'suspended'>
  readonly before: Profile | null
}

/** Whatever a member says, she stays as her host left her. */
function withSuspension(said: SaidProfile, { saying, body, before }: Suspending): SaidProfile {
  if (!saying.isMember) return said
  const isSuspended = before?.isSuspended ?? false
  if ((body.suspended ?? isSuspended) !== isSuspended)
    throw new Problem('auth.not_yours', 'Whether somebody is suspended is for the host product to say.')
  return { ...said, isSuspended }
}

interface Writing {
  readonly person: Held
  readonly before: Profile | null
  readonly said: SaidProfile
}

async function write(tx: Tx, { jobs }: WriteDeps, { person, before, said }: Writing): Promise<Wrote> {
  const given = { isGiven: true, source: 'api', hostDigest: null } as const
  const saved = { ...(before ?? noPersona), ...said, ...ownFacts(person), ...given }
  const profile = await save(tx, jobs, { before, saved })
  return { profile, person, isNew: !before?.isGiven }
}

const ownFacts = ({ id, status }: Held) => ({ personId: id, isListed: status === 'active' })

interface Saving {
  readonly before: Profile | null
  readonly saved: Omit<WrittenProfile, 'words'>
}

async function save(tx: Tx, jobs: Jobs, { before, saved }: Saving): Promise<Profile> {
  await saveProfiles(tx, [{ ...saved, words: wordsIn(saved) }])
  await forgetTexts(tx, goneTexts(before, saved))
  await jobs.enqueue(tx, embedProfiles, {})
  const profile = await findProfile(tx, saved.personId)
  if (!profile) throw new RangeError('A profile that was written is not there.')
  return profile
}

/**
 * An approved persona makes its person findable, beside what was said of her; what it said before is gone. In the
 * transaction that makes her comparable, under her lock.
 */
export async function joinPersona(tx: Tx, jobs: Jobs, { person, stored }: Joining): Promise<void> {
  const before = await findProfile(tx, person.id)
  const texts = (list: readonly { readonly text: string }[]): string[] => list.map(({ text }) => text)
  const joined = {
    persona: stored.persona,
    personaNeeds: texts(stored.requirements),
    personaOffers: texts(stored.offerings),
  }
  if (before && isJoined(before, joined)) return
  const base = before ?? { ...nothingSaid, isGiven: false, source: 'api' as const, hostDigest: null }
  await save(tx, jobs, { before, saved: { ...base, ...joined, ...ownFacts(person) } })
}

const isJoined = ({ persona, personaNeeds, personaOffers }: Profile, joined: JoinedPersona): boolean =>
  isDeepStrictEqual({ persona, personaNeeds, personaOffers }, joined)

export interface Joining {
  readonly person: Held
  readonly stored: Pick<StoredPersona, 'persona' | 'requirements' | 'offerings'>
}

export interface WithdrawDeps extends WriteDeps {
  /** Forgets the person as a whole, in the same transaction. */
  readonly forgetWhole: (tx: Tx, personId: string) => Promise<void>
}

/**
 * What was said of somebody is not known any more. An approved persona goes on speaking for her; whoever is known by nothing
 * else is forgotten as a whole. Twice is as good as once. @throws Problem `auth.not_yours` to a member who is suspended
 */
export async function withdrawProfile(deps: WithdrawDeps, { personId, isMember }: Saying): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, personId)
    if (isMember) await requireNotSuspended(tx, personId)
    await forgetInImports(tx, personId)
    if (person) await withdraw(tx, deps, person)
  })
}

/**
 * Whoever is suspended and leaves would come back as if she never was: only the host product takes her out.
 * @throws Problem `auth.not_yours`
 */
export async function requireNotSuspended(tx: Tx, personId: string): Promise<void> {
  const profile = await findProfile(tx, personId)
  if (profile?.isSuspended)
    throw new Problem('auth.not_yours', 'Somebody who is suspended can be taken out by the host product alone.')
}

/** As `withdrawProfile`, of somebody whom the host's database has no more, unless our own API has spoken of her since. */
export async function withdrawHosted(deps: WithdrawDeps, personId: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const person = await lockPerson(tx, personId)
    if (person && (await findHostDigests(tx, [personId])).has(personId)) await withdraw(tx, deps, person)
  })
}

async function withdraw(tx: Tx, deps: WithdrawDeps, person: Held): Promise<void> {
  if (!isRegistered(person)) return deps.forgetWhole(tx, person.id)
  const before = await findProfile(tx, person.id)
  if (!before?.isGiven) return
  const { persona, personaNeeds, personaOffers, source } = before
  await removeProfile(tx, person.id)
  await forgetTexts(tx, goneTexts(before, null))
  if (persona === null) return
  const left = { ...nothingSaid, persona, personaNeeds, personaOffers, isGiven: false, source, hostDigest: null }
  await save(tx, deps.jobs, { before: null, saved: { ...left, ...ownFacts(person) } })
}
