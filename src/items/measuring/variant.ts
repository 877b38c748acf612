/** Which arm of an experiment somebody is in. */
import { hash } from 'node:crypto'

export type Arm = 'a' | 'b'

/** What of an experiment decides who is in which arm. */
export interface Split {
  readonly name: string
  /** The share of people, 0 to 1, who are in arm b. */
  readonly share: number
}

const BYTES = 4
const VALUES = 2 ** (8 * BYTES)

/**
 * The same person is in the same arm of an experiment everywhere and for good; another name shuffles everybody anew. With a
 * larger share some go over from a to b, and nobody back. Null without an experiment or a person.
 */
export function variantOf(experiment: Split | null, userId: string | null): Arm | null {
  if (!experiment || userId === null) return null
  // No name holds this character, so that no two pairs are one text.
  const digest = hash('sha256', `${experiment.name}\0${userId}`, 'buffer')
  return digest.readUInt32BE(0) / VALUES < experiment.share ? 'b' : 'a'
}

/** As it is kept: arms of two experiments are told apart. */
export const armName = (experiment: Pick<Split, 'name'>, arm: string): string => `${experiment.name}/${arm}`

/** The parts of what `armName` made. */
export function armOf(kept: string): { readonly experiment: string; readonly arm: string } {
  const at = kept.lastIndexOf('/')
  return { experiment: kept.slice(0, at), arm: kept.slice(at + 1) }
}
