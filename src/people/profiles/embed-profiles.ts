/** From the words of profiles to vectors, many at once, for every generation that lives. */
import { inSlices } from '../../base/index.ts'
import type { Logger } from '../../base/index.ts'
import { mean, norm, normalise } from '../../engine/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun, Jobs } from '../../platform/jobs/index.ts'
import { embedDistinct, embedMany } from '../../platform/models/index.ts'
import type { Embedder } from '../../platform/models/index.ts'
import { holdLiveGenerations, listLiveGenerations } from '../generations/index.ts'
import type { Generation } from '../generations/index.ts'
import { lockPerson } from '../registry/index.ts'
import { embedProfiles } from './jobs.ts'
import type { Profile } from './profile.ts'
import { embeddedTexts, wordsIn } from './searchable.ts'
import { findProfile, listProfiles, listUnembedded, saveProfiles } from './store.ts'
import { listUnembeddedIn, markEmbedded, saveProfileVectors } from './vectors-store.ts'
import type { ProfileVectors } from './vectors-store.ts'

export interface EmbedProfilesDeps {
  readonly db: Db
  readonly jobs: Jobs
  /** The embedder of a model by its name: a generation keeps its own until it is retired. */
  readonly embedderOf: (model: string) => Promise<Embedder>
}

/** Profiles that are embedded in one call, and texts beyond which no further profile is taken: a stretch takes minutes at most. */
const STRETCH = 256
const TEXTS_MAX = 4000
/** Written in one transaction: an index of vectors takes a millisecond for each. */
const WRITTEN_AT_ONCE = 64
const REMIND_SECONDS = 300

/** The regular tick goes on with whatever a stopped process left. */
export const embedProfilesHandler = (deps: EmbedProfilesDeps): JobHandler =>
  handles({ job: embedProfiles, handle: (_, run) => embedStretch(deps, run), everySeconds: REMIND_SECONDS })

type Run = Pick<JobRun, 'signal' | 'log'>

/** What a generation that is being built cannot embed now is left to the rebuilding. */
async function embedStretch(deps: EmbedProfilesDeps, run: Run): Promise<void> {
  const profiles = withinBounds(await listUnembedded(deps.db.query, STRETCH))
  if (profiles.length === 0) return
  for (const profile of profiles) if (isWordless(profile)) await findWords(deps, profile)
  const made = new Map<number, readonly ProfileVectors[]>()
  for (const generation of await listLiveGenerations(deps.db.query)) {
    try {
      made.set(generation.id, await makeVectors(deps, generation, { profiles, run }))
    } catch (error) {
      if (generation.state === 'active') throw error
      run.log.warn('Profiles are left to the rebuilding job.', { generation: generation.id, error })
    }
  }
  await writeVectors(deps, made)
}

const isWordless = (profile: Profile): boolean => profile.words.length === 0 && wordsIn(profile).length > 0

/** Who was taken over from the time before there were profiles comes without words: no database makes them. */
async function findWords({ db }: EmbedProfilesDeps, { personId }: Profile): Promise<void> {
  await db.transaction(async (tx) => {
    const profile = (await lockPerson(tx, personId)) && (await findProfile(tx, personId))
    const words = profile ? wordsIn(profile) : []
    if (profile && words.length > 0) await saveProfiles(tx, [{ ...profile, words }])
  })
}

/** Where another generation has taken over meanwhile, they are embedded for that one by the next run. */
async function writeVectors(
  { db, jobs }: EmbedProfilesDeps,
  made: ReadonlyMap<number, readonly ProfileVectors[]>,
): Promise<void> {
  for (const [generation, vectors] of made) {
    for await (const some of inSlices(vectors, WRITTEN_AT_ONCE)) {
      await db.transaction(async (tx) => {
        const live = (await holdLiveGenerations(tx)).find(({ id }) => id === generation)
        if (live) await saveProfileVectors(tx, generation, some)
        if (live?.state === 'active') await markEmbedded(tx, some)
      })
    }
  }
  await db.transaction((tx) => jobs.enqueue(tx, embedProfiles, {}))
}

/** At least one, however long. */
function withinBounds(profiles: readonly Profile[]): readonly Profile[] {
  let texts = 0
  return profiles.filter((profile) => {
    const isIn = texts < TEXTS_MAX
    if (isIn) texts += Object.values(embeddedTexts(profile)).flat().length
    return isIn
  })
}

/** Embeds some profiles that a generation in the making lacks; how many it found. */
export async function embedMissing(deps: EmbedProfilesDeps, generation: Generation, run: Run): Promise<number> {
  const missing = await listUnembeddedIn(deps.db.query, generation.id, STRETCH)
  const profiles = withinBounds(await listProfiles(deps.db.query, missing))
  if (profiles.length === 0) return missing.length
  await writeVectors(deps, new Map([[generation.id, await makeVectors(deps, generation, { profiles, run })]]))
  return missing.length
}

interface Stretch {
  readonly profiles: readonly Profile[]
  readonly run: Run
}

async function makeVectors(
  deps: EmbedProfilesDeps,
  generation: Generation,
  stretch: Stretch,
): Promise<readonly ProfileVectors[]> {
  const { profiles, run } = stretch
  const embedder = await deps.embedderOf(generation.model)
  return embedMany<Profile, ProfileVectors>(profiles, {
    embedAll: (some) => embedAll(embedder, some, run.signal),
    refused(profile) {
      tellRefused(run.log, generation)
      return withoutVectors(profile)
    },
  })
}

const withoutVectors = ({ personId, version }: Profile): ProfileVectors => ({
  personId,
  version,
  gives: null,
  about: null,
  needs: null,
  offers: null,
})

const tellRefused = (log: Logger, { id }: Generation): void =>
  log.error('A profile is found by its words alone until it says something else: the model refused it.', {
    generation: id,
  })

async function embedAll(
  embedder: Embedder,
  profiles: readonly Profile[],
  signal: AbortSignal,
): Promise<ProfileVectors[]> {
  const wanted = profiles.map((profile) => ({ profile, texts: embeddedTexts(profile) }))
  const all = wanted.flatMap(({ texts }) => Object.values(texts).flat())
  const vectorOf = await embedDistinct(embedder, all, signal)
  const centreOf = (texts: readonly string[]): Float32Array | null =>
    centre(texts.map((text) => vectorOf.get(text) as Float32Array))
  return wanted.map(({ profile: { personId, version }, texts: { interests, needs, offers, about } }) => {
    const parts = [interests, offers, about].map(centreOf)
    return {
      personId,
      version,
      gives: centre(parts.filter((part) => part !== null)),
      about: centreOf(about),
      needs: centreOf(needs),
      offers: centreOf(offers),
    }
  })
}

/** The unit mean, so that the last page of a long text counts as much as its first. */
function centre(vectors: readonly Float32Array[]): Float32Array | null {
  const middle = mean(vectors)
  return middle && norm(middle) > 0 ? normalise(middle) : null
}
