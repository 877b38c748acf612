/** Who is in the running, and what the request itself adds to their scores. */
import { findTrue, fitting, readExpression } from '../shelf/index.ts'
import type { Columns } from '../shelf/index.ts'
import type { Boost, Question } from './question.ts'

/** 1 for each place that is asked for. @throws Problem `request.invalid` for an expression that cannot be read */
export async function maskOf(
  columns: Columns,
  { wanted, filter }: Pick<Question, 'wanted' | 'filter'>,
): Promise<Uint8Array> {
  const mask = fitting(columns, wanted)
  if (filter === null) return mask
  const kept = new Uint8Array(mask.length)
  await findTrue({ columns, mask }, readExpression(columns, filter, 'filter'), (place) => {
    kept[place] = 1
  })
  return kept
}

/** Ids that may not be shown are closed. */
export function leaveOut(mask: Uint8Array, columns: Columns, ids: Iterable<string>): void {
  for (const id of ids) {
    const place = columns.placeOf(id)
    if (place !== undefined && place < mask.length) mask[place] = 0
  }
}

export interface Boosted {
  readonly columns: Columns
  readonly mask: Uint8Array
  /** Changed in place. */
  readonly scores: Float32Array
}

/**
 * Each boost moves the places of which it is true by its weight, in standard deviations of the scores of all that are in the
 * running. @throws Problem `request.invalid` for an expression that cannot be read
 */
export async function applyBoosts(boosted: Boosted, boosts: readonly Boost[]): Promise<void> {
  if (boosts.length === 0) return
  const { columns, mask, scores } = boosted
  const read = boosts.map(({ is, weight }, at) => ({
    expression: readExpression(columns, is, `boost.${at}.is`),
    weight,
  }))
  const step = spreadOf(scores, mask)
  for (const { expression, weight } of read)
    await findTrue({ columns, mask }, expression, (place) => {
      scores[place] = (scores[place] ?? 0) + weight * step
    })
}

/** Where all are equal, any step decides. */
const STEP_OF_EQUALS = 1

/** The standard deviation of the scores that count. */
export function spreadOf(scores: Float32Array, mask: Uint8Array): number {
  let [count, mean, squares] = [0, 0, 0]
  for (let place = 0; place < mask.length; place += 1) {
    if (mask[place] !== 1) continue
    // Welford's way: sums of squares of nearly equal figures lose all their digits.
    count += 1
    const away = (scores[place] ?? 0) - mean
    mean += away / count
    squares += away * ((scores[place] ?? 0) - mean)
  }
  return count > 1 && squares > 0 ? Math.sqrt(squares / count) : STEP_OF_EQUALS
}
