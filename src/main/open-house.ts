/** Builds everything there is out of the settings, and takes it down again in the opposite order. */
import { readFile } from 'node:fs/promises'
import {
  basicVerifier,
  forgetAnswers,
  listKeys,
  openKeySet,
  openKeyVerifier,
  openLimitStore,
  openServer,
  pruneIdempotencyHandler,
  tokenVerifier,
} from '../api/index.ts'
import type { LimitStore, Server } from '../api/index.ts'
import { systemClock } from '../base/index.ts'
import type { Clock } from '../base/index.ts'
import { wordWeights } from '../engine/index.ts'
import type { WordWeights } from '../engine/index.ts'
import { openItems } from '../items/index.ts'
import type { Items } from '../items/index.ts'
import { openPeople } from '../people/index.ts'
import type { People } from '../people/index.ts'
import { openCache } from '../platform/cache/index.ts'
import type { Db } from '../platform/db/index.ts'
import { documentReader, linkFault } from '../platform/documents/index.ts'
import type { DocumentReader } from '../platform/documents/index.ts'
import { pruneImportsHandler } from '../platform/imports/index.ts'
import type { Route } from '../platform/http/index.ts'
import { jobRoutes, openJobs } from '../platform/jobs/index.ts'
import type { JobHandler, JobRunner } from '../platform/jobs/index.ts'
import { pruneCache } from '../platform/models/index.ts'
import type { Telemetry } from '../platform/telemetry/index.ts'
import { openWebhooks } from '../platform/webhooks/index.ts'
import type { Webhooks } from '../platform/webhooks/index.ts'
import type { Settings } from '../settings/index.ts'
import { dependenciesOf } from './dependencies.ts'
import { forgetEverywhere } from './forget-everywhere.ts'
import { maintenanceHandler, measureMachine } from './maintenance.ts'
import { migrateNow, openDatabase } from './open-database.ts'
import { openHosts } from './open-hosts.ts'
import type { Hosts, Opened } from './open-hosts.ts'
import { openModels } from './open-models.ts'
import type { Models } from './open-models.ts'

/** Everything that was built, ready to be started. */
export interface House {
  readonly db: Db
  readonly server: Server
  readonly items: Pick<Items, 'sync'>
  /** Starts the roles asked for. Returns the address, or null without the role `api`. */
  start(): Promise<string | null>
  /** Finishes what is in hand, refuses what is new, at most `seconds` long. */
  stop(seconds: number): Promise<void>
}

/** Lists are some tens of kilobytes of text each, and a caller chooses their length: bytes are what is bounded. */
const listLimits = {
  entriesMax: 20_000,
  variantsMax: 4,
  bytes: { max: 64 * 2 ** 20, of: (answer: Buffer) => answer.length },
}

/** @throws Problem `server.setting` or `database.unavailable`, with one sentence that says what to do */
export async function openHouse(settings: Settings, telemetry: Telemetry, clock: Clock = systemClock): Promise<House> {
  const closers: (() => Promise<void> | void)[] = []
  const opened = async <Thing>(
    thing: Thing | Promise<Thing>,
    close: (thing: Thing) => Promise<void> | void,
  ): Promise<Thing> => {
    const ready = await thing
    closers.unshift(() => close(ready))
    return ready
  }
  try {
    return await build({ settings, telemetry, clock, opened, closers })
  } catch (error) {
    await closeAll(closers, telemetry)
    throw error
  }
}

/** What does not close keeps nothing else open: the database and its folder come last. */
async function closeAll(closers: Site['closers'], { log }: Telemetry): Promise<void> {
  for (const close of closers) {
    try {
      await close()
    } catch (error) {
      log.warn('Something did not close.', { error })
    }
  }
}

interface Site {
  readonly settings: Settings
  readonly telemetry: Telemetry
  readonly clock: Clock
  readonly opened: Opened
  readonly closers: readonly (() => Promise<void> | void)[]
}

async function build(site: Site): Promise<House> {
  const { settings, telemetry, clock, opened } = site
  const { db } = await opened(openDatabase(settings, telemetry), (database) => database.close())
  await migrateNow(db, telemetry)
  const hosts = await openHosts(settings, { telemetry, opened })
  // Before the others, whose own queries at a scrape would be counted as waiting.
  measureMachine(telemetry, { db, ...hosts.doors, dataDir: settings.dataDir, clock })
  const handlers: JobHandler[] = []
  const jobs = openJobs({ db, telemetry, handlers: () => handlers })
  const models = await opened(openModels(settings, { db, telemetry }), (them) => them.close())
  const documents = await opened(documentReader(settings.documents, telemetry), (reader) => reader.close())
  const webhooks = await opened(openWebhooks({ settings: settings.webhooks, db, jobs, telemetry, clock }), (them) =>
    them.close(),
  )
  const limits = await opened(openLimitStore(settings.redisUrl, telemetry.log), (store) => store.close())
  const ground: Ground = { db, jobs, models, documents, webhooks, limits, hosts, weights: await readWeights() }
  const items = await joinItems(site, ground)
  const people = await joinPeople(site, ground, items)
  handlers.push(
    ...people.handlers,
    ...items.handlers,
    ...webhooks.handlers,
    pruneCache({ db, rowsMax: settings.models.embeddingCacheRows }),
    pruneIdempotencyHandler({ db, clock }),
    pruneImportsHandler({ db, clock }),
    maintenanceHandler(db),
  )
  await people.settle(await models.embedderOf())
  const routes = [...people.routes, ...items.routes]
  const server = await joinServer(site, ground, routes)
  return { db, server, items, ...running(site, { jobs, server, people, items }) }
}

/** What the rooms stand on. */
interface Ground {
  readonly db: Db
  readonly jobs: JobRunner
  readonly models: Models
  readonly documents: DocumentReader
  readonly webhooks: Webhooks
  readonly limits: LimitStore
  readonly hosts: Hosts
  readonly weights: WordWeights
}

async function readWeights(): Promise<WordWeights> {
  const table = await readFile(new URL('../../models/word-weights/en-1.json', import.meta.url), 'utf8')
  return wordWeights(JSON.parse(table))
}

async function joinPeople({ settings, telemetry, clock, opened }: Site, ground: Ground, items: Items): Promise<People> {
  const { db, jobs, models, documents, webhooks, hosts, weights } = ground
  const lists = await opened(openCache<Buffer>({ name: 'match-lists', ...listLimits, db, telemetry }), (cache) =>
    cache.close(),
  )
  return openPeople({
    db,
    jobs,
    clock,
    log: telemetry.log,
    settings: settings.people,
    weights,
    embedderOf: (model) => models.embedderOf(model),
    textModel: models.textModel,
    documents,
    resumeLinkFault: (link) => linkFault(link, settings.documents),
    sendCallback: (tx, callback) => webhooks.send(tx, callback),
    outdateCallbacks: (tx, { event, personId }) => webhooks.outdate(tx, { event, subjectId: personId }),
    lists,
    host: hosts.people,
    profilesHost: hosts.profiles,
    deliveriesAbout: (tx, personId) => webhooks.about(tx, personId),
    forgetAnswers,
    forget: forgetEverywhere({ jobs, webhooks, items }),
  })
}

async function joinItems({ settings, telemetry, clock, opened }: Site, ground: Ground): Promise<Items> {
  const { db, jobs, models, limits, hosts } = ground
  const items = openItems({
    db,
    jobs,
    clock,
    telemetry,
    settings: settings.items,
    embedderOf: () => models.embedderOf(),
    host: hosts.items,
    isRedisConnected: async () => settings.redisUrl !== undefined && isAnswering(limits),
  })
  return opened(items, (them) => them.close())
}

async function isAnswering(limits: LimitStore): Promise<boolean> {
  try {
    await limits.ping()
    return true
  } catch {
    return false
  }
}

async function joinServer(
  { settings, telemetry, clock, opened }: Site,
  ground: Ground,
  routes: readonly Route[],
): Promise<Server> {
  const { db, jobs, webhooks, limits, hosts, models } = ground
  const environmentKey = settings.keys.serviceApiKey
  const account = settings.basicAccount
  const keys = await opened(openKeyVerifier({ db, clock, log: telemetry.log, environmentKey }), (verifier) =>
    verifier.close(),
  )
  const { secret, jwksUrl, issuer, authorizedParties } = settings.tokens
  const keySet = jwksUrl === undefined ? null : openKeySet({ url: jwksUrl, log: telemetry.log })
  const issued = keySet && issuer ? { keys: keySet, issuer, authorizedParties } : undefined
  return openServer({
    settings: { ...settings.edge, host: await hostOf(settings, db) },
    routes: [...routes, ...jobRoutes({ db, jobs, clock }), ...webhooks.routes],
    telemetry,
    db,
    limits,
    keys,
    basic: account ? basicVerifier(account) : undefined,
    tokens: tokenVerifier({ clock, secret, issued }),
    dependencies: dependenciesOf({ db, limits, redisUrl: settings.redisUrl, ...hosts.doors, models, keySet }),
    clock,
  })
}

/** A key that nobody chose opens the door to this machine alone, until somebody makes another or names a host. */
async function hostOf(settings: Settings, db: Db): Promise<string> {
  if (settings.isHostGiven || !settings.keys.isMade) return settings.edge.host
  const own = await listKeys(db, { hasEnvironmentKey: false })
  return own.some(({ revokedAt }) => revokedAt === null) ? settings.edge.host : '127.0.0.1'
}

function running(
  { settings, telemetry, closers }: Site,
  {
    jobs,
    server,
    people,
    items,
  }: { jobs: JobRunner; server: Server; people: Pick<People, 'resume'>; items: Pick<Items, 'resume' | 'warm'> },
): Pick<House, 'start' | 'stop'> {
  return {
    async start() {
      await jobs.start()
      // A house without a role serves an operator's command, and begins nothing else.
      if (settings.roles.size > 0) for (const room of [people, items]) await room.resume()
      if (settings.roles.has('api')) items.warm()
      // Whoever cannot be reached must not have begun to work.
      const address = settings.roles.has('api') ? await server.listen() : null
      if (settings.roles.has('worker')) await jobs.work()
      return address
    },
    async stop(seconds) {
      const closing = [() => server.closeGracefully(seconds), () => jobs.stop(seconds)]
      await Promise.all(closing.map((close) => closeAll([close], telemetry)))
      await closeAll(closers, telemetry)
    },
  }
}
