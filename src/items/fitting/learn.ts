/** Learns who will like what: chooses models and their settings by events that were held out of them, within a time. */
import { rowOf } from '../../engine/index.ts'
import type { Blend, Effort, Scorer, SparseMatrix } from '../../engine/index.ts'
import { blendedScorer, soleBlend } from './collaborative.ts'
import { fitCandidates } from './fit-candidates.ts'
import { openReport } from './fit-report.ts'
import type { FitReport, FitSettings, ReportBook } from './fit-report.ts'
import { holdOut } from './hold-out.ts'
import type { HeldOut } from './hold-out.ts'
import { learnBlends } from './learn-blends.ts'
import type { ScoreSource } from './learn-blends.ts'
import { fitMember, openMember } from './members.ts'
import type { Member, MemberSettings } from './members.ts'
import { contentScorer, oneGroup, popularScores } from './sources.ts'
import type { RowGroups } from './sources.ts'

export interface LearnInput {
  /** People × items: 1 for a like or a purchase, a third for a click. */
  readonly matrix: SparseMatrix
  /** When each entry came to be, in milliseconds; null where nothing is known. */
  readonly times: Float64Array | null
  /** What each item is like, `FEATURES` bytes for each; null where nothing is known. */
  readonly content: Int8Array | null
  /** null: everybody is alike. */
  readonly groups: RowGroups | null
  /** After so long an event counts half for popularity. */
  readonly halfLifeMs: number
}

export interface Learnt {
  readonly members: readonly Member[]
  readonly settings: FitSettings
  readonly report: FitReport
}

/** The sources of a page, in the order in which they are preferred where they are equally good. */
export type SourceName = 'collaborative' | 'content' | 'popular'

/** Shares of the time. What is left over is for a second fit. */
const MEMBER_BLEND_SHARE = 0.2
const BLEND_SHARE = 0.15
/** At most, of what is left when it begins. */
const BLEND_LEFT_SHARE = 0.7
/** A second fit is begun when so many times its seconds are left. */
const SECOND_FIT_LEFT = 2

/**
 * Never more than about `effort.secondsLeft()`, but with next to no time still something. Deterministic but for what the time
 * decides, and that is in the settings. @throws Stopped
 */
export function learn(input: LearnInput, effort: Effort): Learnt {
  const book = openReport(effort.secondsLeft)
  const held = book.stage('hold out', () => holdOut(input.matrix, input.times, effort.seed))
  const about = amountsOf(input, held)
  let chosen: Chosen | null = choose({ held, input, effort, book })
  const isFittedOnAll = effort.secondsLeft() > SECOND_FIT_LEFT * chosen.seconds
  const { memberBlend, blend } = chosen
  const settings: FitSettings = {
    version: 1,
    seed: effort.seed,
    isFittedOnAll,
    members: chosen.members.map((member) => (isFittedOnAll ? withoutRest(member.settings) : member.settings)),
    memberBlend,
    blend,
  }
  const kept = isFittedOnAll ? null : chosen.members
  // What is fitted anew needs the room.
  chosen = null
  const members = kept ?? book.stage('fit everything', () => fitAll(input.matrix, settings, effort))
  book.chose(kept ? 'Held-out events count in the rows alone.' : 'There was time to fit everything once more.')
  return { members, settings, report: book.report(about) }
}

interface Chosen {
  readonly members: readonly Member[]
  readonly memberBlend: Blend
  readonly blend: Blend
  /** What it took to fit the members. */
  readonly seconds: number
}

function choose(blending: Blending): Chosen {
  const { held, effort, book } = blending
  const budget = effort.secondsLeft()
  const { members, seconds } = fitCandidates({ held, effort, book })
  const scorers = members.map((member) => openMember(member, held.train))
  const memberBlend = chooseMemberBlend(blending, { members, scorers, secondsMax: MEMBER_BLEND_SHARE * budget })
  const kept = keepUsed({ members, scorers, blend: memberBlend })
  const collaborative = blendedScorer(kept.scorers, kept.blend)
  const blend = chooseBlend(blending, collaborative, BLEND_SHARE * budget)
  return { members: kept.members, memberBlend: kept.blend, blend, seconds }
}

/** Components that were found not to help need not be fitted again. */
const withoutRest = (settings: MemberSettings): MemberSettings =>
  settings.kind === 'spectral' ? { ...settings, rank: Math.min(settings.rank, settings.weights.rank) } : settings

/** The identical model from the same settings and data. @throws Stopped */
export function relearn({ matrix, times }: LearnInput, settings: FitSettings, effort: Effort): readonly Member[] {
  const { isFittedOnAll, seed } = settings
  return fitAll(isFittedOnAll ? matrix : holdOut(matrix, times, seed).train, settings, { ...effort, seed })
}

const fitAll = (matrix: SparseMatrix, { members }: FitSettings, effort: Effort): readonly Member[] =>
  members.map((settings) => fitMember(matrix, settings, effort))

interface Blending {
  readonly held: HeldOut
  readonly input: LearnInput
  readonly effort: Effort
  readonly book: ReportBook
}

interface Blended {
  readonly members: readonly Member[]
  readonly scorers: readonly Scorer[]
  readonly secondsMax: number
}

function chooseMemberBlend(blending: Blending, { members, scorers, secondsMax }: Blended): Blend {
  const names = members.map(({ settings }) => settings.kind)
  if (names.length === 1) return soleBlend(names[0] as string)
  const sources = Object.fromEntries(names.map((name, at) => [name, scoreBy(scorers[at] as Scorer)]))
  return learnFrom(blending, { stage: 'blend models', sources, isForShort: false, secondsMax })
}

const scoreBy =
  (scorer: Scorer): ScoreSource =>
  (row, _person, scores) =>
    scorer.score(row, scores)

function chooseBlend(blending: Blending, collaborative: Scorer, secondsMax: number): Blend {
  const { held, input, book } = blending
  const { content, groups, times, halfLifeMs } = input
  const fading = times && { times: timesOf(input, held), halfLifeMs }
  const popular = book.stage('count favourites', () =>
    popularScores(held.train, groups ?? oneGroup(held.train.rows), fading),
  )
  const sources: Record<string, ScoreSource> = { collaborative: scoreBy(collaborative) }
  if (content) sources['content'] = scoreBy(contentScorer(content))
  sources['popular'] = (_row, person, scores) => scores.set(popular(person))
  return learnFrom(blending, { stage: 'blend sources', sources, isForShort: true, secondsMax })
}

interface Learning {
  readonly stage: string
  readonly sources: Readonly<Record<string, ScoreSource>>
  readonly isForShort: boolean
  readonly secondsMax: number
}

function learnFrom(
  { held, input, effort, book }: Blending,
  { stage, sources, isForShort, secondsMax }: Learning,
): Blend {
  const times = input.times && timesOf(input, held)
  const isBefore = (one: number, other: number): number =>
    times ? (times[one] as number) - (times[other] as number) || one - other : one - other
  const learning = { held, sources, isBefore, isForShort, effort }
  const limited = Math.min(secondsMax, BLEND_LEFT_SHARE * effort.secondsLeft())
  const blend = book.stage(stage, () => learnBlends({ ...learning, secondsMax: limited }))
  for (const { historyMin, weights, ndcg, error, rows } of blend.buckets) {
    const said = blend.sources.map((source, at) => `${source} ${(weights[at] ?? 0).toFixed(2)}`).join(', ')
    book.chose(`From ${historyMin} known on: ${said} (NDCG ${ndcg.toFixed(4)} ± ${error.toFixed(4)}, ${rows} people).`)
  }
  return blend
}

/** Models without any say are not kept. */
function keepUsed({ members, scorers, blend }: Omit<Blended, 'secondsMax'> & { readonly blend: Blend }) {
  const used = members.map((_, at) => blend.buckets.some(({ weights }) => (weights[at] ?? 0) > 0))
  const only = <Item>(items: readonly Item[]): readonly Item[] => items.filter((_, at) => used[at])
  const buckets = blend.buckets.map((bucket) => ({
    ...bucket,
    weights: only(bucket.weights),
    alone: only(bucket.alone),
  }))
  return {
    members: only(members),
    scorers: only(scorers),
    blend: { sources: only(blend.sources), buckets },
  }
}

/** Of the entries that are learnt from. */
function timesOf({ matrix, times }: LearnInput, { train }: HeldOut): Float64Array {
  const kept = new Float64Array(train.indices.length)
  for (let row = 0; row < train.rows; row += 1) {
    const whole = rowOf(matrix, row).indices
    let place = 0
    for (const [at, column] of rowOf(train, row).indices.entries()) {
      while (whole[place] !== column) place += 1
      kept[(train.starts[row] as number) + at] = times?.[(matrix.starts[row] as number) + place] ?? Number.NaN
    }
  }
  return kept
}

const amountsOf = ({ matrix }: LearnInput, { rows, test }: HeldOut): Pick<FitReport, 'data' | 'heldOut'> => ({
  data: { people: matrix.rows, items: matrix.columns, positives: matrix.indices.length },
  heldOut: { people: rows.length, positives: test.indices.length },
})
