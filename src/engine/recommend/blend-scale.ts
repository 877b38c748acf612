/**
 * The standard deviation of scores over columns, by which scores of different sources are brought to one scale. Only the
 * order within a list means anything, so no mean is taken off; the deviation costs one pass, where the score at some rank
 * would cost a selection and be 0 for a source that knows few columns. Scores that are no finite numbers are left out. 0 when
 * all are equal: such a list says nothing.
 */
export function scaleOf(scores: Float32Array): number {
  let sum = 0
  let squares = 0
  let count = 0
  for (let column = 0; column < scores.length; column += 1) {
    const score = scores[column] as number
    if (!Number.isFinite(score)) continue
    sum += score
    squares += score * score
    count += 1
  }
  const variance = squares / count - (sum / count) ** 2
  // What is left of equal scores by rounding is no spread.
  return variance > (squares / count) * 1e-10 ? Math.sqrt(variance) : 0
}

/** Adds `weight` times the scores on their common scale to `target`, in place; nothing of a list that says nothing. */
export function addOnScale(target: Float32Array, scores: Float32Array, weight: number): void {
  const scale = weight > 0 ? scaleOf(scores) : 0
  if (scale === 0) return
  const factor = weight / scale
  for (let column = 0; column < target.length; column += 1) {
    target[column] = (target[column] as number) + factor * (scores[column] as number)
  }
}
