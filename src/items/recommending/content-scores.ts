/** How alike every item of the shelf is to a direction. */
import { openProducts } from '../../engine/index.ts'
import type { QuantisedProducts } from '../../engine/index.ts'
import { FEATURES, likeness } from '../shelf/index.ts'
import type { Columns } from '../shelf/index.ts'
import { featuresAt } from './content.ts'

/** A byte of features stands for so much. */
const UNIT = 1 / 127
/** So many new items are compared one by one before all are copied anew. */
const NEWCOMERS_MAX = 500
/** An item whose words have changed is compared by its old ones for so long at most. */
const COPIED_MS = 30_000

interface Copied {
  readonly products: QuantisedProducts
  readonly count: number
  readonly version: number
  readonly atMs: number
}

const copies = new WeakMap<Columns, Copied>()

/** For each place the cosine with the direction, −1 to 1. */
export function contentScores(columns: Columns, direction: Int8Array): Float32Array {
  const copied = copyOf(columns)
  const scores = new Float32Array(columns.count)
  const question = Float32Array.from(direction, (value) => value * UNIT)
  copied.products.addProducts(question, scores.subarray(0, copied.count))
  for (let place = copied.count; place < columns.count; place += 1)
    scores[place] = likeness(direction, featuresAt(columns, place) ?? direction)
  return scores
}

/** A product by WebAssembly takes a tenth of the time, and wants the vectors in a memory of its own. */
function copyOf(columns: Columns): Copied {
  const known = copies.get(columns)
  if (known && isGoodEnough(known, columns)) return known
  const { count, version } = columns
  const scales = new Float32Array(count).fill(UNIT)
  const vectors = columns.features.subarray(0, count * FEATURES)
  const weights = new Float32Array(count).fill(1)
  const products = openProducts({ length: FEATURES, scales, vectors }, FEATURES, weights)
  const copied = { products, count, version, atMs: performance.now() }
  copies.set(columns, copied)
  return copied
}

function isGoodEnough({ count, version, atMs }: Copied, columns: Columns): boolean {
  if (version === columns.version) return true
  return columns.count - count <= NEWCOMERS_MAX && performance.now() - atMs < COPIED_MS
}
