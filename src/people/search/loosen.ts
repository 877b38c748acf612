/** How many more would be found if one condition alone were dropped. */
import type { Tx } from '../../platform/db/index.ts'
import { countLoosened, listLoosened, loadCandidates, noConditions } from '../profiles/index.ts'
import type { ConditionName, Conditions, Moment } from '../profiles/index.ts'
import { meetsClauses } from './where.ts'

/** Beyond so many nobody is asked one by one: the counts are then as the database can tell. */
const JUDGED_MAX = 5000
const nothing = { topic: null, side: null, asker: null }

/**
 * What the database cannot judge of `where` keeps people out as well: whoever fails it is not to be had by dropping another
 * condition, and `dropped` others by dropping it.
 */
export async function loosen(
  tx: Tx,
  moment: Moment,
  { conditions, dropped }: { readonly conditions: Conditions; readonly dropped: number },
): Promise<ReadonlyMap<ConditionName, number>> {
  const question = { conditions, today: moment.today }
  const keptOut = conditions.where.length === 0 ? null : await listLoosened(tx, question, JUDGED_MAX)
  if (keptOut === null || keptOut.length === JUDGED_MAX) return countLoosened(tx, question)
  const ids = keptOut.map(({ personId }) => personId)
  const candidates = await loadCandidates(tx, moment, { ids, conditions: noConditions, compared: nothing })
  const fitting = new Set(
    candidates.filter((one) => meetsClauses(one, conditions.where)).map(({ personId }) => personId),
  )
  const counts = new Map<ConditionName, number>([['where', dropped]])
  for (const { personId, name } of keptOut) {
    if (name === 'where' || fitting.has(personId)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return counts
}
