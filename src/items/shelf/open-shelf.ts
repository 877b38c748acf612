/** The shelf of a process: filled at its first use, and brought up to date before an answer when anything has changed. */
import { givingTurns } from '../../base/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { catalogueChannel, readChanges, readVectors } from '../catalogue/index.ts'
import { openColumns } from './columns.ts'
import type { Columns, WritableColumns } from './columns.ts'

export interface Shelf {
  /** As the catalogue stands: whatever this process has changed is in, and what others have since it was heard of. */
  current(): Promise<Columns>
  /** Something was changed here, and has been committed. */
  touch(): void
  close(): void
}

export interface ShelfOptions {
  readonly db: Pick<Db, 'query' | 'listen'>
  /** When more places are closed, and more than are open, a new shelf is filled without them. */
  readonly closedMax?: number
}

/** Rows that are read at once. */
const PAGE_ROWS = 1000
/** An item takes some hundredths of a millisecond: after so many milliseconds others get a turn. */
const TURN_MS = 10
/** A change of which nobody hears is found so much later. */
const LOOK_EVERY_MS = 30_000

const CLOSED_MAX = 10_000
/** A shelf does not change so often while another is filled: a version of the new one is never one of the old. */
const VERSIONS_MAX = 2 ** 32

export function openShelf({ db, closedMax = CLOSED_MAX }: ShelfOptions): Shelf {
  const filling = openFilling(db.query, closedMax)
  let isDirty = true
  let updating: Promise<void> | null = null
  const touch = (): void => {
    isDirty = true
  }

  async function update(): Promise<void> {
    // What changes from here on is for the next time.
    isDirty = false
    try {
      await filling.update()
    } catch (error) {
      isDirty = true
      throw error
    }
  }
  const updateOnce = (): Promise<void> =>
    (updating ??= update().finally(() => {
      updating = null
    }))
  async function current(): Promise<Columns> {
    // Whoever comes while it is being brought up to date may have changed something after that began: the next time has it. What is
    // changed later is no matter of hers, or an import would keep her waiting to its end.
    await updating
    if (isDirty || updating) {
      await updateOnce()
      filling.renew(touch)
    }
    return filling.columns()
  }

  const unlisten = db.listen(catalogueChannel, { onPayload: touch, onGap: touch, onReady: touch })
  const timer = setInterval(touch, LOOK_EVERY_MS)
  timer.unref()
  return {
    current,
    touch,
    close() {
      clearInterval(timer)
      unlisten()
    },
  }
}

interface Filled {
  readonly columns: WritableColumns
  /** From where on changes are read; null: all. */
  readonly mark: string | null
}

/** Columns that follow the catalogue: when most of their places are closed, others that are filled beside them take over. */
function openFilling(query: Db['query'], closedMax: number) {
  let filled: Filled = { columns: openColumns(), mark: null }
  let renewed: Filled | null = null
  let isRenewing = false
  const isWorn = ({ closed, count }: WritableColumns): boolean => closed > closedMax && closed > count / 2
  return {
    columns: (): Columns => filled.columns,
    async update(): Promise<void> {
      if (renewed) filled = renewed
      renewed = null
      const { columns, mark } = filled
      filled = { columns, mark: await takeChanges(query, columns, mark) }
    },
    /** Whoever has the old ones keeps them; the next update begins with the new. What goes wrong is tried again after it. */
    renew(onRenewed: () => void): void {
      if (isRenewing || renewed || !isWorn(filled.columns)) return
      isRenewing = true
      const columns = openColumns(filled.columns.changes + VERSIONS_MAX)
      const take = (mark: string): void => {
        renewed = { columns, mark }
        onRenewed()
      }
      takeChanges(query, columns, null)
        .then(take, () => {})
        .finally(() => {
          isRenewing = false
        })
    },
  }
}

/** Returns the mark from which the next changes are read. */
async function takeChanges(query: Db['query'], columns: WritableColumns, since: string | null): Promise<string> {
  let after: string | null = null
  let first: string | null = null
  const giveTurn = givingTurns(TURN_MS)
  for (;;) {
    const { changes, next, mark } = await readChanges(query, { since, after }, PAGE_ROWS)
    // Of the first page: what changes while the others are read is read again.
    first ??= mark
    const shown = changes.flatMap(({ item }) => (item ? [item] : []))
    const vectors = await readVectors(
      query,
      shown.map(({ id }) => id),
    )
    for (const { id, item } of changes) {
      await giveTurn()
      if (item) columns.put(item, vectors.get(id) ?? null)
      else columns.shut(id)
    }
    if (next === null) return first
    after = next
  }
}
