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
  const { conditions } = loosening
  const counts = conditions.where.length > 0 ? null : await countKeptOut(tx, { conditions, today: moment.today })
  for (const failing of [1, 2]) {
    const keeping = counts ? ofSize(counts, failing) : await countJudged(tx, moment, { ...loosening, failing })
    const counted = keeping.filter(({ by, count }) => count > 0 && by.every((name) => isCounted(name, loosening)))
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

/** Whoever is kept away for her own or others' safety is not counted out to anybody; a service may know who is long away. */
function isCounted(name: ConditionName, { isMember }: Loosening): boolean {
  if (name === 'inactive') return !isMember
  return name !== 'exclude_user_ids' && !hiddenConditions.has(name)
}

/**
 * What the database cannot judge of `where` keeps people out as well: whoever fails it is not to be had by dropping other
 * conditions.
 */
async function countJudged(
  tx: Tx,
  moment: Moment,
  { conditions, dropped, failing }: Loosening & { readonly failing: number },
): Promise<readonly Keeping[]> {
  const question = { conditions, today: moment.today }
  const keptOut = await listKeptOut(tx, question, { failing, limit: JUDGED_MAX })
  if (keptOut.length === JUDGED_MAX) return ofSize(await countKeptOut(tx, question), failing)
  const ids = keptOut.map(({ personId }) => personId)
  const candidates = await loadCandidates(tx, moment, { ids, conditions: noConditions, compared: nothing })
  const fitting = new Set(
    candidates.filter((one) => meetsClauses(one, conditions.where)).map(({ personId }) => personId),
  )
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
