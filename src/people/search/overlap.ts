/** How much two lists have in common, where related words count as far as they are related. */
import { entryStems } from '../asking/index.ts'

/** How much one stem says of another: 1 for the same, less for a related one, 0 for anything else. The same both ways. */
export type Relate = (one: string, other: string) => number

/** Two entries that meet. */
export interface Meeting {
  readonly mine: string
  readonly theirs: string
  /** 0 to 1. */
  readonly likeness: number
}

/** Below this two entries have too little in common to be told of. */
const LIKENESS_MIN = 0.4

/**
 * 0 to 1, the same both ways: the best meetings, each entry in one at most, over the geometric mean of both lengths. A. Ochiai,
 * "Zoogeographical studies on the soleoid fishes" (1957): a short list is not favoured as it is by the shorter
 * length, nor a long one punished as by the union. Null when either list is empty.
 */
export function overlap(mine: readonly string[], theirs: readonly string[], relate: Relate): number | null {
  if (mine.length === 0 || theirs.length === 0) return null
  const total = meetings(mine, theirs, relate).reduce((sum, meeting) => sum + meeting.likeness, 0)
  return Math.min(1, total / Math.sqrt(mine.length * theirs.length))
}

/** The best first; of equals the one that stands first. */
export function meetings(mine: readonly string[], theirs: readonly string[], relate: Relate): readonly Meeting[] {
  const all = mine.flatMap((one) => {
    const beside = likenessBeside(one, relate)
    return theirs.flatMap((other): Meeting | [] => {
      const found = beside(other)
      return found < LIKENESS_MIN ? [] : { mine: one, theirs: other, likeness: found }
    })
  })
  const taken = { mine: new Set<string>(), theirs: new Set<string>() }
  return all
    .toSorted((one, other) => other.likeness - one.likeness)
    .filter((meeting) => {
      if (taken.mine.has(meeting.mine) || taken.theirs.has(meeting.theirs)) return false
      taken.mine.add(meeting.mine)
      taken.theirs.add(meeting.theirs)
      return true
    })
}

/** What is known of one entry beside others: they come again and again among people who like the same things. */
interface Beside {
  readonly likenesses: Map<string, number>
  /** How near a stem is to the nearest of its own. */
  readonly nearness: Map<string, number>
}

const remembered = new WeakMap<Relate, Map<string, Beside>>()
const REMEMBERED_MAX = 300
const REMEMBERED_LENGTH_MAX = 80

/** `likeness` to one entry; most others have no word that is near to it, which is told at once. */
function likenessBeside(one: string, relate: Relate): (other: string) => number {
  const known = remembered.get(relate) ?? new Map<string, Beside>()
  remembered.set(relate, known)
  const { likenesses, nearness } = known.get(one) ?? { likenesses: new Map(), nearness: new Map() }
  if (known.size >= REMEMBERED_MAX) known.clear()
  if (one.length <= REMEMBERED_LENGTH_MAX) known.set(one, { likenesses, nearness })
  const stems = entryStems(one)
  const isNear = (stem: string): boolean =>
    remember(nearness, stem, () => stems.reduce((most, own) => Math.max(most, relate(own, stem)), 0)) > 0
  return (other) => {
    const others = entryStems(other)
    if (stems.length > 0 && others.length > 0 && !others.some(isNear)) return 0
    return remember(likenesses, other, () => likeness(one, other, relate))
  }
}

function remember(known: Map<string, number>, key: string, make: () => number): number {
  const found = known.get(key) ?? make()
  if (known.size >= REMEMBERED_MAX) known.clear()
  if (key.length <= REMEMBERED_LENGTH_MAX) known.set(key, found)
  return found
}

/** Dice's coefficient over stems, each by its best of the other entry; 1 for two spellings of the same words. */
export function likeness(one: string, other: string, relate: Relate): number {
  const [ones, others] = [entryStems(one), entryStems(other)]
  if (ones.length === 0 || others.length === 0) return one.toLowerCase() === other.toLowerCase() ? 1 : 0
  const best = (stems: readonly string[], among: readonly string[]): number =>
    stems.reduce((sum, stem) => sum + Math.max(...among.map((candidate) => relate(stem, candidate))), 0)
  return (best(ones, others) + best(others, ones)) / (ones.length + others.length)
}
