/** Joins the rooms of items: their routes, their jobs, and what each of them needs. */
import { oneATurn } from '../base/index.ts'
import type { Clock } from '../base/index.ts'
import type { Db, Tx } from '../platform/db/index.ts'
import type { Route } from '../platform/http/index.ts'
import type { JobHandler, Jobs } from '../platform/jobs/index.ts'
import type { Embedder } from '../platform/models/index.ts'
import type { Telemetry } from '../platform/telemetry/index.ts'
import { catalogueRoutes, embedItemsHandler, pruneItemsHandler } from './catalogue/index.ts'
import {
  countPopularityHandler,
  fitModelHandler,
  fitRoutes,
  openConsideration,
  openFits,
  refreshModelHandler,
} from './fitting/index.ts'
import { followingHandlers, openTruth, pullLikes, resumeFollowing } from './following/index.ts'
import type { MainHost, MainMapping } from './following/index.ts'
import { interactionRoutes } from './interactions/index.ts'
import {
  measureCoverage,
  measuringHandlers,
  measuringRoutes,
  openMeasuring,
  readingFigures,
  variantOf,
} from './measuring/index.ts'
import { forgetInItems, personalRoutes } from './personal-data.ts'
import { openAnswerCache, openTrends, prunePagesHandler, recommendRoutes } from './recommending/index.ts'
import type { ItemsSettings } from './settings.ts'
import { openShelf } from './shelf/index.ts'
import { rebuild } from './rebuild.ts'
import { syncItems } from './sync-items.ts'
import type { SyncOptions } from './sync-items.ts'
import { countTastesHandler, tasteRoutes } from './tastes/index.ts'

/** The database of a host product that keeps items and likes. */
export interface ItemsHost {
  readonly reading: MainHost
  readonly mapping: MainMapping
  readonly syncSeconds: number
  readonly querySeconds: number
}

/** What items stand on; everything that can be slow or lost comes in here. */
export interface ItemsDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
  readonly telemetry: Telemetry
  readonly settings: ItemsSettings
  /** The embedder that the settings choose. */
  readonly embedderOf: () => Promise<Embedder>
  readonly host: ItemsHost | null
  readonly isRedisConnected: () => Promise<boolean>
}

/** What the house does with items. */
export interface Items {
  readonly routes: readonly Route[]
  readonly handlers: readonly JobHandler[]
  /** What is held of a person who leaves goes, in the transaction in which other rooms forget her. */
  forget(tx: Tx, personId: string): Promise<void>
  /** Reads the host now. @throws Problem `server.setting` without one, `database.unavailable` when it does not answer */
  sync(options: SyncOptions): Promise<void>
  /** Once jobs can be enqueued: reads the host's items and likes. */
  resume(): Promise<void>
  /** Begins to read what answers are made from, so that whoever asks first does not wait for it. */
  warm(): void
  close(): Promise<void>
}

/** One object serves all: each verb names the part of it that it needs. */
function joined(deps: ItemsDeps) {
  const { db, clock, telemetry, settings, host } = deps
  const { experiment, cacheSeconds } = settings
  const cache = openAnswerCache({ db, telemetry, seconds: cacheSeconds })
  const shelf = openShelf({ db })
  const measuring = openMeasuring({ db, telemetry, clock, experiment })
  const readFigures = readingFigures({ db, telemetry, clock, experiment })
  measureCoverage(telemetry, readFigures)
  const fits = openFits({ db, log: telemetry.log })
  const consider = openConsideration(deps)
  const felt = async (tx: Tx, userIds: readonly string[]): Promise<void> => {
    await cache.felt(tx, userIds)
    await consider(tx)
  }
  return {
    ...deps,
    ...settings,
    felt,
    cache,
    shelf,
    log: telemetry.log,
    onChanged: () => shelf.touch(),
    pull: async (userId: string) => {
      if (host) await pullLikes({ db, clock, felt, answers: host.reading.answers }, userId)
    },
    truth: openTruth({ ...deps, log: telemetry.log, host: answering(host), staleSecondsMax: settings.staleSecondsMax }),
    isTruthElsewhere: host !== null,
    itsTurn: oneATurn(),
    noting: measuring,
    readFigures,
    trends: openTrends(deps),
    fits,
    learnt: fits,
    explorationMax: settings.exploration.max,
    armOf: armsOf(settings),
    popularItems: async () => fits.popularity()?.itemIds.length ?? 0,
    configuration: configurationOf(settings),
    tastesSeconds: settings.tastesIntervalSeconds,
  }
}

/** What is opened here, `close` closes; whoever opened what it is given closes that. */
export function openItems(deps: ItemsDeps): Items {
  const all = joined(deps)
  const { db, jobs, host, log } = all
  const following = host && { ...all, pages: host.reading.pages, ...host }
  return {
    routes: [
      ...catalogueRoutes(all),
      ...interactionRoutes(all),
      ...tasteRoutes(all),
      ...fitRoutes(all),
      ...recommendRoutes(all),
      ...measuringRoutes(all, all.readFigures),
      ...personalRoutes(all),
    ],
    handlers: [
      embedItemsHandler(all),
      pruneItemsHandler(all),
      countTastesHandler(all),
      ...(following ? followingHandlers(following) : []),
      fitModelHandler(all),
      refreshModelHandler(all),
      countPopularityHandler(all),
      prunePagesHandler(all),
      ...measuringHandlers(all),
    ],
    forget: (tx, personId) => forgetInItems(all, tx, personId),
    sync: (options) => syncItems({ log, following, rebuild: (signal, tell) => rebuild(all, signal, tell) }, options),
    resume: async () => void (host && (await resumeFollowing(db.query, jobs))),
    warm() {
      // What goes wrong is tried again, and told, when somebody asks.
      all.shelf.current().catch(() => {})
    },
    async close() {
      all.shelf.close()
      all.fits.close()
      all.cache.close()
      await all.noting.close()
    },
  }
}

const answering = (host: ItemsHost | null) => host && { answers: host.reading.answers, querySeconds: host.querySeconds }

/** What holds in each arm of the experiment: b is a with what the variant changes. */
function armsOf({ experiment, diversity, exploration }: ItemsSettings) {
  const standards = { diversity, exploration: exploration.standard }
  return (userId: string) => {
    const name = variantOf(experiment, userId)
    if (name !== 'b' || !experiment) return { name, sources: null, standards }
    const { variant } = experiment
    const changed = {
      diversity: variant.diversity ?? standards.diversity,
      exploration: variant.exploration ?? standards.exploration,
    }
    return { name, sources: variant.sources ?? null, standards: changed }
  }
}

/** As `/stats` has always shown it. */
const configurationOf = ({ similarUsersMax, pageSizes, popularity }: ItemsSettings) => ({
  max_similar_users: similarUsersMax,
  default_page_size: pageSizes.standard,
  max_page_size: pageSizes.max,
  popular_items_refresh_minutes: popularity.refreshSeconds / 60,
})
