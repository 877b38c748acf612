/** How many more would be found if a condition, or where none alone helps two of them, were dropped. */
import type { Tx } from '../../platform/db/index.ts'
import { countKeptOut, listKeptOut, loadCandidates, noConditions } from '../profiles/index.ts'
import type { ConditionName, Conditions, Keeping, Moment } from '../profiles/index.ts'
import { hiddenConditions } from './hidden.ts'
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
}

/** The conditions that keep out most come first; of equals by name. Nobody is counted whom none of these would add. */
export async function loosen(tx: Tx, moment: Moment, loosening: Loosening): Promise<readonly Keeping[]> {
  const keeping =
    loosening.conditions.where.length === 0
      ? await countKeptOut(tx, { conditions: loosening.conditions, today: moment.today })
      : await countJudged(tx, moment, loosening)
  const counted = keeping.filter(({ by, count }) => count > 0 && by.every((name) => isCounted(name, loosening)))
  const fewest = Math.min(...counted.map(({ by }) => by.length))
  return counted
    .filter(({ by }) => by.length === fewest)
    .toSorted((one, other) => other.count - one.count || (one.by.join() < other.by.join() ? -1 : 1))
    .slice(0, TOLD_MAX)
}
/** Of a dozen pairs of conditions nobody reads more. */
const TOLD_MAX = 20

/** Whoever is kept away for her own or others' safety is not counted out to anybody; a service may know who is long away. */
function isCounted(name: ConditionName, { isMember }: Loosening): boolean {
  if (name === 'inactive') return !isMember
  return name !== 'exclude_user_ids' && !hiddenConditions.has(name)
}

/**
 * What the database cannot judge of `where` keeps people out as well: whoever fails it is not to be had by dropping another
 * condition.
 */
async function countJudged(tx: Tx, moment: Moment, { conditions, dropped }: Loosening): Promise<readonly Keeping[]> {
  const question = { conditions, today: moment.today }
  const keptOut = await listKeptOut(tx, question, { failing: 1, limit: JUDGED_MAX })
  if (keptOut.length === JUDGED_MAX) return countKeptOut(tx, question)
  const ids = keptOut.map(({ personId }) => personId)
  const candidates = await loadCandidates(tx, moment, { ids, conditions: noConditions, compared: nothing })
  const fitting = new Set(
    candidates.filter((one) => meetsClauses(one, conditions.where)).map(({ personId }) => personId),
  )
  const counts = new Map<ConditionName, number>([['where', dropped]])
  for (const { personId, by } of keptOut) {
    const [name] = by
    if (name && (name === 'where' || fitting.has(personId))) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => ({ by: [name], count }))
}
