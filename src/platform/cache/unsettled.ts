/**
 * The keys that a change of this process is about and whose commit it has not heard of yet. What is read of them now
 * may be of before the commit or of after it, so it is not kept.
 */

export interface Unsettled {
  /** Begins a change; null keys: everything. Returns its number. */
  begin(keys: readonly string[] | null): number
  /** The commit of the change was heard. A change that was rolled back is never heard of and runs out. */
  settle(change: number): void
  has(key: string): boolean
}

interface Change {
  readonly keys: readonly string[] | null
  readonly endsAtMs: number
}

/** `nowMs` runs evenly; a change that is not heard of within `patienceMs` is taken for rolled back. */
export function openUnsettled(patienceMs: number, nowMs: () => number): Unsettled {
  const changes = new Map<number, Change>()
  const counts = new Map<string | null, number>()
  let last = 0

  function add(key: string | null, by: 1 | -1): void {
    const count = (counts.get(key) ?? 0) + by
    if (count > 0) counts.set(key, count)
    else counts.delete(key)
  }
  function settle(change: number): void {
    const settled = changes.get(change)
    if (!settled || !changes.delete(change)) return
    for (const key of settled.keys ?? [null]) add(key, -1)
  }
  /** Changes run out in the order in which they began. */
  function forgetLapsed(): void {
    for (const [change, { endsAtMs }] of changes) {
      if (endsAtMs > nowMs()) return
      settle(change)
    }
  }

  return {
    begin(keys) {
      forgetLapsed()
      last += 1
      changes.set(last, { keys, endsAtMs: nowMs() + patienceMs })
      for (const key of keys ?? [null]) add(key, 1)
      return last
    },
    settle,
    has(key) {
      if (counts.size === 0) return false
      forgetLapsed()
      return counts.has(key) || counts.has(null)
    },
  }
}
