/** Who is served next when several calls wait: a decision, without the calls themselves. */

/** One waiting call: what its texts cost, in the order in which they are taken, and how many are taken already. */
export interface WaitingCall {
  readonly costs: readonly number[]
  readonly taken: number
}

export interface ChunkLimits {
  readonly cost: number
  readonly texts: number
  /** Calls that may share a chunk. */
  readonly calls: number
}

/**
 * How many texts each call gives to the next chunk, in the order of `calls`. Whoever has given the least cost so far
 * gives next, so a short call is through at once and long ones share what is left. At least one text is taken.
 */
export function planChunk(calls: readonly WaitingCall[], limits: ChunkLimits): number[] {
  const sharing = calls.slice(0, limits.calls)
  const counts = sharing.map(() => 0)
  const spent = sharing.map(() => 0)
  let texts = 0
  let cost = 0
  while (texts < limits.texts) {
    const next = leastServed(sharing, counts, spent)
    if (next === null) break
    const price = priceOfNext(sharing[next], counts[next])
    if (texts > 0 && cost + price > limits.cost) break
    counts[next] = (counts[next] ?? 0) + 1
    spent[next] = (spent[next] ?? 0) + price
    texts += 1
    cost += price
  }
  return counts
}

function leastServed(
  calls: readonly WaitingCall[],
  counts: readonly number[],
  spent: readonly number[],
): number | null {
  let best: number | null = null
  for (const [index, call] of calls.entries()) {
    if (call.taken + (counts[index] ?? 0) >= call.costs.length) continue
    if (best === null || (spent[index] ?? 0) < (spent[best] ?? 0)) best = index
  }
  return best
}

function priceOfNext(call: WaitingCall | undefined, count = 0): number {
  return call?.costs[call.taken + count] ?? 0
}
