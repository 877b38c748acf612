/** What is popular in a group, shrunk towards its wider groups by how much evidence it has. */
import { cellCount, cellOf, evidenceOf, groupOf, tallyOf } from './popularity-counts.ts'
import type { Evidence, Group, GroupCounts, GroupShape, Tally } from './popularity-counts.ts'
import { credibility, credibilityMax, noiseOf, realDistance } from './shrinkage.ts'
import type { Noise } from './shrinkage.ts'

/** One of the groups that a ranking is made of. */
export interface GroupShare {
  readonly group: Group
  /** Effective events. */
  readonly evidence: number
  /** How much of the ranking is its own, 0..1; over all groups of a ranking 1. */
  readonly weight: number
}

export interface GroupRanking {
  /** One for each column: the chance that the next event of the group is on it. They add to 1. */
  readonly scores: Float32Array
  /** The narrowest group first. */
  readonly explanation: readonly GroupShare[]
}

export interface GroupPopularity {
  /** Remembered: the same group gets the same object. Throws a RangeError for a group that there is not. */
  rank(group: Group): GroupRanking
}

/** The prior of the root: one event, spread evenly, so that nothing is impossible. */
const ROOT_EVENTS = 1

/**
 * Three levels: all; a gender, an age; a gender of an age. With f shares, n effective events and λ of `shrinkage.ts`:
 * - p_all(i) = (n f(i) + 1 / I) / (n + 1) over I items, of all events, also those of nobody known;
 * - p_gender = λ f_gender + (1 − λ) p_all, and so for an age;
 * - p_cell = λ f_cell + (1 − λ) m, where m is what gender and age expect together: with x(i) = p_gender(i) / p_all(i) − 1 and
 *   y(i) of the age, m(i) = p_all(i) (1 + x + y), where both are losses p_all(i) (1 + x) (1 + y), normalised. That is the
 *   crossed classification of D. Dannenburg, R. Kaas and M. Goovaerts ("Practical Actuarial Credibility Models", 1996), kept
 *   above zero. The product alone ranks planted data no better, and counts twice what a gender and an age have from the
 *   same few rows: 37 times as often as expected becomes 1369 times.
 *
 * One pass over the counts for each group; a ranking is made when it is first asked for, in the order of the columns.
 */
export function groupPopularity(counts: GroupCounts): GroupPopularity {
  const rankings = new Map<number, GroupRanking>()
  const levels = fitLevels(counts)
  return {
    rank(group) {
      requireGroup(counts, group)
      const cell = cellOf(counts, group)
      const ranking = rankings.get(cell) ?? rankingOf(levels, group)
      rankings.set(cell, ranking)
      return ranking
    },
  }
}

/** A group with what is believed of it. */
interface Believed {
  readonly evidence: Evidence
  readonly shares: Float64Array
  /** λ */
  readonly belief: number
}

interface Levels {
  readonly tally: Tally
  readonly all: Believed
  readonly genders: readonly Believed[]
  readonly ages: readonly Believed[]
  /** The squared distance that is real between a cell and what its gender and age expect of it. */
  readonly realOfCells: number
}

function fitLevels(counts: GroupCounts): Levels {
  const tally = tallyOf(counts)
  const evidence = evidenceOf(tally, () => true)
  const all = { evidence, shares: rootShares(evidence), belief: 1 }
  const main = (size: number, isOf: (group: Group, index: number) => boolean): readonly Believed[] =>
    believedOf(
      Array.from({ length: size }, (_, index) => evidenceOf(tally, (cell) => isOf(groupOf(counts, cell), index))),
      all,
    )
  const genders = main(counts.genders, ({ gender }, index) => gender === index)
  const ages = main(counts.ages, ({ age }, index) => age === index)
  const levels = { tally, all, genders, ages, realOfCells: 0 }
  const distances = Array.from({ length: cellCount(counts) }, (_, cell) => groupOf(counts, cell))
    .map((group) => narrowest(levels, group))
    .filter((cell) => cell !== null && cell.evidence.events > 0)
    .map((cell) => distanceOf(cell as Narrowest))
  return { ...levels, realOfCells: realDistance(distances) }
}

function rootShares({ events, shares }: Evidence): Float64Array {
  const even = ROOT_EVENTS / shares.length
  return shares.map((share) => (share * events + even) / (events + ROOT_EVENTS))
}

/** Genders, or ages, with all as what is expected of them. */
function believedOf(groups: readonly Evidence[], all: Believed): readonly Believed[] {
  const spread = 1 - sumOfSquares(all.shares)
  const common = spread / (all.evidence.events + ROOT_EVENTS)
  const noises = groups.map(({ events }) => ({ own: spread / events, expected: common, common }))
  const known = groups
    .map((evidence, index) => ({ evidence, expected: all.shares, noise: noises[index] as Noise }))
    .filter(({ evidence }) => evidence.events > 0)
  const real = realDistance(known.map(distanceOf))
  return groups.map((evidence, index) =>
    believe({ evidence, expected: all.shares, noise: noises[index] as Noise }, real),
  )
}

/** A group beside what is expected of it. */
interface Narrowest {
  readonly evidence: Evidence
  readonly expected: Float64Array
  readonly noise: Noise
}

const distanceOf = ({ evidence, expected, noise }: Narrowest) => ({
  squared: expected.reduce((sum, share, item) => sum + (share - (evidence.shares[item] as number)) ** 2, 0),
  noise: noiseOf(noise),
})

function believe({ evidence, expected, noise }: Narrowest, real: number): Believed {
  const largest = expected.reduce((most, share) => Math.max(most, share), 0)
  const belief = Math.min(credibility(real, noise), credibilityMax(evidence.events, largest))
  const shares = expected.map((share, item) => belief * (evidence.shares[item] as number) + (1 - belief) * share)
  return { evidence, shares, belief }
}

/** The cell of a gender and an age that are both known; null for other cells. */
function narrowest(levels: Levels, group: Group): Narrowest | null {
  const [gender, age] = [levels.genders[group.gender ?? -1], levels.ages[group.age ?? -1]]
  if (!gender || !age) return null
  const cell = cellOf(levels.tally.counts, group)
  const evidence = evidenceOf(levels.tally, (other) => other === cell)
  const expected = expectedOf(gender.shares, age.shares, levels.all.shares)
  return { evidence, expected, noise: cellNoise({ evidence, gender, age }, levels.all, 1 - sumOfSquares(expected)) }
}

function expectedOf(gender: Float64Array, age: Float64Array, all: Float64Array): Float64Array {
  const together = all.map((share, item) => {
    const [byGender, byAge] = [(gender[item] as number) - share, (age[item] as number) - share]
    return share + byGender + byAge + (byGender < 0 && byAge < 0 ? (byGender * byAge) / share : 0)
  })
  const sum = together.reduce((total, share) => total + share, 0)
  return together.map((share) => share / sum)
}

/**
 * But for losses that meet, m is w p_all + λ_g f_gender + λ_a f_age with w = 1 − λ_g − λ_a. Shares of groups that hold each
 * other vary together as those of the wider one do, by spread / n; those of a gender and an age by what they have in common.
 */
function cellNoise(
  { evidence, gender, age }: { evidence: Evidence; gender: Believed; age: Believed },
  all: Believed,
  spread: number,
): Noise {
  if (evidence.events === 0) return { own: Infinity, expected: 0, common: 0 }
  const [own, byAll] = [evidence.events, 1 / (all.evidence.events + ROOT_EVENTS)]
  const [byGender, byAge] = [1 / gender.evidence.events, 1 / age.evidence.events]
  const rest = 1 - gender.belief - age.belief
  const common = rest * byAll + gender.belief * byGender + age.belief * byAge
  const expected =
    rest * (rest + 2 * gender.belief + 2 * age.belief) * byAll +
    gender.belief ** 2 * byGender +
    age.belief ** 2 * byAge +
    2 * gender.belief * age.belief * own * byGender * byAge
  return { own: spread / own, expected: spread * expected, common: spread * common }
}

function rankingOf(levels: Levels, group: Group): GroupRanking {
  const { all, genders, ages } = levels
  const [gender, age] = [genders[group.gender ?? -1], ages[group.age ?? -1]]
  const cell = narrowest(levels, group)
  const own = cell ? believe(cell, levels.realOfCells) : null
  const shares = (own ?? gender ?? age ?? all).shares
  return { scores: Float32Array.from(shares), explanation: explain({ own, gender, age, all }, group) }
}

interface Parts {
  readonly own: Believed | null
  readonly gender: Believed | undefined
  readonly age: Believed | undefined
  readonly all: Believed
}

/**
 * What a gender and an age say has its own λ as weight as long as they do not say more than all together; then the two are
 * reduced alike. All the rest is everybody's.
 */
function explain({ own, gender, age, all }: Parts, group: Group): readonly GroupShare[] {
  const left = 1 - (own?.belief ?? 0)
  const said = (gender?.belief ?? 0) + (age?.belief ?? 0)
  const scale = left / Math.max(1, said)
  const share = (part: Believed | undefined | null, of: Group, weight: number): readonly GroupShare[] =>
    part ? [{ group: of, evidence: part.evidence.events, weight }] : []
  return [
    ...share(own, group, own?.belief ?? 0),
    ...share(gender, { gender: group.gender, age: null }, scale * (gender?.belief ?? 0)),
    ...share(age, { gender: null, age: group.age }, scale * (age?.belief ?? 0)),
    ...share(all, { gender: null, age: null }, Math.max(0, left - scale * said)),
  ]
}

function requireGroup({ genders, ages }: GroupShape, { gender, age }: Group): void {
  const isOne = (index: number | null, size: number): boolean =>
    index === null || (Number.isInteger(index) && index >= 0 && index < size)
  if (!isOne(gender, genders)) throw new RangeError(`Group: gender ${gender} is not among ${genders}`)
  if (!isOne(age, ages)) throw new RangeError(`Group: age ${age} is not among ${ages}`)
}

const sumOfSquares = (shares: Float64Array): number => shares.reduce((sum, share) => sum + share ** 2, 0)
