/** What each engine shows to each of some people: all items are ranked, never a sample of them. */
import {
  blendScores,
  itemNeighbours,
  measure,
  mostPopular,
  neighbourScorer,
  rowOf,
  scoreLastLiked,
  weightsFor,
} from '../../engine/index.ts'
import type { Blend, ScoreRow, Scorer, SparseMatrix, SparseRow } from '../../engine/index.ts'
import { blendedScorer, contentScorer, decodeMember, oneGroup, openMember, popularScores } from '../fitting/index.ts'
import type { Fading, FitSettings, RowGroups } from '../fitting/index.ts'
import { engineNames } from './figures.ts'
import type { EngineName, Shown } from './figures.ts'

/** Everything that the engines know, and what is to be found. */
export interface RankTask {
  readonly train: SparseMatrix
  readonly test: SparseMatrix
  /** Ascending. */
  readonly people: Uint32Array
  readonly k: number
  /** The column that each person liked last; −1 where there is none. */
  readonly lastLiked: Int32Array
  readonly settings: FitSettings
  /** As a fit leaves them. */
  readonly models: readonly Uint8Array[]
  readonly content: Int8Array | null
  /** null: nothing is known of people. */
  readonly groups: RowGroups | null
  readonly fading: Fading | null
}

export function rankPeople(task: RankTask): Shown {
  const engines = openEngines(task)
  const { train, test, people: rows, k } = task
  const shown = engineNames.flatMap((name) => {
    const score = engines[name]
    return score ? [[name, measure({ train, test, k, rows }, score)] as const] : []
  })
  return Object.fromEntries(shown)
}

type Engines = Partial<Readonly<Record<EngineName, ScoreRow>>>

function openEngines(task: RankTask): Engines {
  const { train, groups, lastLiked } = task
  const neighbours = itemNeighbours(train)
  const [near, popular] = [neighbourScorer(neighbours), mostPopular(train)]
  const popularity = new Float32Array(train.columns)
  popular.score(rowOf(train, 0), popularity)
  return {
    ours: oursOf(task),
    // Of whom nothing is known nothing has neighbours.
    'item-knn': (person, scores) => {
      const row = rowOf(train, person)
      if (row.indices.length > 0) near.score(row, scores)
      else scores.set(popularity)
    },
    'last-liked': (person, scores) => {
      const last = lastLiked[person] ?? -1
      scoreLastLiked({ neighbours, popularity }, last < 0 ? null : last, scores)
    },
    popular: scoreRowBy(train, popular),
    ...(groups ? { 'popular-by-group': popularBy(task, groups) } : {}),
  }
}

const scoreRowBy =
  (train: SparseMatrix, scorer: Scorer): ScoreRow =>
  (person, scores) =>
    scorer.score(rowOf(train, person), scores)

function popularBy({ train, fading }: RankTask, groups: RowGroups): ScoreRow {
  const scoresOf = popularScores(train, groups, fading)
  return (person, scores) => scores.set(scoresOf(person))
}

/** As the product answers: the favourites of her group to somebody of whom nothing is known, and else the blend. */
function oursOf(task: RankTask): ScoreRow {
  const { train, settings, models, content } = task
  const members = settings.members.map((each, at) =>
    openMember(decodeMember(each, models[at] ?? new Uint8Array()), train),
  )
  const popular = popularBy(task, task.groups ?? oneGroup(train.rows))
  const sources: Readonly<Record<string, PersonScore>> = {
    collaborative: scoreBy(blendedScorer(members, settings.memberBlend)),
    ...(content ? { content: scoreBy(contentScorer(content)) } : {}),
    popular: (_row, person, scores) => popular(person, scores),
  }
  return blended(train, { blend: settings.blend, sources, popular })
}

type PersonScore = (row: SparseRow, person: number, scores: Float32Array) => void

const scoreBy =
  (scorer: Scorer): PersonScore =>
  (row, _person, scores) =>
    scorer.score(row, scores)

interface Blending {
  readonly blend: Blend
  readonly sources: Readonly<Record<string, PersonScore>>
  readonly popular: ScoreRow
}

function blended(train: SparseMatrix, { blend, sources, popular }: Blending): ScoreRow {
  const lists = blend.sources.map(() => new Float32Array(train.columns))
  return (person, scores) => {
    const row = rowOf(train, person)
    if (row.indices.length === 0) return popular(person, scores)
    const weights = weightsFor(blend, row.indices.length)
    for (const [at, name] of blend.sources.entries()) {
      if ((weights[at] ?? 0) > 0) sources[name]?.(row, person, lists[at] as Float32Array)
    }
    blendScores(weights, lists, scores)
  }
}
