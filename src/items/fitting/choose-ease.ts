/** Chooses how much the exact model is held back, by what was held out of it. */
import { columnCounts, easeScorer, fitEase } from '../../engine/index.ts'
import type { EaseModel, EaseSettings, SparseMatrix } from '../../engine/index.ts'
import { judge } from './judge.ts'
import type { Judges } from './choose-spectral.ts'
import type { Asked, Tried } from './judge.ts'

export type EaseChoice = Required<EaseSettings>

export interface ChosenEase {
  readonly choice: EaseChoice
  readonly model: EaseModel
  readonly tried: readonly Tried<EaseChoice>[]
}

const LAMBDA_STEP = 2.5
const LAMBDA_STEPS_MAX = 4
const DROPOUTS = [0.25, 0.5, 0.7]
/** Of the people, for each of the choices: they cost a part of what a fit costs. */
const PEOPLE_MAX = 1500

/**
 * Each try is a fit, so they go one way and turn: first lambda, from about what a well known column has, in the direction that
 * gains; then dropout. After `secondsMax` nothing more is tried, but one always is. Null when even that was stopped.
 */
export function chooseEase(judges: Judges, itemsMax: number): ChosenEase {
  const { effort, secondsMax } = judges
  const begun = effort.secondsLeft()
  const tries = openTries(judges, itemsMax)
  const hasTime = (): boolean =>
    secondsMax === Infinity || begun - effort.secondsLeft() + tries.secondsEach() < secondsMax
  const lambda = lambdaFirst(judges.train)
  tries.add({ lambda, dropout: 0 })
  walkLambda(tries, LAMBDA_STEP, hasTime)
  // Where more is worse, less may be better.
  if (tries.best().choice.lambda === lambda) walkLambda(tries, 1 / LAMBDA_STEP, hasTime)
  for (const dropout of DROPOUTS) {
    if (!hasTime()) break
    if (!tries.add({ lambda: tries.best().choice.lambda, dropout })) break
  }
  return { ...tries.best(), tried: tries.tried }
}

function walkLambda(tries: Tries, step: number, hasTime: () => boolean): void {
  for (let steps = 0; steps < LAMBDA_STEPS_MAX && hasTime(); steps += 1) {
    if (!tries.add({ lambda: tries.best().choice.lambda * step, dropout: 0 })) return
  }
}

/** What the columns of the upper tenth have at least. */
function lambdaFirst(train: SparseMatrix): number {
  const counts = columnCounts(train)
    .filter((count) => count > 0)
    .toSorted()
  return Math.max(1, counts[Math.floor(0.9 * counts.length)] ?? 1)
}

interface Tries {
  /** False when it is no better than what there is. */
  add(settings: Pick<EaseChoice, 'lambda' | 'dropout'>): boolean
  best(): Omit<ChosenEase, 'tried'>
  secondsEach(): number
  readonly tried: readonly Tried<EaseChoice>[]
}

/** Only the best of the models is kept. */
function openTries({ train, people, effort }: Judges, itemsMax: number): Tries {
  const tried: Tried<EaseChoice>[] = []
  const scores = new Float32Array(train.columns)
  let best: (Omit<ChosenEase, 'tried'> & { readonly ndcg: number }) | null = null
  let secondsEach = 0
  return {
    tried,
    secondsEach: () => secondsEach,
    best: () => best as NonNullable<typeof best>,
    add(settings) {
      const begun = effort.secondsLeft()
      const choice = { ...settings, itemsMax }
      const model = fitEase(train, choice, effort)
      const scorer = easeScorer(model)
      function* scoresOf({ row }: Asked): Generator<Float32Array> {
        scorer.score(row, scores)
        yield scores
      }
      const judging = { choices: [choice], scoresOf, secondsMax: Infinity, effort }
      const [result] = judge(people.slice(0, PEOPLE_MAX), judging).tried
      tried.push(result as Tried<EaseChoice>)
      secondsEach = begun === Infinity ? 0 : begun - effort.secondsLeft()
      const isBetter = best === null || (result?.ndcg ?? 0) > best.ndcg
      if (isBetter) best = { choice, model, ndcg: result?.ndcg ?? 0 }
      return isBetter
    },
  }
}
