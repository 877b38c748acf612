/** Fits the models that the catalogue and the time allow, each with the settings that suit it best. */
import { fitSpectral } from '../../engine/index.ts'
import type { Effort } from '../../engine/index.ts'
import { chooseEase } from './choose-ease.ts'
import { chooseSpectral } from './choose-spectral.ts'
import type { ChosenSpectral, SpectralChoice } from './choose-spectral.ts'
import type { ReportBook } from './fit-report.ts'
import type { HeldOut } from './hold-out.ts'
import { askedAt } from './judge.ts'
import type { Asked, Tried } from './judge.ts'
import { fitMember } from './members.ts'
import type { Member } from './members.ts'
import { rankWithin, spectralSeconds } from './spectral-cost.ts'

export interface Candidacy {
  readonly held: HeldOut
  readonly effort: Effort
  readonly book: ReportBook
}

export interface FittedCandidates {
  /** At least one. */
  readonly members: readonly Member[]
  /** What it took to fit these, without all that was tried. */
  readonly seconds: number
}

/** Shares of the time. */
const PROBE_SHARE = 0.05
const EASE_SHARE = 0.35
const SPECTRAL_SHARE = 0.58
const JUDGING_SHARE = 0.17
/** At most, of what is left when it begins. */
const SPECTRAL_LEFT_SHARE = 0.65
const JUDGING_LEFT_SHARE = 0.45
/** The rank that tells how quick this machine is, and whether more components help. */
const PROBE_RANK = 64
/** Of what a fit may take in all, the arrays of the fit alone. */
const BYTES_MAX = 1.1 * 2 ** 30
/** Seconds for each triple of items: the exact model inverts a square of them. */
const EASE_PER_TRIPLE = 7e-11
/** Beyond it the exact model takes more memory than it is worth. */
const EASE_ITEMS_MAX = 6000

export function fitCandidates(candidacy: Candidacy): FittedCandidates {
  const budget = candidacy.effort.secondsLeft()
  const people = Array.from(candidacy.held.rows, (row) => askedAt(candidacy.held, row))
  const ease = tryEase(candidacy, people, EASE_SHARE * budget)
  const spectral = trySpectral(candidacy, people, budget)
  const found = [spectral, ease].filter((each) => each !== null)
  const members = found.length > 0 ? found : [timed(candidacy, () => fitNeighbours(candidacy))]
  return {
    members: members.map(({ member }) => member),
    seconds: members.reduce((sum, each) => sum + each.seconds, 0),
  }
}

interface Timed {
  readonly member: Member
  readonly seconds: number
}

function timed({ effort }: Candidacy, fit: () => Member): Timed {
  const begun = effort.secondsLeft()
  const member = fit()
  return { member, seconds: begun === Infinity ? 0 : begun - effort.secondsLeft() }
}

function fitNeighbours({ held, effort, book }: Candidacy): Member {
  book.chose('There was no time for more than the neighbours of each item.')
  return book.stage('fit neighbours', () => fitMember(held.train, { kind: 'neighbours' }, effort))
}

function tryEase({ held, effort, book }: Candidacy, people: readonly Asked[], secondsMax: number): Timed | null {
  const { columns } = held.train
  const secondsEach = EASE_PER_TRIPLE * columns ** 3
  if (columns > EASE_ITEMS_MAX || secondsEach > secondsMax) {
    book.chose(`The exact model of ${columns} items does not fit into the time or the memory.`)
    return null
  }
  const found = book.stage('choose exact', () => chooseEase({ train: held.train, people, secondsMax, effort }, columns))
  for (const { settings, ndcg, error } of found.tried) {
    book.tried({ what: `exact, λ ${round(settings.lambda)}, dropout ${settings.dropout}`, ndcg, error })
  }
  const settings = { kind: 'ease' as const, ...found.choice }
  return { member: { settings, model: found.model }, seconds: secondsEach }
}

const round = (value: number): number => Number(value.toPrecision(3))

/**
 * A small one first. Where half of its components do as well, more would not help; else the largest follows that there is time
 * for.
 */
function trySpectral(candidacy: Candidacy, people: readonly Asked[], budget: number): Timed | null {
  const { held, effort } = candidacy
  const probeRank = rankWithin(held.train, { secondsMax: PROBE_SHARE * budget, bytesMax: BYTES_MAX, slowness: 1 })
  if (probeRank === null) return null
  const rankMax = Math.min(held.train.rows, held.train.columns)
  const rankFirst = Math.min(probeRank, PROBE_RANK, rankMax)
  const probe = fitAndChoose(candidacy, people, { rank: rankFirst, share: PROBE_SHARE * budget })
  const limits = {
    secondsMax: Math.min(SPECTRAL_SHARE * budget, SPECTRAL_LEFT_SHARE * effort.secondsLeft()),
    bytesMax: BYTES_MAX,
    slowness: probe.fitSeconds / spectralSeconds(held.train, probe.rank),
  }
  const rank = Math.min(rankWithin(held.train, limits) ?? 0, rankMax)
  if (rank <= probe.rank || !isMoreBetter(probe.chosen)) return memberOf(probe)
  return memberOf(fitAndChoose(candidacy, people, { rank, share: JUDGING_SHARE * budget }))
}

interface FittedSpectral {
  readonly rank: number
  readonly fitSeconds: number
  readonly chosen: ChosenSpectral
  readonly model: ReturnType<typeof fitSpectral>
}

function fitAndChoose(
  { held, effort, book }: Candidacy,
  people: readonly Asked[],
  { rank, share }: { readonly rank: number; readonly share: number },
): FittedSpectral {
  const begun = effort.secondsLeft()
  const model = book.stage(`fit rank ${rank}`, () => fitSpectral(held.train, { rank }, effort))
  const fitSeconds = begun === Infinity ? 0 : begun - effort.secondsLeft()
  const secondsMax = Math.min(share, JUDGING_LEFT_SHARE * effort.secondsLeft())
  const chosen = book.stage(`choose at rank ${rank}`, () =>
    chooseSpectral(model, { train: held.train, people, secondsMax, effort }),
  )
  for (const { settings, ndcg, error } of chosen.tried) book.tried({ what: spelt(settings), ndcg, error })
  return { rank, fitSeconds, chosen, model }
}

const spelt = ({ rank, beta, gamma }: SpectralChoice): string =>
  `spectral, rank ${rank}, β ${round(beta)}, γ ${round(gamma)}`

/** Whether all components are better than half of them. */
function isMoreBetter({ tried, choice }: ChosenSpectral): boolean {
  const all = Math.max(...tried.map(({ settings }) => settings.rank))
  const best = (isMeant: (settings: SpectralChoice) => boolean): number =>
    Math.max(0, ...tried.filter(({ settings }: Tried<SpectralChoice>) => isMeant(settings)).map(({ ndcg }) => ndcg))
  return choice.rank === all || best(({ rank }) => rank === all) > best(({ rank }) => rank < all)
}

const memberOf = ({ rank, fitSeconds, chosen, model }: FittedSpectral): Timed => ({
  member: { settings: { kind: 'spectral', rank, weights: chosen.choice }, model },
  seconds: fitSeconds,
})
