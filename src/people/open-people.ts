/** Joins the rooms of people: their routes, their jobs, and what each of them needs. */
import type { Clock, Logger } from '../base/index.ts'
import type { WordWeights } from '../engine/index.ts'
import type { Db, Tx } from '../platform/db/index.ts'
import type { ReadDocument } from '../platform/documents/index.ts'
import type { Route } from '../platform/http/index.ts'
import type { JobHandler, Jobs } from '../platform/jobs/index.ts'
import type { Embedder, TextModel } from '../platform/models/index.ts'
import {
  arrivalHandler,
  batchHandler,
  batchMemberHandler,
  embedHandler,
  forgetWhole,
  gatherLists,
  matchHandler,
  refillHandler,
  matchingRoutes,
  mirrorHandler,
  readFeedbackHandler,
  rebuild,
  rebuildHandlers,
  sentimentModelOf,
  settleGeneration,
  syncBlocksHandler,
} from './matching/index.ts'
import type { ListCache, PeopleHost, StandingDeps } from './matching/index.ts'
import { embedProfilesHandler, profileRoutes, syncProfiles, syncProfilesHandler } from './profiles/index.ts'
import type { ProfilesHost } from './profiles/index.ts'
import { defaultWeights, exportSearches, forgetInSearches, savedSearchHandlers, searchRoutes } from './search/index.ts'
import type { SearchDeps, Weights } from './search/index.ts'
import { readSentence, readWithModel } from './asking/index.ts'
import { composePersonaHandler, readResumeHandler, registryRoutes, sweepHandler } from './registry/index.ts'
import type { CallbackPaths, HostCallbacks } from './registry/index.ts'

/** What the operator decides about people. */
export interface PeopleSettings {
  /** False approves a persona the moment it is ready. */
  readonly requireApproval: boolean
  /** The threshold of a match where a request names none, 0 to 1. */
  readonly scoreMin: number
  readonly batchIntervalSeconds: number
  readonly callbackPaths: CallbackPaths
  readonly search: {
    /** Whoever was last active longer ago is not found. */
    readonly inactiveDays: number
    readonly promptParser: 'rules' | 'model'
    /** Those that are not named keep their defaults. */
    readonly weights: Readonly<Partial<Weights>>
  }
}

/** What people stand on; everything that can be slow or lost comes in here. */
export interface PeopleDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
  readonly log: Logger
  readonly settings: PeopleSettings
  readonly weights: WordWeights
  /** The embedder of a model by its name; without a name, the one that the settings choose. */
  readonly embedderOf: (model?: string) => Promise<Embedder>
  readonly textModel: TextModel | null
  readonly documents: { read(link: string, signal?: AbortSignal): Promise<ReadDocument> }
  readonly resumeLinkFault: (link: string) => string | null
  readonly sendCallback: HostCallbacks['send']
  readonly outdateCallbacks: HostCallbacks['outdate']
  readonly lists: ListCache
  readonly host: PeopleHost | null
  /** Where profiles and blocks are read that another product keeps, and how often. */
  readonly profilesHost: { readonly reading: ProfilesHost; readonly syncSeconds: number } | null
  /** What is kept of callbacks about a person, for her export. */
  readonly deliveriesAbout: (tx: Tx, personId: string) => Promise<readonly unknown[]>
  /** Forgets what was answered about a feedback that was taken back. */
  readonly forgetAnswers: (tx: Tx, feedbackId: string) => Promise<void>
  /** Forgets what other rooms hold of a person who leaves. */
  readonly forget: (tx: Tx, person: { readonly id: string; readonly texts: readonly string[] }) => Promise<void>
}

/** What the house does with people. */
export interface People {
  readonly routes: readonly Route[]
  readonly handlers: readonly JobHandler[]
  /** Before the first request or job: which generation answers. */
  settle(model: Pick<Embedder, 'model' | 'dimension'>): Promise<void>
  /** Once jobs can be enqueued: goes on with a generation that is being built, and reads the host's profiles. */
  resume(): Promise<void>
}

/** One object serves all: each verb names the part of it that it needs. */
export function openPeople(deps: PeopleDeps): People {
  const { settings } = deps
  const searching = searchOf(deps)
  const all = {
    ...deps,
    ...settings,
    callbacks: { paths: settings.callbackPaths, send: deps.sendCallback, outdate: deps.outdateCallbacks },
    sentimentModel: deps.textModel && sentimentModelOf(deps.textModel),
    readLists: gatherLists(deps.db),
    searchesOf: exportSearches,
    forget: forgetAlso(deps),
    knownToHost: async (ids: readonly string[]) => (deps.host ? deps.host.validIds(ids) : new Set(ids)),
  }
  return {
    routes: [
      ...registryRoutes(all),
      ...profileRoutes(withLeaving(all)),
      ...matchingRoutes(all),
      ...searchRoutes(searching),
    ],
    handlers: [
      readResumeHandler(all),
      composePersonaHandler(all),
      sweepHandler(all),
      embedProfilesHandler(all),
      embedHandler(all),
      matchHandler(all),
      refillHandler(all),
      batchHandler(all),
      batchMemberHandler(all),
      mirrorHandler(all),
      arrivalHandler(all),
      readFeedbackHandler(all),
      ...rebuildHandlers(all),
      ...syncHandlers(all),
      ...savedSearchHandlers({ ...searching, jobs: deps.jobs, callbacks: all.callbacks }),
    ],
    settle: (model) => settleGeneration(deps.db, model),
    async resume() {
      await deps.db.transaction(async (tx) => {
        await deps.jobs.enqueue(tx, rebuild, {})
        if (deps.profilesHost) await deps.jobs.enqueue(tx, syncProfiles, {})
      })
    },
  }
}

/** What others have asked names nobody who has left. */
const forgetAlso =
  ({ forget }: PeopleDeps): PeopleDeps['forget'] =>
  async (tx, person) => {
    await forgetInSearches(tx, person.id)
    await forget(tx, person)
  }

/** A sentence is read by rules, unless the operator has chosen a text model for it. */
function searchOf({ db, clock, weights: words, embedderOf, textModel, settings }: PeopleDeps): SearchDeps {
  const { inactiveDays, promptParser, weights } = settings.search
  const model = promptParser === 'model' ? textModel : null
  return {
    db,
    clock,
    words,
    embedderOf,
    inactiveDays,
    weights: { ...defaultWeights, ...weights },
    read: async (prompt, signal) => (model ? readWithModel(model, prompt, signal) : readSentence(prompt)),
  }
}

/** Whoever is known by a profile alone has told us no other texts. */
const withLeaving = <Deps extends StandingDeps>(deps: Deps) => ({
  ...deps,
  forgetWhole: (tx: Tx, personId: string) => forgetWhole(tx, deps, { personId, texts: [] }),
})

/** Without a host whose profiles are read there is nothing to keep in step. */
function syncHandlers(deps: PeopleDeps & StandingDeps): readonly JobHandler[] {
  if (!deps.profilesHost) return []
  const { reading, syncSeconds } = deps.profilesHost
  const all = { ...withLeaving(deps), profilesHost: reading, syncSeconds }
  return [syncProfilesHandler(all), syncBlocksHandler(all)]
}
