/** Embedding many things of which the model may refuse one. */
import { Problem } from '../../base/index.ts'
import type { Embedder } from './port.ts'

export interface Embedding<Thing, Made> {
  /** In the order of the things. */
  readonly embedAll: (things: readonly Thing[]) => Promise<readonly Made[]>
  /** What stands for a thing that the model refuses. */
  readonly refused: (thing: Thing) => Made
}

/** All in one call; one by one where the model refuses, so that only what it refuses goes without. */
export async function embedMany<Thing, Made>(
  things: readonly Thing[],
  { embedAll, refused }: Embedding<Thing, Made>,
): Promise<readonly Made[]> {
  const together = await unlessRefused(() => embedAll(things))
  if (together) return together
  const made: Made[] = []
  for (const thing of things) made.push(...((await unlessRefused(() => embedAll([thing]))) ?? [refused(thing)]))
  return made
}

/** Null when the model refuses. */
async function unlessRefused<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem && error.code === 'model.refused') return null
    throw error
  }
}

/** The vector of each text, which is embedded once however often it is there. */
export async function embedDistinct(
  embedder: Pick<Embedder, 'embed'>,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Float32Array>> {
  const distinct = [...new Set(texts)]
  const vectors = distinct.length > 0 ? await embedder.embed(distinct, { signal }) : []
  return new Map(distinct.map((text, index) => [text, vectors[index] as Float32Array]))
}
