/** How long a spectral fit takes, told from a small one, so that the largest that fits is chosen before it is begun. */
import type { SparseMatrix } from '../../engine/index.ts'

/** Columns of the block beside the rank. */
const OVERSAMPLING = 96
/** Seconds for each entry and column of the block: it is gone through a dozen times. */
const PER_ENTRY = 1.5e-8
/** For each row, or column, and each pair of columns of the block: products of it with itself, and with its factor. */
const PER_PAIR = 3.5e-11
/** For each triple of columns: factors and eigenvectors of a square. */
const PER_TRIPLE = 2.2e-9

type Size = Pick<SparseMatrix, 'rows' | 'columns' | 'indices'>

/** On one core of 2023, measured on matrices of 6,000 × 3,600 and 30,000 × 41,000 at ranks from 32 to 1,024. */
export function spectralSeconds({ rows, columns, indices }: Size, rank: number): number {
  const width = rank + OVERSAMPLING
  const lines = 4 * Math.min(rows, columns) + 2 * Math.max(rows, columns) + 2 * columns
  return PER_ENTRY * indices.length * width + PER_PAIR * lines * width ** 2 + PER_TRIPLE * width ** 3
}

const BYTES_PER_NUMBER = 4
/** Blocks of both sides, the vectors before they are bytes, and after. */
const spectralBytes = ({ rows, columns }: Size, rank: number): number =>
  BYTES_PER_NUMBER * (rows + columns) * (rank + OVERSAMPLING) + (BYTES_PER_NUMBER + 1) * columns * rank

/** Largest first. */
const RANKS = [4096, 3072, 2048, 1536, 1024, 768, 512, 384, 256, 128, 64, 32]

export interface RankLimits {
  readonly secondsMax: number
  readonly bytesMax: number
  /** How much longer a small fit took than it should have; below 1 is not believed. */
  readonly slowness: number
}

/** The largest rank that fits into the limits; null when none does. */
export function rankWithin(size: Size, { secondsMax, bytesMax, slowness }: RankLimits): number | null {
  const fits = (rank: number): boolean =>
    Math.max(1, slowness) * spectralSeconds(size, rank) <= secondsMax && spectralBytes(size, rank) <= bytesMax
  return RANKS.find(fits) ?? null
}
