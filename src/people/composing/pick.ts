/** Keeps lists bounded without favouring what was said first. */
import { contentStems, wordsOf } from '../../engine/index.ts'

/** The first of those that say the same in the same words. */
export function withoutRepeats<Said extends { readonly text: string }>(list: readonly Said[]): readonly Said[] {
  const seen = new Set<string>()
  return list.filter(({ text }) => {
    const stems = contentStems(text)
    const words = (stems.length > 0 ? stems : wordsOf(text)).join(' ')
    if (seen.has(words)) return false
    seen.add(words)
    return true
  })
}

/** The longest `limit`, in the order in which they were said: of scraps without end these say what there is to say. */
export function takeLongest<Said extends { readonly text: string }>(
  list: readonly Said[],
  limit: number,
): readonly Said[] {
  if (list.length <= limit) return list
  const longest = new Set(list.toSorted((one, other) => other.text.length - one.text.length).slice(0, limit))
  return list.filter((said) => longest.has(said))
}

/**
 * How long each of several lists may be, so that together they are no longer than `total`: who says little is heard in
 * full, and the longest give way first. Infinity where all fit.
 */
export function evenShare(lengths: readonly number[], total: number): number {
  let left = total
  for (const [index, length] of lengths.toSorted((one, other) => one - other).entries()) {
    const share = Math.floor(left / (lengths.length - index))
    if (length > share) return share
    left -= length
  }
  return Infinity
}

/**
 * The strongest `limit`, in the order in which they were said. Where equals compete for the last places, these are taken
 * evenly from all of them: the last page of a long text counts as much as its first.
 */
export function takeStrongest<Said extends { readonly strength: number }>(
  list: readonly Said[],
  limit: number,
): readonly Said[] {
  if (list.length <= limit) return list
  const cut = list.map(({ strength }) => strength).toSorted((one, other) => other - one)[limit - 1] ?? 0
  const places = limit - list.filter(({ strength }) => strength > cut).length
  const equals = list.filter(({ strength }) => strength === cut)
  const chosen = new Set(
    Array.from({ length: places }, (_, place) => equals[Math.floor((place * equals.length) / places)]),
  )
  return list.filter((said) => said.strength > cut || chosen.has(said))
}
