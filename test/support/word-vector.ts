import { createHash } from 'node:crypto'

/** A vector that depends on the text alone, and is not of length one: what a provider may send. */
export function wordVector(text: string, dimension: number): number[] {
  return Array.from({ length: dimension }, (_, index) => {
    const hash = createHash('sha256').update(`${index} ${text}`).digest()
    return hash.readInt32BE(0) / 2 ** 29
  })
}
