/** Chooses the embedding model that `EMBEDDING_MODEL` names, and puts the cache in front of it. */
import { Problem } from '../../base/index.ts'
import type { Db } from '../db/index.ts'
import type { Telemetry } from '../telemetry/index.ts'
import { openBuiltInEmbedder } from './built-in/embedder.ts'
import { cachedEmbedder } from './cache/cached-embedder.ts'
import { knownDimension, parseEmbeddingModel } from './embedding-name.ts'
import type { EmbeddingChoice } from './embedding-name.ts'
import type { Embedder } from './port.ts'
import { openRemoteEmbedder, requestVectors } from './remote/embedder.ts'
import { openGuard } from './remote/guard.ts'
import { geminiEmbeddingModel, openaiEmbeddingModel, openaiName } from './remote/providers.ts'
import type { ModelSettings } from './settings.ts'
import { findDimension } from './store.ts'

export interface EmbedderDeps {
  readonly db: Db
  readonly telemetry: Telemetry
  readonly settings: ModelSettings
}

type RemoteChoice = Exclude<EmbeddingChoice, { kind: 'built-in' }>

/**
 * Throws the problem `server.setting` for a name that is none, or whose provider has no key. A model whose vectors'
 * length is neither known nor kept is called once to find out, so that alone can throw `model.unavailable`.
 */
export async function openEmbedder(name: string, deps: EmbedderDeps): Promise<Embedder> {
  const choice = parseEmbeddingModel(name)
  const inner = choice.kind === 'built-in' ? openBuiltIn(deps) : await openRemote(choice, deps)
  const { db, telemetry, settings } = deps
  return cachedEmbedder(inner, { db, telemetry, memoryBytes: settings.embeddingMemoryBytes })
}

function openBuiltIn({ telemetry, settings }: EmbedderDeps): Embedder {
  return openBuiltInEmbedder({
    directory: settings.directory,
    threads: settings.embeddingThreads,
    log: telemetry.log,
  })
}

async function openRemote(choice: RemoteChoice, { db, telemetry, settings }: EmbedderDeps): Promise<Embedder> {
  requireAccess(choice, settings)
  const provider = choice.kind === 'openai' ? openaiName(settings.openai) : 'gemini'
  const suffix = choice.dimension === null ? '' : `@${choice.dimension}`
  const name = `${choice.kind}:${choice.model}${suffix}`
  const options = {
    name,
    provider,
    model:
      choice.kind === 'openai'
        ? openaiEmbeddingModel(settings.openai, choice.model)
        : geminiEmbeddingModel(settings.gemini, choice.model),
    isShortened: choice.dimension !== null,
    guard: openGuard({ ...settings, provider, log: telemetry.log }),
    telemetry,
  }
  const known = choice.dimension ?? knownDimension(choice.kind, choice.model) ?? (await findDimension(db.query, name))
  const dimension = known ?? (await askDimension(options))
  return openRemoteEmbedder({ ...options, dimension })
}

/** One call, before anything is made. */
async function askDimension(options: Omit<Parameters<typeof requestVectors>[0], 'dimension'>): Promise<number> {
  const [vector] = await requestVectors({ ...options, dimension: null }, ['How long is a vector?'])
  if (vector && vector.length > 0) return vector.length
  throw new Problem('model.unavailable', 'The embedding model gives no vectors.', { facts: { name: options.name } })
}

/** A setting that cannot work stops the start, not the first call. */
function requireAccess(choice: RemoteChoice, { openai, gemini }: ModelSettings): void {
  const hasAccess =
    choice.kind === 'openai' ? openai.apiKey !== null || openai.baseUrl !== null : gemini.apiKey !== null
  if (hasAccess) return
  const wants = choice.kind === 'openai' ? 'OPENAI_API_KEY or OPENAI_BASE_URL' : 'GEMINI_API_KEY'
  throw new Problem('server.setting', `EMBEDDING_MODEL is ${choice.kind}:${choice.model}, which wants ${wants}.`)
}
