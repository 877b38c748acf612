/** Choosing among the best what is not all the same. */

export interface Diversity {
  /** Of the candidates, from the best to the worst. */
  readonly scores: readonly number[]
  /** How alike two candidates are, by their places in `scores`: −1 to 1. */
  likeness(one: number, other: number): number
  /** 0: as they come. 1: as different from each other as can be. */
  readonly diversity: number
}

/**
 * The places of `count` candidates in the order of maximal marginal relevance (Carbonell & Goldstein 1998): each next one has
 * the highest (1 − d) · score − d · likeness to the most alike of those chosen, with scores put on 0 to 1 between the worst and
 * the best candidate. Of equals the earlier comes first, so the same candidates always give the same choice, and d = 0
 * leaves the order as it is. Takes count · candidates likenesses.
 */
export function diversify({ scores, likeness, diversity }: Diversity, count: number): number[] {
  if (diversity === 0) return scores.slice(0, count).map((_, place) => place)
  const relevance = onUnit(scores)
  const closest = scores.map(() => Number.NEGATIVE_INFINITY)
  const chosen: number[] = []
  const left = new Set(scores.keys())
  while (chosen.length < count && left.size > 0) {
    const next = bestOf(left, (place) => worthOf(relevance[place] ?? 0, closest[place] ?? 0, diversity))
    chosen.push(next)
    left.delete(next)
    for (const place of left) closest[place] = Math.max(closest[place] ?? 0, likeness(place, next))
  }
  return chosen
}

/** While nothing is chosen nothing is alike. */
const worthOf = (relevance: number, closest: number, diversity: number): number =>
  (1 - diversity) * relevance - (closest === Number.NEGATIVE_INFINITY ? 0 : diversity * closest)

function onUnit(scores: readonly number[]): readonly number[] {
  const [best, worst] = [scores[0] ?? 0, scores.at(-1) ?? 0]
  const range = best - worst
  return scores.map((score) => (range > 0 ? (score - worst) / range : 0))
}

function bestOf(places: Iterable<number>, worth: (place: number) => number): number {
  let [best, most] = [-1, Number.NEGATIVE_INFINITY]
  for (const place of places) {
    const value = worth(place)
    if (best === -1 || value > most) [best, most] = [place, value]
  }
  return best
}
