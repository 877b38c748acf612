/**
 * 2ab / (a + b): close to the smaller of two shares, so that what fits one side only cannot rank above what fits both.
 * Null is "not known": then the other stands alone, and with nothing known the answer is null. Negatives count as 0.
 */
export function harmonicMean(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right
  const [a, b] = [Math.max(0, left), Math.max(0, right)]
  return a + b === 0 ? 0 : (2 * a * b) / (a + b)
}
