/** Work on one person after the other that lets everybody else have turns of the event loop, and ends. */
import { givingTurns, Problem } from '../../base/index.ts'

const TURN_MS = 10
/** Of one search, without what it waits for. Only patterns over long texts and very long lists come near it. */
const WORK_MS = 5000

/** What one search may still spend. */
export interface Allowance {
  leftMs: number
}

export const newAllowance = (): Allowance => ({ leftMs: WORK_MS })

/** The results of `work` in order. @throws Problem `request.invalid` when the allowance is spent */
export async function mapInTurns<Item, Result>(
  items: readonly Item[],
  allowance: Allowance,
  work: (item: Item) => Result,
): Promise<Result[]> {
  const results: Result[] = []
  const giveTurn = givingTurns(TURN_MS)
  for (const item of items) {
    results.push(work(item))
    allowance.leftMs -= await giveTurn()
    if (allowance.leftMs < 0)
      throw new Problem(
        'request.invalid',
        'The search takes too long: ask for fewer interests, shorter expressions, or of fewer people.',
      )
  }
  return results
}
