/** Reads `EMBEDDING_MODEL`. */
import { Problem, problemFrom } from '../../base/index.ts'

export const builtInModel = 'all-MiniLM-L6-v2'

export type EmbeddingChoice =
  | { readonly kind: 'built-in' }
  | {
      readonly kind: 'openai' | 'gemini'
      readonly model: string
      /** From `…@1024`: the provider is asked for shorter vectors. Null: as long as the model makes them. */
      readonly dimension: number | null
    }

/** Longer vectors than this cannot be indexed by pgvector, as `halfvec` (https://github.com/pgvector/pgvector#hnsw). */
const DIMENSION_MAX = 4000

const REMOTE = /^(?<kind>openai|gemini):(?<model>\S+?)(?:@(?<dimension>\d{1,5}))?$/u

/** One sentence, or null for a name that can be asked for. */
export function embeddingModelFault(name: string): string | null {
  try {
    parseEmbeddingModel(name)
    return null
  } catch (error) {
    return problemFrom(error).detail
  }
}

/** Throws the problem `server.setting`, naming the choices. */
export function parseEmbeddingModel(name: string): EmbeddingChoice {
  const trimmed = name.trim()
  if (trimmed === builtInModel || trimmed === `sentence-transformers/${builtInModel}`) return { kind: 'built-in' }
  const parts = REMOTE.exec(trimmed)?.groups
  if (!parts?.['kind'] || !parts['model']) throw new Problem('server.setting', choicesSentence(trimmed))
  const dimension = parts['dimension'] === undefined ? null : Number(parts['dimension'])
  if (dimension !== null && (dimension < 1 || dimension > DIMENSION_MAX)) {
    throw new Problem(
      'server.setting',
      `EMBEDDING_MODEL asks for ${dimension} dimensions; 1 to ${DIMENSION_MAX} can be searched.`,
    )
  }
  return { kind: parts['kind'] === 'openai' ? 'openai' : 'gemini', model: parts['model'], dimension }
}

function choicesSentence(name: string): string {
  const got = JSON.stringify(name.slice(0, 80))
  return `EMBEDDING_MODEL is ${got}; it wants ${builtInModel} (built in), openai:<model> or gemini:<model>.`
}

/** Lengths that are documented by the providers, so that a start with one of these needs no call. */
const knownDimensions: Readonly<Record<string, number>> = {
  'openai:text-embedding-3-small': 1536,
  'openai:text-embedding-3-large': 3072,
  'openai:text-embedding-ada-002': 1536,
  'gemini:gemini-embedding-001': 3072,
}

export function knownDimension(kind: string, model: string): number | null {
  return knownDimensions[`${kind}:${model}`] ?? null
}
