/** How many more would be found if a condition, or where none alone helps two of them, were dropped. */
import type { Tx } from '../../platform/db/index.ts'
import { countKeptOut, listKeptOut, loadCandidates, noConditions } from '../profiles/index.ts'
import type { Candidate, ConditionName, Conditions, Keeping, Moment } from '../profiles/index.ts'
import { hiddenConditions } from './hidden.ts'
import { mapInTurns } from './take-turns.ts'
import type { Allowance } from './take-turns.ts'
import { meetsClauses } from './where.ts'

/** Beyond so many nobody is asked one by one: the counts are then as the database can tell. */
const JUDGED_MAX = 5000
const nothing = { topic: null, side: null, asker: null }

interface Loosening {
  readonly conditions: Conditions
  /** How many `where` alone keeps out of those whom the database let through. */
  readonly dropped: number
  /** A member is told less. */
  readonly isMember: boolean
  readonly allowance: Allowance
}

/** The conditions that keep out most come first; of equals by name. Nobody is counted whom none of these would add. */
export async function loosen(tx: Tx, moment: Moment, loosening: Loosening): Promise<readonly Keeping[]> {
  const { conditions } = loosening
  const question = { conditions, today: moment.today, fixed: fixedFor(loosening) }
  const counts = conditions.where.length > 0 ? null : await countKeptOut(tx, question)
  for (const failing of [1, 2]) {
    const keeping = counts
      ? ofSize(counts, failing)
      : await countJudged(tx, moment, { ...loosening, question, failing })
    const counted = keeping.filter(({ count }) => count > 0)
    if (counted.length === 0) continue
    return counted
      .toSorted((one, other) => other.count - one.count || (one.by.join() < other.by.join() ? -1 : 1))
      .slice(0, TOLD_MAX)
  }
  return []
}

const ofSize = (keeping: readonly Keeping[], failing: number): readonly Keeping[] =>
  keeping.filter(({ by }) => by.length === failing)

/** Of more pairs nobody reads. */
const TOLD_MAX = 20

/** Lists of ids are no wishes. Whoever is kept away for her own or others' safety is told to nobody; a service may know who is long away. */
const fixedFor = ({ isMember }: Loosening): ReadonlySet<ConditionName> =>
  new Set<ConditionName>([
    'candidate_ids',
    'exclude_user_ids',
    ...[...hiddenConditions].filter((name) => isMember || name !== 'inactive'),
  ])

/**
 * What the database cannot judge of `where` keeps people out as well: whoever fails it is not to be had by dropping other
 * conditions.
 */
async function countJudged(
  tx: Tx,
  moment: Moment,
  {
    conditions,
    dropped,
    allowance,
    question,
    failing,
  }: Loosening & { readonly question: Parameters<typeof listKeptOut>[1]; readonly failing: number },
): Promise<readonly Keeping[]> {
  const keptOut = await listKeptOut(tx, question, { failing, limit: JUDGED_MAX })
  if (keptOut.length === JUDGED_MAX) return ofSize(await countKeptOut(tx, question), failing)
  const ids = keptOut.map(({ personId }) => personId)
  const candidates = await loadCandidates(tx, moment, { ids, conditions: noConditions, compared: nothing })
  const judged = await mapInTurns(candidates, allowance, (one: Candidate) =>
    meetsClauses(one, conditions.where) ? [one.personId] : [],
  )
  const fitting = new Set(judged.flat())
  const found = keptOut.filter(({ personId, by }) => by.includes('where') || fitting.has(personId))
  const groups = Map.groupBy(found, ({ by }) => by.join())
  const keeping = [...groups.values()].map((group) => ({ by: group[0]?.by ?? [], count: group.length }))
  return failing === 1 ? withDropped(keeping, dropped) : keeping
}

/** Whom the database let through, and `where` does not. */
const withDropped = (keeping: readonly Keeping[], dropped: number): readonly Keeping[] => {
  const known = keeping.find(({ by }) => by[0] === 'where')?.count ?? 0
  return [...keeping.filter(({ by }) => by[0] !== 'where'), { by: ['where'], count: known + dropped }]
}
