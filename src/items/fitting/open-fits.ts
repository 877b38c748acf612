/** What was learnt, in the memory of a process: loaded as it becomes ready, and replaced in one instant. */
import { givingTurns } from '../../base/index.ts'
import type { Logger } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { findReadyFit } from './fits-store.ts'
import type { FitKind, StoredFit } from './fits-store.ts'
import { openLearned } from './learned.ts'
import type { Learned } from './learned.ts'
import { openPopularityTable } from './popularity-table.ts'
import type { PopularityTable } from './popularity-table.ts'
import { fitsChannel } from './publish.ts'

export interface Fits {
  /** Null until there is one, and while the first is loaded. */
  model(): Learned | null
  popularity(): PopularityTable | null
  /** Resolves when what is ready now is loaded, or could not be. */
  settled(): Promise<void>
  close(): void
}

export interface FitsOptions {
  readonly db: Pick<Db, 'query' | 'listen'>
  readonly log: Logger
}

/** A fit of which nobody hears is found so much later. */
const LOOK_EVERY_MS = 60_000
/** After so many milliseconds of opening what was loaded others get a turn. */
const TURN_MS = 10

export function openFits({ db, log }: FitsOptions): Fits {
  const kept: Kept = { model: null, popularity: null }
  const state: { loading: Promise<void> | null; isAsked: boolean; isClosed: boolean } = {
    loading: null,
    isAsked: false,
    isClosed: false,
  }

  /** Whoever asks while it loads is answered by another look behind it. */
  function look(): void {
    state.isAsked = true
    state.loading ??= lookAll().finally(() => {
      state.loading = null
    })
  }
  async function lookAll(): Promise<void> {
    while (state.isAsked && !state.isClosed) {
      state.isAsked = false
      for (const kind of ['popularity', 'model'] as const) {
        await load(db, kind, kept).catch((error: unknown) =>
          log.warn('What was learnt could not be loaded; what was loaded before goes on answering.', { kind, error }),
        )
      }
    }
  }

  const unlisten = db.listen(fitsChannel, { onPayload: look, onGap: () => {}, onReady: look })
  const timer = setInterval(look, LOOK_EVERY_MS)
  timer.unref()
  look()
  return {
    model: () => kept.model,
    popularity: () => kept.popularity,
    async settled() {
      look()
      await state.loading
    },
    close() {
      state.isClosed = true
      clearInterval(timer)
      unlisten()
    },
  }
}

interface Kept {
  model: Learned | null
  popularity: PopularityTable | null
}

async function load({ query }: Pick<Db, 'query'>, kind: FitKind, kept: Kept): Promise<void> {
  const ready: StoredFit | null = await findReadyFit(query, kind)
  if (!ready || ready.id === kept[kind]?.id) return
  const giveTurn = givingTurns(TURN_MS)
  if (kind === 'model') kept.model = (await openLearned(query, ready, { before: kept.model, giveTurn })) ?? kept.model
  else kept.popularity = (await openPopularityTable(query, ready, giveTurn)) ?? kept.popularity
}
