/** From what each engine showed to whom, to figures with intervals. */
import { bootstrapMean, bootstrapMeans, coverageOf, placesOf, qualityOf, rowOf, valuesAt } from '../../engine/index.ts'
import type { Interval, RowQualities, SparseMatrix } from '../../engine/index.ts'

/** In the order of the tables. */
export const engineNames = ['ours', 'item-knn', 'last-liked', 'popular', 'popular-by-group'] as const
export type EngineName = (typeof engineNames)[number]

/** All of them were asked about the same people. */
export type Shown = Partial<Readonly<Record<EngineName, RowQualities>>>

/** Means over people with their 95 % bootstrap intervals; `coverage` is the share of all items that anybody was shown. */
export interface EngineFigures {
  readonly engine: EngineName
  readonly recall: Interval
  readonly ndcg: Interval
  readonly map: Interval
  readonly hitRate: Interval
  readonly novelty: Interval
  readonly coverage: number
}

export interface SliceFigures {
  readonly slice: string
  readonly people: number
  readonly engines: readonly EngineFigures[]
}

export interface Slicing {
  readonly slice: string
  readonly isIn: (person: number) => boolean
  /** How many items there are. */
  readonly items: number
  readonly seed: number
}

/** Null where nobody is in the slice. */
export function figuresOf(shown: Shown, { slice, isIn, items, seed }: Slicing): SliceFigures | null {
  const all = enginesIn(shown)
  const [first] = all
  const places = first ? placesOf(first[1], isIn) : new Uint32Array()
  if (places.length === 0) return null
  const measures = ({ recall, ndcg, averagePrecision, hit, novelty }: RowQualities): Float64Array[] =>
    [recall, ndcg, averagePrecision, hit, novelty].map((values) => valuesAt(values, places))
  const intervals = bootstrapMeans(
    all.flatMap(([, qualities]) => measures(qualities)),
    { seed },
  )
  const engines = all.map(([engine, qualities], at): EngineFigures => {
    const [recall, ndcg, map, hitRate, novelty] = intervals.slice(5 * at, 5 * at + 5) as Five
    return { engine, recall, ndcg, map, hitRate, novelty, coverage: coverageOf(qualities, items, places) }
  })
  return { slice, people: places.length, engines }
}

type Five = [Interval, Interval, Interval, Interval, Interval]

export function enginesIn(shown: Shown): readonly (readonly [EngineName, RowQualities])[] {
  return engineNames.flatMap((name) => {
    const qualities = shown[name]
    return qualities ? [[name, qualities] as const] : []
  })
}

/** How much more NDCG `one` has than `other`, person by person; 0 lies outside of the interval when that is no chance. */
export function differenceOf(
  one: RowQualities,
  other: RowQualities,
  { isIn, seed }: Pick<Slicing, 'isIn' | 'seed'>,
): Interval {
  const places = placesOf(one, isIn)
  const differences = Float64Array.from(places, (place) => (one.ndcg[place] as number) - (other.ndcg[place] as number))
  return bootstrapMean(differences, { seed })
}

/** The same lists, judged by what `test` holds alone; people of whom it holds nothing are left out. */
export function judgedBy(shown: Shown, test: SparseMatrix): Shown {
  const judged = enginesIn(shown).map(([name, qualities]) => [name, judgeAgain(qualities, test)] as const)
  return Object.fromEntries(judged)
}

function judgeAgain(qualities: RowQualities, test: SparseMatrix): RowQualities {
  const places = placesOf(qualities, (row) => rowOf(test, row).indices.length > 0)
  const { k } = qualities
  const listAt = (place: number): Uint32Array => qualities.lists.subarray(place * k, (place + 1) * k)
  const judged = Array.from(places, (place) =>
    qualityOf(listAt(place), rowOf(test, qualities.rows[place] as number).indices, k),
  )
  return {
    k,
    rows: places.map((place) => qualities.rows[place] as number),
    recall: Float64Array.from(judged, ({ recall }) => recall),
    ndcg: Float64Array.from(judged, ({ ndcg }) => ndcg),
    averagePrecision: Float64Array.from(judged, ({ averagePrecision }) => averagePrecision),
    hit: Float64Array.from(judged, ({ hit }) => hit),
    novelty: valuesAt(qualities.novelty, places),
    lists: Uint32Array.from(Array.from(places, (place) => [...listAt(place)]).flat()),
  }
}

/** Parts that were measured one beside the other, in the order of the rows. */
export function joinShown(parts: readonly Shown[]): Shown {
  const joined = engineNames.flatMap((name) => {
    const qualities = parts.flatMap((part) => part[name] ?? [])
    return qualities.length > 0 ? [[name, joinQualities(qualities)] as const] : []
  })
  return Object.fromEntries(joined)
}

function joinQualities(parts: readonly RowQualities[]): RowQualities {
  const floats = (of: (part: RowQualities) => Float64Array): Float64Array =>
    Float64Array.from(parts.flatMap((part) => [...of(part)]))
  const words = (of: (part: RowQualities) => Uint32Array): Uint32Array =>
    Uint32Array.from(parts.flatMap((part) => [...of(part)]))
  return {
    k: (parts[0] as RowQualities).k,
    rows: words(({ rows }) => rows),
    recall: floats(({ recall }) => recall),
    ndcg: floats(({ ndcg }) => ndcg),
    averagePrecision: floats(({ averagePrecision }) => averagePrecision),
    hit: floats(({ hit }) => hit),
    novelty: floats(({ novelty }) => novelty),
    lists: words(({ lists }) => lists),
  }
}
