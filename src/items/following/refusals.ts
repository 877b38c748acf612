/** What the host has refused to show when it was asked last: our own tables hear of that at the next pass only. */

export interface Refusals {
  note(ids: readonly string[], standing: ReadonlySet<string>): void
  has(id: string): boolean
}

/** Some hundreds of kilobytes: what was refused longest ago is known by a pass since. */
const MAX = 10_000

export function openRefusals(): Refusals {
  const refused = new Set<string>()
  return {
    note(ids, standing) {
      for (const id of ids) {
        refused.delete(id)
        if (!standing.has(id)) refused.add(id)
      }
      for (const id of refused) {
        if (refused.size <= MAX) break
        refused.delete(id)
      }
    },
    has: (id) => refused.has(id),
  }
}
