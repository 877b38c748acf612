/** Vectors of the built-in model for an evaluation: every text once, by the embedder that the product uses. */
import { fileURLToPath } from 'node:url'
import { silentLogger } from '../src/base/index.ts'
import { openBuiltInEmbedder } from '../src/platform/models/built-in/embedder.ts'

const directory = fileURLToPath(new URL('../models', import.meta.url))

export type Vectors = ReadonlyMap<string, Float32Array>

export async function embedAll(texts: Iterable<string>): Promise<Vectors> {
  const distinct = [...new Set(texts)]
  const embedder = openBuiltInEmbedder({ directory, threads: 2, log: silentLogger })
  try {
    const vectors = await embedder.embed(distinct)
    return new Map(distinct.map((text, index) => [text, vectors[index] ?? new Float32Array(embedder.dimension)]))
  } finally {
    await embedder.close()
  }
}
