/** Measures how well needs find the offers that meet them, and fits the calibration. `node evaluate/matching.ts` */
import { readFileSync } from 'node:fs'
import { calibrate, wordWeights } from '../src/engine/index.ts'
import { embedAll } from './embed.ts'
import { fitsOf, topicTexts } from './fits.ts'
import type { Fits } from './fits.ts'
import { areaUnderCurve, recallAt, shareAbove, upperQuantile } from './measures.ts'
import { makePopulation } from './population.ts'
import { methods, scorePairs, textsOf } from './pairs.ts'
import type { AskedOnce, Method, Pair } from './pairs.ts'

const SIZE = 400
/** The calibration is fitted on some populations and judged on others. */
const FIT_SEEDS = [1, 2, 3]
const TEST_SEEDS = [4, 5]
const COSINES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
/** Up to here the calibration follows the cosine, above it the full fits. */
const COSINE_KNOT_MAX = 0.3
/** Of the full fits so many reach the bound of a quality word. */
const BANDS = [
  { to: 0.4, share: 0.9 },
  { to: 0.5, share: 0.75 },
  { to: 0.65, share: 0.6 },
  { to: 0.8, share: 0.3 },
]

interface Truth {
  readonly title: string
  readonly asks: (pair: Pair) => boolean
  readonly isTrue: (pair: Pair) => boolean
}
const truths: readonly Truth[] = [
  { title: 'true when half of the needs are met', asks: () => true, isTrue: ({ met }) => met >= 0.5 },
  {
    title: 'several needs, true when one of them is met',
    asks: ({ needs }) => needs > 1,
    isTrue: ({ met }) => met > 0,
  },
]

const weights = wordWeights(
  JSON.parse(readFileSync(new URL('../models/word-weights/en-1.json', import.meta.url), 'utf8')),
)
const populations = [...FIT_SEEDS, ...TEST_SEEDS].map((seed) => makePopulation(SIZE, seed))
const vectors = await embedAll([...populations.flatMap(textsOf), ...topicTexts()])
const scored = populations.map((people) => scorePairs(people, vectors, weights))
const fitting = scored.slice(0, FIT_SEEDS.length)
const testing = scored.slice(FIT_SEEDS.length)
const fits = fitsOf(vectors, weights)

for (const truth of truths)
  printOrder(
    truth,
    testing.map(({ pairs }) => pairs.filter(truth.asks)),
  )
printShares(testing.flatMap(({ pairs }) => pairs))
printFits(fits)
printKnots(
  fitting.flatMap(({ pairs }) => pairs),
  fits,
)
const asked = testing.flatMap((one) => one.asked)
printBound(
  'a need counts as met from',
  asked.filter(({ isAgain }) => !isAgain),
)
printBound(
  'and from, where the offer meets another need better',
  asked.filter(({ isAgain }) => isAgain),
)

function printOrder({ title, isTrue }: Truth, groups: readonly (readonly Pair[])[]): void {
  const pairs = groups.flat()
  const truth = Uint8Array.from(pairs, (pair) => (isTrue(pair) ? 1 : 0))
  console.log(`${title}: ${percent(mean(truth))} of ${pairs.length} pairs of ${TEST_SEEDS.length} × ${SIZE} people`)
  for (const method of methods) {
    const area = areaUnderCurve(column(pairs, method), truth)
    const rows = groups.flatMap((group) => rowsOf(group, method, isTrue))
    const [first, ten] = [recallAt(1, rows).toFixed(3), recallAt(10, rows).toFixed(3)]
    console.log(`  ${method.padEnd(18)} AUC ${area.toFixed(3)}  first right ${first}  recall@10 ${ten}`)
  }
}

function printShares(pairs: readonly Pair[]): void {
  console.log('share of pairs at or above')
  for (const bound of COSINES) {
    const [cosines, ours] = [column(pairs, 'whole-text cosine'), column(pairs, 'blend, calibrated')]
    console.log(
      `  ${bound}  cosine ${percent(shareAbove(cosines, bound))}  calibrated ${percent(shareAbove(ours, bound))}`,
    )
  }
}

/** The quality words: how many full fits reach each, and how many needs beside offers of another topic. */
function printFits({ full, none }: Fits): void {
  console.log('share at or above (calibrated): full fits, no fits')
  const calibrated = [full, none].map((figures) => figures.map(calibrate))
  for (const bound of [0.3, ...BANDS.map(({ to }) => to)])
    console.log(`  ${bound}: ${calibrated.map((figures) => percent(shareAbove(figures, bound))).join(', ')}`)
}

/** Equal shares with the cosine at first: the blend that as many pairs reach. Then the shares of the full fits. */
function printKnots(pairs: readonly Pair[], { full }: Fits): void {
  console.log('knots of the calibration')
  const [cosines, blends] = [column(pairs, 'whole-text cosine'), column(pairs, 'blend')]
  const low = COSINES.filter((to) => to <= COSINE_KNOT_MAX).map((to) => ({
    to,
    from: upperQuantile(blends, shareAbove(cosines, to)),
  }))
  const high = BANDS.map(({ to, share }) => ({ to, from: upperQuantile(full, share) }))
  for (const { from, to } of [...low, ...high]) console.log(`  { from: ${from.toFixed(3)}, to: ${to} },`)
}

function printBound(title: string, list: readonly AskedOnce[]): void {
  console.log(`${title} (calibrated): met needs found, unmet needs let through`)
  const figuresOf = (isMet: boolean): Float64Array =>
    Float64Array.from(
      list.filter((one) => one.isMet === isMet),
      ({ similarity }) => calibrate(similarity),
    )
  const [met, unmet] = [figuresOf(true), figuresOf(false)]
  for (const bound of [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.65])
    console.log(`  ${bound}: ${percent(shareAbove(met, bound))}, ${percent(shareAbove(unmet, bound))}`)
}

function rowsOf(
  pairs: readonly Pair[],
  method: Method,
  isTrue: Truth['isTrue'],
): { score: number; isTrue: boolean }[][] {
  const rows = new Map<number, { score: number; isTrue: boolean }[]>()
  for (const pair of pairs) {
    const row = rows.get(pair.asker) ?? []
    row.push({ score: pair.scores[method], isTrue: isTrue(pair) })
    rows.set(pair.asker, row)
  }
  return [...rows.values()]
}

function column(pairs: readonly Pair[], method: Method): Float64Array {
  return Float64Array.from(pairs, (pair) => pair.scores[method])
}

function mean(figures: Uint8Array): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}
