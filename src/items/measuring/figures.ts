/** What was shown and what came of it, as it is told. */
import type { AnswersSince, ItemsSince, OutcomesSince, ShownSince, Sums } from './figures-store.ts'
import { quantileIn, sumOf } from './histogram.ts'
import { differenceOf, rateOf } from './rates.ts'
import type { Figures, MetricsAnswer } from './schema.ts'
import { armName, armOf } from './variant.ts'

export interface FiguresAsked {
  readonly hours: number
  readonly since: Date
  /** Items that may be recommended now. */
  readonly recommendable: number
  /** The experiment that runs. */
  readonly experiment: { readonly name: string } | null
}

export function figuresOf(sums: Sums, { hours, since, recommendable, experiment }: FiguresAsked): MetricsAnswer {
  const figures = (slice: Slice): Figures => sliceOf(sums, slice, recommendable)
  const variants = distinct([...sums.shown, ...sums.answers].map(({ variant }) => variant))
  return {
    hours,
    since: since.toISOString(),
    recommendable_items: recommendable,
    ...figures({}),
    by_source: distinct(sums.shown.map(({ source }) => source)).map((source) => ({ source, ...figures({ source }) })),
    by_variant: variants.map((variant) => ({
      ...nameOf(variant),
      answers: answersOf(sums, variant),
      ...figures({ variant }),
    })),
    by_algorithm: algorithmsOf(sums.answers),
    experiment: experiment && comparedIn(experiment, figures),
  }
}

/** What is not named is not asked about: a variant of null is what was outside of any. */
interface Slice {
  readonly source?: string
  readonly variant?: string | null
}

const isIn =
  ({ source, variant }: Slice) =>
  (row: { readonly source: string; readonly variant: string | null }): boolean =>
    (source === undefined || row.source === source) && (variant === undefined || row.variant === variant)

function sliceOf({ shown, outcomes, items }: Sums, slice: Slice, recommendable: number): Figures {
  const isMine = isIn(slice)
  const shownHere = sum(shown.filter(isMine).map((row: ShownSince) => row.shown))
  const countOf = (type: string): number =>
    sum(outcomes.filter((row: OutcomesSince) => row.type === type && isMine(row)).map((row) => row.outcomes))
  const [clicks, likes, purchases] = [countOf('click'), countOf('like'), countOf('purchase')]
  return {
    shown: shownHere,
    clicks,
    likes,
    purchases,
    click_rate: rateOf({ count: clicks, of: shownHere }),
    like_rate: rateOf({ count: likes, of: shownHere }),
    coverage: rateOf({ count: itemsIn(items, slice), of: recommendable }),
  }
}

function itemsIn(items: readonly ItemsSince[], { source, variant }: Slice): number {
  const isVariant = variant !== undefined
  const found = items.find(
    (row) => row.isVariant === isVariant && row.source === (source ?? null) && row.variant === (variant ?? null),
  )
  return found?.items ?? 0
}

const nameOf = (variant: string | null) => {
  if (variant === null) return { experiment: null, variant: null }
  const { experiment, arm } = armOf(variant)
  return { experiment, variant: arm }
}

const answersOf = ({ answers }: Sums, variant: string | null): number =>
  sum(answers.filter((row) => row.variant === variant).map((row) => row.answers))

/** Of all variants together. */
export function algorithmsOf(answers: readonly AnswersSince[]): MetricsAnswer['by_algorithm'] {
  return distinct(answers.map(({ algorithm }) => algorithm)).map((algorithm) => {
    const mine = answers.filter((row) => row.algorithm === algorithm)
    const count = sum(mine.map((row) => row.answers))
    const histogram = sumOf(mine.map((row) => row.histogram))
    return {
      algorithm,
      answers: count,
      hit_rate: rateOf({ count: sum(mine.map(({ hits }) => hits)), of: count }) ?? 0,
      median_ms: roundedMs(quantileIn(histogram, 0.5)),
      p95_ms: roundedMs(quantileIn(histogram, 0.95)),
    }
  })
}

function comparedIn(
  experiment: { readonly name: string },
  figures: (slice: Slice) => Figures,
): MetricsAnswer['experiment'] {
  const arms = {
    a: figures({ variant: armName(experiment, 'a') }),
    b: figures({ variant: armName(experiment, 'b') }),
  }
  const [first, second] = [arms.a, arms.b].map(({ clicks, shown }) => ({ count: clicks, of: shown }))
  return {
    name: experiment.name,
    arms,
    click_rate_difference: first && second ? differenceOf(first, second) : null,
  }
}

/** To the thousandth; the steps of a histogram are no finer. */
const roundedMs = (ms: number | null): number => Math.round((ms ?? 0) * 1000) / 1000

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)

/** In the order of the text, nothing last. */
function distinct<Value extends string | null>(values: readonly Value[]): Value[] {
  return [...new Set(values)].toSorted((one, other) => {
    if (one === null || other === null) return one === null ? 1 : -1
    return one < other ? -1 : 1
  })
}
