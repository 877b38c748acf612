/** Chooses how smooth a spectral model is to be, by what was held out of it. */
import type { Effort, SparseMatrix, SpectralModel, SpectralWeights } from '../../engine/index.ts'
import { bestOf, gainOf, judge } from './judge.ts'
import type { Asked, Judged, Tried } from './judge.ts'
import { openSpectralParts } from './spectral-parts.ts'
import type { Shape, SpectralParts } from './spectral-parts.ts'

export type SpectralChoice = Required<SpectralWeights>

export interface ChosenSpectral {
  readonly choice: SpectralChoice
  readonly tried: readonly Tried<SpectralChoice>[]
}

export interface Judges {
  /** What the model was fitted on. */
  readonly train: SparseMatrix
  readonly people: readonly Asked[]
  readonly secondsMax: number
  readonly effort: Effort
}

/** What was best on public data of tens of thousands of people comes first, and stays unless another is better beyond chance. */
const GAMMAS = [0.7, 0.35, 0, 1.05]
const BETAS = [1, 0.3, 3, 0.1, 10]
const GAMMA_STEP = 0.175
const GAMMA_MAX = 2
const RANK_MIN = 8

/** In two rounds: first how soft, with all components; then a little softer or less so, and with fewer of them. */
export function chooseSpectral(model: SpectralModel, judges: Judges): ChosenSpectral {
  const rank = model.singularValues.length
  const parts = openSpectralParts(model, judges.train)
  const round = (shapes: readonly Shape[]): Judged<SpectralChoice> =>
    judgeShapes(parts, shapes, { ...judges, secondsMax: judges.secondsMax / 2 })
  const first = round(GAMMAS.map((gamma) => ({ gamma, rank })))
  const coarse = first.tried[bestOf(first.tried)]?.settings as SpectralChoice
  const second = round(shapesAround(coarse))
  const tried = [...first.tried, ...second.tried]
  const values = [...first.values, ...second.values]
  const best = bestOf(tried)
  const isBetter = isBeyondChance(values[best] as Float64Array, values[0] as Float64Array)
  return { choice: tried[isBetter ? best : 0]?.settings as SpectralChoice, tried }
}

/** The best of forty is often so by luck: it is to gain more than a standard error, for those who were asked about both. */
function isBeyondChance(best: Float64Array, usual: Float64Array): boolean {
  const count = Math.min(best.length, usual.length)
  const { gain, error } = gainOf(best.subarray(0, count), usual.subarray(0, count))
  return gain > error
}

function shapesAround({ gamma, rank }: SpectralChoice): readonly Shape[] {
  const others = [
    { gamma: Math.min(GAMMA_MAX, gamma + GAMMA_STEP), rank },
    { gamma: Math.max(0, gamma - GAMMA_STEP), rank },
    { gamma, rank: Math.ceil(rank / 2) },
    { gamma, rank: Math.ceil(rank / 4) },
  ]
  return others.filter(
    (shape) => shape.rank >= Math.min(rank, RANK_MIN) && !(shape.gamma === gamma && shape.rank === rank),
  )
}

function judgeShapes(
  parts: SpectralParts,
  shapes: readonly Shape[],
  { train, people, secondsMax, effort }: Judges,
): Judged<SpectralChoice> {
  const choices = shapes.flatMap((shape) => BETAS.map((beta) => ({ ...shape, beta })))
  const [walked, sum] = [new Float32Array(train.columns), new Float32Array(train.columns)]
  const smooth = shapes.map(() => new Float32Array(train.columns))
  function* scoresOf({ row }: Asked): Generator<Float32Array> {
    parts.walk(row, walked)
    parts.smooth(row, shapes, smooth)
    for (const scores of smooth) {
      for (const beta of BETAS) {
        writeSum(sum, walked, { scores, factor: beta })
        yield sum
      }
    }
  }
  return judge(people, { choices, scoresOf, secondsMax, effort })
}

interface Scaled {
  readonly scores: Float32Array
  readonly factor: number
}

/** `base` plus a multiple of other scores. */
export function writeSum(sum: Float32Array, base: Float32Array, { scores, factor }: Scaled): void {
  for (let at = 0; at < sum.length; at += 1) sum[at] = (base[at] as number) + factor * (scores[at] as number)
}
