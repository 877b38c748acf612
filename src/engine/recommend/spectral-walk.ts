/** From the columns of a row to rows that have them, and on to what these have. */
import { transposing } from './matrix.ts'
import type { SparseMatrix, SparseRow } from './matrix.ts'
import { degreesOf, inverseRoot } from './spectral-normalised.ts'
import { finish } from './steps.ts'
import type { Steps } from './steps.ts'

/** Adds r R̃ᵀ R̃ to the scores, R̃ being the normalised matrix. Touches only what can be reached from the row. */
export type AddWalk = (row: SparseRow, scores: Float32Array) => void

/** Not re-entrant. Holds the matrix and its transpose. */
export const openWalk = (matrix: SparseMatrix): AddWalk => finish(openingWalk(matrix))

export function* openingWalk(matrix: SparseMatrix): Steps<AddWalk> {
  const turned = yield* transposing(matrix)
  yield
  const [values, turnedValues] = [valuesOf(matrix), valuesOf(turned)]
  const rowDegrees = degreesOf(matrix)
  yield
  const columnScales = degreesOf(turned).map(inverseRoot)
  const strengths = new Float64Array(matrix.rows)
  const isMet = new Uint8Array(matrix.rows)
  const met = new Uint32Array(matrix.rows)
  const reached = new Float64Array(matrix.columns)
  return (row, scores) => {
    const count = meet(row)
    for (let at = 0; at < count; at += 1) passOn(met[at] as number)
    for (let column = 0; column < matrix.columns; column += 1) {
      scores[column] = (scores[column] as number) + (reached[column] as number) * (columnScales[column] as number)
    }
    reached.fill(0)
  }

  /** Finds the rows that share a column with this one, and how strongly; returns how many there are. */
  function meet(row: SparseRow): number {
    let count = 0
    for (const [at, column] of row.indices.entries()) {
      if (column >= matrix.columns) continue
      const share = (row.values?.[at] ?? 1) * (columnScales[column] as number)
      const end = turned.starts[column + 1] as number
      for (let entry = turned.starts[column] as number; entry < end; entry += 1) {
        const other = turned.indices[entry] as number
        strengths[other] = (strengths[other] as number) + share * (turnedValues[entry] as number)
        if (isMet[other]) continue
        isMet[other] = 1
        met[count] = other
        count += 1
      }
    }
    return count
  }

  function passOn(row: number): void {
    const strength = (strengths[row] as number) * inverseOf(rowDegrees[row] as number)
    strengths[row] = 0
    isMet[row] = 0
    const end = matrix.starts[row + 1] as number
    for (let entry = matrix.starts[row] as number; entry < end; entry += 1) {
      const column = matrix.indices[entry] as number
      reached[column] = (reached[column] as number) + strength * (values[entry] as number)
    }
  }
}

const inverseOf = (degree: number): number => (degree > 0 ? 1 / degree : 0)

const valuesOf = ({ values, indices }: SparseMatrix): Float32Array => values ?? new Float32Array(indices.length).fill(1)
