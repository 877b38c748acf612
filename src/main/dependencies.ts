/** What we stand on, and how health asks after it. */
import type { Dependency, KeySet, LimitStore } from '../api/index.ts'
import type { MainDoors } from '../items/index.ts'
import type { Db, HostDb, HostReader } from '../platform/db/index.ts'
import type { Models } from './open-models.ts'

export interface DependencySources {
  readonly db: Db
  readonly limits: LimitStore
  readonly redisUrl: string | undefined
  readonly host: HostDb | null
  readonly profilesHost: HostReader | null
  readonly itemsHost: MainDoors | null
  readonly models: Models
  /** Null where no issuer's keys are asked for. */
  readonly keySet: KeySet | null
}

const PING_MS = 2000

/** Only the database is required: whatever else is lost, what does not need it goes on. */
export function dependenciesOf(sources: DependencySources): Dependency[] {
  const { db, limits, redisUrl, host, profilesHost, itemsHost, models, keySet } = sources
  const up = (detail: string) => ({ status: 'up' as const, detail })
  const all: Dependency[] = [
    {
      name: 'database',
      required: true,
      isDatabase: true,
      async check() {
        await db.ping(PING_MS)
        return up(db.kind === 'embedded' ? 'The embedded database answers.' : 'The database answers.')
      },
    },
    { name: 'embedding_model', required: false, check: async () => embeddingState(models) },
  ]
  if (redisUrl !== undefined) {
    all.push({
      name: 'redis',
      required: false,
      async check() {
        await limits.ping()
        return up('Redis answers.')
      },
    })
  }
  if (host) all.push(hostDependency('host_database', "The host's database answers.", host))
  if (profilesHost)
    all.push(hostDependency('profiles_database', "The database of the host's profiles answers.", profilesHost))
  if (itemsHost)
    all.push(hostDependency('main_database', "The database of the host's items answers.", itemsHost.answers))
  if (keySet) all.push({ name: 'token_keys', required: false, check: () => keysState(keySet) })
  const { textModel } = models
  if (textModel) all.push({ name: 'text_model', required: false, check: async () => modelState(textModel.state()) })
  return all
}

const hostDependency = (name: string, detail: string, host: Pick<HostDb, 'ping'>): Dependency => ({
  name,
  required: false,
  isDatabase: true,
  async check() {
    await host.ping(PING_MS)
    return { status: 'up', detail }
  },
})

type State = Awaited<ReturnType<Dependency['check']>>

async function keysState(keySet: KeySet): Promise<State> {
  if (await keySet.isFresh()) return { status: 'up', detail: 'The keys for tokens are at hand.' }
  return {
    status: 'down',
    detail: 'JWKS_URL does not answer; tokens are checked with the keys of before, if there are any.',
  }
}

function modelState({ status, detail }: { status: 'ready' | 'starting' | 'lost'; detail: string | null }): State {
  if (status === 'ready') return { status: 'up', detail: 'The model answers.' }
  if (status === 'starting') return { status: 'up', detail: 'The model has not been asked yet.' }
  return { status: 'down', detail: detail ?? 'The model does not answer.' }
}

function embeddingState(models: Models): State {
  const states = models.opened().map((embedder) => modelState(embedder.state()))
  return (
    states.find(({ status }) => status === 'down') ??
    states[0] ?? { status: 'up', detail: 'The model has not been asked yet.' }
  )
}
