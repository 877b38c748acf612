const STEPS = 1_000_000

/** Six decimals: coarser than the noise of arithmetic, finer than anything a list is ordered by. Never −0. */
export const roundScore = (score: number): number => Math.round(score * STEPS) / STEPS + 0
