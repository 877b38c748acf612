/** Looks up the column of an item by its id. */
export function columnsOf(itemIds: readonly string[]): (itemId: string) => number | undefined {
  const columns = new Map<string, number>()
  for (const [column, id] of itemIds.entries()) columns.set(id, column)
  return (itemId) => columns.get(itemId)
}
