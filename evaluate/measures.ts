/** How good an ordering is, given the truth. */

/** Area under the ROC curve: how often a true pair scores above an untrue one; ties count half. */
export function areaUnderCurve(scores: Float64Array, truth: Uint8Array): number {
  const order = Uint32Array.from(scores, (_, index) => index).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number),
  )
  let [rankSum, positives] = [0, 0]
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && scores[order[to] as number] === scores[order[from] as number]) to += 1
    for (let at = from; at < to; at += 1) {
      if (truth[order[at] as number] === 0) continue
      positives += 1
      rankSum += (from + 1 + to) / 2
    }
  }
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * (order.length - positives))
}

/** Mean over the rows that have anything to find: the share found among the first `limit`, of at most `limit`. */
export function recallAt(limit: number, rows: readonly (readonly { score: number; isTrue: boolean }[])[]): number {
  const shares = rows
    .filter((row) => row.some((pair) => pair.isTrue))
    .map((row) => {
      const first = row.toSorted((a, b) => b.score - a.score).slice(0, limit)
      const all = row.filter((pair) => pair.isTrue).length
      return first.filter((pair) => pair.isTrue).length / Math.min(limit, all)
    })
  return shares.reduce((sum, share) => sum + share, 0) / shares.length
}

/** The share of figures at or above a bound. */
export function shareAbove(scores: Float64Array, bound: number): number {
  return scores.reduce((count, score) => count + (score >= bound ? 1 : 0), 0) / scores.length
}

/** The figure that this share of all figures is at or above. */
export function upperQuantile(scores: Float64Array, share: number): number {
  const sorted = scores.toSorted()
  const index = Math.round((1 - share) * sorted.length)
  return sorted[Math.max(0, Math.min(sorted.length - 1, index))] ?? 0
}
