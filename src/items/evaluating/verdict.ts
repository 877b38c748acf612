/** What the figures say, in sentences. */
import { differenceOf } from './figures.ts'
import type { EngineName, Shown } from './figures.ts'

export interface Verdict {
  /** Whether any engine found more than the most popular items would have, beyond chance. */
  readonly isAnythingBetter: boolean
  readonly sentences: readonly string[]
}

const everybody = (): boolean => true

/** By NDCG, person by person, with an interval of 95 %. */
export function verdictOn(shown: Shown, seed: number): Verdict {
  const { popular } = shown
  if (!popular) return { isAnythingBetter: false, sentences: [] }
  const against = (name: EngineName) => {
    const qualities = shown[name]
    return qualities ? differenceOf(qualities, popular, { isIn: everybody, seed }) : null
  }
  const better = (['ours', 'item-knn', 'last-liked', 'popular-by-group'] as const).filter(
    (name) => (against(name)?.low ?? 0) > 0,
  )
  if (better.length === 0) return { isAnythingBetter: false, sentences: [NOTHING] }
  const ours = against('ours')
  const isOursBetter = better.includes('ours')
  const word = isOursBetter ? 'more' : 'no more'
  const amount = ours ? ` (${signed(ours.mean)} NDCG, 95 % interval ${signed(ours.low)} to ${signed(ours.high)})` : ''
  return {
    isAnythingBetter: true,
    sentences: [`Our engine finds ${word} than the most popular items would${amount}.`],
  }
}

const NOTHING =
  'Nothing beats most-popular here: what people like says nothing of what else they like, beyond what everybody likes.'

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(4)}`
