/** From the words of items to vectors, many at once. */
import { quantise } from '../../engine/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { handles } from '../../platform/jobs/index.ts'
import type { JobHandler, JobRun, Jobs } from '../../platform/jobs/index.ts'
import { embedDistinct, embedMany } from '../../platform/models/index.ts'
import type { Embedder } from '../../platform/models/index.ts'
import { embeddedText } from './embedded-text.ts'
import { embedItems } from './jobs.ts'
import { tellChanged } from './store.ts'
import { dropVectorsOfOthers, listUnembedded, saveVectors } from './vectors-store.ts'
import type { ItemVector, MadeVector, Unembedded } from './vectors-store.ts'

export interface EmbedItemsDeps {
  readonly db: Db
  readonly jobs: Jobs
  /** The embedder that the settings choose. */
  readonly embedderOf: () => Promise<Embedder>
}

/** Items that are embedded in one call. */
const STRETCH = 256
/** Written in one transaction. */
const ROWS_AT_ONCE = 1000
const REMIND_SECONDS = 300

/** The regular tick goes on with whatever a stopped process left, and notices another model. */
export const embedItemsHandler = (deps: EmbedItemsDeps): JobHandler =>
  handles({ job: embedItems, handle: (_, run) => embedStretch(deps, run), everySeconds: REMIND_SECONDS })

type Run = Pick<JobRun, 'signal' | 'log'>

async function embedStretch(deps: EmbedItemsDeps, run: Run): Promise<void> {
  const { db, jobs } = deps
  const embedder = await deps.embedderOf()
  await dropOthers(deps, embedder, run)
  const items = await listUnembedded(db.query, STRETCH)
  if (items.length === 0) return
  const vectors = await makeVectors(embedder, items, run)
  await db.transaction(async (tx) => {
    await saveVectors(tx, embedder.model, vectors)
    await tellChanged(tx)
    await jobs.enqueue(tx, embedItems, {})
  })
}

/** Of two models, none but those of the one that answers now: until an item has a vector of that one, it has none. */
async function dropOthers({ db }: EmbedItemsDeps, { model }: Embedder, { signal }: Run): Promise<void> {
  for (let dropped = ROWS_AT_ONCE; dropped === ROWS_AT_ONCE;) {
    signal.throwIfAborted()
    dropped = await db.transaction(async (tx) => {
      const count = await dropVectorsOfOthers(tx, model, ROWS_AT_ONCE)
      if (count > 0) await tellChanged(tx)
      return count
    })
  }
}

const makeVectors = (
  embedder: Embedder,
  items: readonly Unembedded[],
  { signal, log }: Run,
): Promise<readonly MadeVector[]> =>
  embedMany<Unembedded, MadeVector>(items, {
    embedAll: (some) => embedAll(embedder, some, signal),
    refused({ id, digest }) {
      log.error('The model refused the words of an item: they say nothing until they are others.', {})
      return { id, digest, made: null }
    },
  })

async function embedAll(
  embedder: Embedder,
  items: readonly Unembedded[],
  signal: AbortSignal,
): Promise<readonly MadeVector[]> {
  const texts = items.map(({ text }) => embeddedText(text)).filter((text) => text !== '')
  const vectorOf = await embedDistinct(embedder, texts, signal)
  return items.map(({ id, digest, text }) => ({ id, digest, made: inBytes(vectorOf.get(embeddedText(text))) }))
}

function inBytes(unit: Float32Array | undefined): ItemVector | null {
  if (!unit) return null
  const vector = new Int8Array(unit.length)
  const scale = quantise(unit, vector)
  return scale === 0 ? null : { vector, scale }
}
