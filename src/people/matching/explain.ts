/** Why two people match, in words that a member can read. */
import type { ListKind, StoredMatch } from './lists-store.ts'

/** What reasons are quoted from. */
export type Quotable = Pick<StoredMatch, 'reasons' | 'myNeeds' | 'myOffers' | 'theirNeeds' | 'theirOffers'>

/** One need that is met, in the words of both. */
export interface Reason {
  /** My sentence: what I need, or what I offer. */
  readonly mine: string
  /** Theirs, which meets it. */
  readonly theirs: string
  readonly similarity: number
}

const bands = [
  [0.8, 'Excellent'],
  [0.65, 'Strong'],
  [0.5, 'Good'],
  [0.4, 'Moderate'],
  [0, 'Potential'],
] as const
/** The words that open an explanation, the best first. */
export const qualities = bands.map(([, quality]) => quality)
export type Quality = (typeof bands)[number][1]

/** As an explanation prints it: two decimals. */
const printed = (score: number): string => score.toFixed(2)

/** Bands of the replaced service: 0.80, 0.65, 0.50, 0.40. Of the printed score, so that word and figure agree. */
export function qualityOf(score: number): Quality {
  return bands.find(([scoreMin]) => Number(printed(score)) >= scoreMin)?.[1] ?? 'Potential'
}

/** Indexes that point nowhere are passed over: a reason is quoted or left out. */
export function reasonsOf(match: Quotable, kind: ListKind): readonly Reason[] {
  const [asked, answered] = kind === 'needs' ? [match.myNeeds, match.theirOffers] : [match.theirNeeds, match.myOffers]
  const reasons: Reason[] = []
  for (let at = 0; at + 2 < match.reasons.length; at += 3) {
    const need = asked[match.reasons[at] as number]
    const offer = answered[match.reasons[at + 1] as number]
    if (need === undefined || offer === undefined) continue
    const similarity = (match.reasons[at + 2] as number) / 1000
    reasons.push(
      kind === 'needs' ? { mine: need, theirs: offer, similarity } : { mine: offer, theirs: need, similarity },
    )
  }
  return reasons
}

/** My needs that they do not meet; asked the other way round, their needs that I do not meet stay theirs. */
export function unmetOf(match: Pick<StoredMatch, 'unmet' | 'myNeeds'>): readonly string[] {
  return match.unmet.flatMap((index) => match.myNeeds[index] ?? [])
}

/** What is claimed without a reason is no more than that the two are near. */
const directions = {
  needs: { claimed: 'they offer what you look for', near: 'what they offer comes near to what you look for' },
  offers: { claimed: 'they look for what you offer', near: 'what they look for comes near to what you offer' },
} as const

/** Opens with the quality and the direction, then says the reasons; the score has two decimals, as it always had. */
export function explanationOf(kind: ListKind, score: number, reasons: readonly Reason[]): string {
  const direction = directions[kind][reasons.length > 0 ? 'claimed' : 'near']
  const opening = `${qualityOf(score)} match: ${direction}. Similarity ${printed(score)}.`
  const told = reasons.map(({ mine, theirs }) =>
    kind === 'needs'
      ? `You said: ${quoted(mine)} They said: ${quoted(theirs)}`
      : `They said: ${quoted(theirs)} You said: ${quoted(mine)}`,
  )
  return [opening, ...told].join(' ')
}

const OPENING_MARKS = '“„‟«〝「『'
const CLOSING_MARKS = '”»〞〟」』'
const MARKS = new RegExp(`[${OPENING_MARKS}${CLOSING_MARKS}"＂]`, 'g')

/** Marks inside a sentence become single ones: nobody can end her own quotation and begin somebody else's. */
const quoted = (sentence: string): string => `“${sentence.replace(MARKS, single)}”`

function single(mark: string): string {
  if (OPENING_MARKS.includes(mark)) return '‘'
  return CLOSING_MARKS.includes(mark) ? '’' : "'"
}
