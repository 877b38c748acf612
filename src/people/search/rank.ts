/** From conditions to the best of those who fit. */
import type { Tx } from '../../platform/db/index.ts'
import { listFitting, loadCandidates } from '../profiles/index.ts'
import type { Candidate, Conditions, Facts, Moment, Sketch } from '../profiles/index.ts'
import { blurCandidate } from './blur.ts'
import { ceilingOf, sketchedWords } from './ceiling.ts'
import { gather } from './gather.ts'
import { inOrder, judge } from './judge.ts'
import type { Judged, Measure } from './judge.ts'
import type { Prepared } from './prepare.ts'
import { likedWords, prospectsOf } from './prospects.ts'
import type { SearchQuestion } from './question.ts'
import { mapInTurns } from './take-turns.ts'
import type { Allowance } from './take-turns.ts'
import { meetsClauses } from './where.ts'
import { ladderOf } from './widen.ts'
import type { Widened } from './widen.ts'

export interface Ranked {
  /** The best that were asked for, and behind them whoever else was scored. */
  readonly ordered: readonly Judged[]
  /** How many fit; at least that many where `isExact` is false. */
  readonly fitting: number
  readonly isExact: boolean
  /** How many the database let through, and `where` does not. */
  readonly dropped: number
}

/** The best of those who fit, at least `wanted` of them where there are as many. */
export async function rank(
  tx: Tx,
  { moment, compared, measure, telling, allowance }: Prepared,
  asked: { readonly conditions: Conditions; readonly wanted: number; readonly question: SearchQuestion },
): Promise<Ranked> {
  const { conditions, wanted } = asked
  const words = sketchedWords(measure)
  const { sketches, fitting, isExact } = await gather(tx, moment, {
    conditions,
    compared,
    words,
    telling,
    own: ownOf(measure.asker),
    liked: likedWords(measure.interests),
    prospects: prospectsOf(measure, asked.question.isBlurred),
    wanted,
  })
  const { isBlurred } = asked.question
  const load = (some: readonly string[]): Promise<readonly Candidate[]> =>
    loadFitting(tx, moment, { ids: some, conditions, compared, allowance })
  const judgeAll = (found: readonly Candidate[]): Promise<readonly Judged[]> =>
    mapInTurns(found, allowance, (candidate) => judge(isBlurred ? blurCandidate(candidate) : candidate, measure))
  if (conditions.where.length === 0) {
    const ordered = await judgeBest(sketches, { load, judgeAll, measure, wanted, isBlurred, allowance })
    return { ordered, fitting, isExact, dropped: 0 }
  }
  const ids = sketches.map(({ personId }) => personId)
  const found = [...(await load(ids))]
  // One more than wanted tells that the list goes on.
  if (!isExact && found.length <= wanted)
    found.push(
      ...(await scanOn(tx, { moment, conditions, load }, { but: new Set(ids), wanted: wanted + 1 - found.length })),
    )
  const ordered = (await judgeAll(found)).toSorted(inOrder)
  // What the database could not judge of `where` has been judged by now, of these: more is not known to fit.
  const dropped = isExact ? ids.length - found.length : 0
  return { ordered, fitting: found.length, isExact, dropped }
}

const ownOf = (asker: Facts | null): readonly ('needs' | 'about')[] =>
  asker ? [...(asker.needs.length > 0 ? ['needs' as const] : []), ...(asker.about ? ['about' as const] : [])] : []

interface Judging {
  readonly load: (ids: readonly string[]) => Promise<readonly Candidate[]>
  readonly judgeAll: (found: readonly Candidate[]) => Promise<readonly Judged[]>
  readonly measure: Measure
  readonly wanted: number
  readonly isBlurred: boolean
  readonly allowance: Allowance
}

/** Whole profiles are read of so many at once. */
const READ_AT_ONCE = 40
/** Sums of the same parts may differ by as much. */
const ROUNDING = 1e-9

/**
 * Reads whole profiles in the order of what they may reach, until nobody who is left can be among the best `wanted` any more:
 * the threshold algorithm of R. Fagin, A. Lotem and M. Naor, "Optimal aggregation algorithms for middleware" (2001). One more
 * than wanted is judged, where there is one, to tell whether the list goes on.
 */
async function judgeBest(
  sketches: readonly Sketch[],
  { load, judgeAll, measure, wanted, isBlurred, allowance }: Judging,
): Promise<Judged[]> {
  const weighed = await mapInTurns(sketches, allowance, (sketch) => ({
    id: sketch.personId,
    ceiling: ceilingOf(isBlurred ? blurCandidate(sketch) : sketch, measure),
  }))
  const contenders = weighed.toSorted((one, other) => other.ceiling - one.ceiling)
  let judged: Judged[] = []
  for (let from = 0; from < contenders.length; from += READ_AT_ONCE) {
    const last = judged[wanted]
    if (last && last.exact > (contenders[from]?.ceiling ?? 0) + ROUNDING) break
    const some = await load(contenders.slice(from, from + READ_AT_ONCE).map(({ id }) => id))
    judged = [...judged, ...(await judgeAll(some))].toSorted(inOrder)
  }
  return judged
}

/** Those of the ids who fit, also by what the database cannot judge. */
async function loadFitting(
  tx: Tx,
  moment: Moment,
  { allowance, ...question }: Parameters<typeof loadCandidates>[2] & { readonly allowance: Allowance },
): Promise<readonly Candidate[]> {
  const candidates = await loadCandidates(tx, moment, question)
  const { where } = question.conditions
  if (where.length === 0) return candidates
  const fits = await mapInTurns(candidates, allowance, (candidate) => meetsClauses(candidate, where))
  return candidates.filter((_candidate, index) => fits[index])
}

/** People who are looked at, one after the other, when an expression lets few of those through who came to mind. */
const SCANNED_MAX = 20_000
const SCANNED_AT_ONCE = 1000

/** Goes through everybody who may fit, by id, until enough do. */
async function scanOn(
  tx: Tx,
  { moment, conditions, load }: Scan,
  { but, wanted }: { readonly but: ReadonlySet<string>; readonly wanted: number },
): Promise<readonly Candidate[]> {
  const found: Candidate[] = []
  let after = ''
  for (let scanned = 0; scanned < SCANNED_MAX && found.length < wanted; scanned += SCANNED_AT_ONCE) {
    const ids = await listFitting(tx, { conditions, today: moment.today, after }, SCANNED_AT_ONCE)
    found.push(...(await load(ids.filter((id) => !but.has(id)))))
    if (ids.length < SCANNED_AT_ONCE) break
    after = ids.at(-1) ?? after
  }
  return found
}

interface Scan {
  readonly moment: Moment
  readonly conditions: Conditions
  readonly load: (ids: readonly string[]) => Promise<readonly Candidate[]>
}

export interface Climbed extends Ranked {
  /** Those that were asked, or what was made of them. */
  readonly conditions: Conditions
  readonly widened: readonly Widened[]
}

/**
 * Climbs the ladder while fewer are found than wanted, if the question allows it. Where an earlier page stood, its `steps`
 * are taken at once, and no more.
 */
export async function rankWidening(
  tx: Tx,
  prepared: Prepared,
  {
    question,
    wanted,
    steps,
  }: { readonly question: SearchQuestion; readonly wanted: number; readonly steps: number | null },
): Promise<Climbed> {
  const ladder = question.mayWiden ? ladderOf(prepared.plan.conditions) : []
  const at = async (taken: number): Promise<Climbed> => {
    const conditions = ladder[taken - 1]?.conditions ?? prepared.plan.conditions
    const widened = ladder.slice(0, taken).map((step) => step.widened)
    return { ...(await rank(tx, prepared, { conditions, wanted, question })), conditions, widened }
  }
  if (steps !== null) return at(Math.min(steps, ladder.length))
  let climbed = await at(0)
  for (let taken = 1; taken <= ladder.length && climbed.ordered.length < wanted; taken += 1) climbed = await at(taken)
  return climbed
}
