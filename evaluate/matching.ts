/** Measures how well needs find the offers that meet them, and fits the calibration. `node evaluate/matching.ts` */
import { readFileSync } from 'node:fs'
import { calibrate, coveredMin, wordWeights } from '../src/engine/index.ts'
import { embedAll } from './embed.ts'
import { areaUnderCurve, recallAt, shareAbove, upperQuantile } from './measures.ts'
import { makePopulation } from './population.ts'
import { methods, scorePairs, textsOf } from './pairs.ts'
import type { AskedOnce, Method, Pair } from './pairs.ts'

const SIZE = 400
/** The calibration is fitted on some populations and judged on others. */
const FIT_SEEDS = [1, 2, 3]
const TEST_SEEDS = [4, 5]
/** A pair is true when at least half of the needs are met. */
const MET_MIN = 0.5
const COSINES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]

const weights = wordWeights(
  JSON.parse(readFileSync(new URL('../models/word-weights/en-1.json', import.meta.url), 'utf8')),
)
const populations = [...FIT_SEEDS, ...TEST_SEEDS].map((seed) => makePopulation(SIZE, seed))
const vectors = await embedAll(populations.flatMap(textsOf))
const scored = populations.map((people) => scorePairs(people, vectors, weights))
const fitting = scored.slice(0, FIT_SEEDS.length)
const testing = scored.slice(FIT_SEEDS.length)

printOrder(testing.map(({ pairs }) => pairs))
printShares(testing.flatMap(({ pairs }) => pairs))
printKnots(fitting.flatMap(({ pairs }) => pairs))
printBound(testing.flatMap(({ asked }) => asked))

function printOrder(groups: readonly (readonly Pair[])[]): void {
  const pairs = groups.flat()
  const truth = Uint8Array.from(pairs, (pair) => (isTrue(pair) ? 1 : 0))
  console.log(`${pairs.length} pairs of ${TEST_SEEDS.length} × ${SIZE} people, ${percent(mean(truth))} true`)
  for (const method of methods) {
    const area = areaUnderCurve(column(pairs, method), truth)
    const recall = recallAt(
      10,
      groups.flatMap((group) => rowsOf(group, method)),
    )
    console.log(`  ${method.padEnd(18)} AUC ${area.toFixed(3)}  recall@10 ${recall.toFixed(3)}`)
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

/** Equal shares: the blend that as many pairs reach as reach the cosine. */
function printKnots(pairs: readonly Pair[]): void {
  console.log('knots of the calibration (blend → cosine)')
  const [cosines, blends] = [column(pairs, 'whole-text cosine'), column(pairs, 'blend')]
  for (const to of COSINES)
    console.log(`  { from: ${upperQuantile(blends, shareAbove(cosines, to)).toFixed(3)}, to: ${to} },`)
}

function printBound(asked: readonly AskedOnce[]): void {
  const [met, unmet] = [asked.filter(({ isMet }) => isMet), asked.filter(({ isMet }) => !isMet)]
  console.log('a need counts as met from (calibrated): met needs found, unmet needs let through')
  for (const bound of [0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6]) {
    const share = (list: readonly AskedOnce[]): string =>
      percent(
        shareAbove(
          Float64Array.from(list, ({ similarity }) => calibrate(similarity)),
          bound,
        ),
      )
    console.log(`  ${bound}: ${share(met)}, ${share(unmet)}${bound === coveredMin ? '  ← in use' : ''}`)
  }
}

function rowsOf(pairs: readonly Pair[], method: Method): { score: number; isTrue: boolean }[][] {
  const rows = new Map<number, { score: number; isTrue: boolean }[]>()
  for (const pair of pairs) {
    const row = rows.get(pair.asker) ?? []
    row.push({ score: pair.scores[method], isTrue: isTrue(pair) })
    rows.set(pair.asker, row)
  }
  return [...rows.values()]
}

function isTrue(pair: Pair): boolean {
  return pair.met >= MET_MIN
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
