import type { Steps } from '../../engine/index.ts'

/** Ids that are put in their places in one step. */
const IDS_A_STEP = 2048

/** Looks up the column of an item by its id. */
export function* columnsOf(itemIds: readonly string[]): Steps<(itemId: string) => number | undefined> {
  const columns = new Map<string, number>()
  for (const [column, id] of itemIds.entries()) {
    if (column % IDS_A_STEP === 0) yield
    columns.set(id, column)
  }
  return (itemId) => columns.get(itemId)
}
