/** What processes tell each other about a cache: who says it, which of their changes it is, and what is stale. */
import { z } from 'zod'

export interface StaleMessage {
  /** The cache that the change went through: one for each process. */
  readonly from: string
  /** Counts the changes of `from`. */
  readonly change: number
  /** Null: everything. */
  readonly keys: readonly string[] | null
}

/** What one notification may hold, in bytes. PostgreSQL itself stops at 8,000. */
export const messageBytesMax = 7_000

const shape = z.object({ from: z.string(), change: z.number().int(), keys: z.array(z.string()).nullable() })

/** A message that is too long for one notification says that everything is stale: true, only less exact. */
export function writeMessage(message: StaleMessage): string {
  const text = JSON.stringify(message)
  if (Buffer.byteLength(text) <= messageBytesMax) return text
  return JSON.stringify({ ...message, keys: null })
}

/** So many messages of one change; beyond them it is shorter to say "everything". */
const MESSAGES_MAX = 10
/** What a message holds beside its keys: two numbers and an id. */
const ENVELOPE_BYTES = 200

/** Keys in groups that each fit one message; null for so many that "everything" says it shorter. */
export function groupKeys(keys: readonly string[]): readonly (readonly string[])[] | null {
  const groups: string[][] = [[]]
  let bytes = ENVELOPE_BYTES
  for (const key of keys) {
    const keyBytes = Buffer.byteLength(JSON.stringify(key)) + 1
    if (bytes + keyBytes > messageBytesMax) {
      groups.push([])
      bytes = ENVELOPE_BYTES
    }
    groups.at(-1)?.push(key)
    bytes += keyBytes
  }
  const filled = groups.filter((group) => group.length > 0)
  return filled.length > MESSAGES_MAX ? null : filled
}

/** What cannot be read may have been about anything, so it is taken for "everything". */
export function readMessage(payload: string): StaleMessage {
  try {
    return shape.parse(JSON.parse(payload))
  } catch {
    return { from: '', change: 0, keys: null }
  }
}
