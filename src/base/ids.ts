/** Ids: those from outside are opaque and only checked for shape; those of ours are UUIDv7. */
import { randomUUID } from 'node:crypto'
import { visibleText } from './visible-text.ts'

/** The longest id that a host may give to a person, an item or a chat, in characters. */
export const externalIdLengthMax = 128

const CONTROL = /\p{Cc}/u

/** Why `text` cannot be an id from outside, as the end of a sentence; null when it can. */
export function externalIdFault(text: string): string | null {
  if (text.length === 0) return 'must not be empty'
  if (text.length > externalIdLengthMax) return `must be at most ${externalIdLengthMax} characters long`
  if (visibleText(text).trim() === '') return 'must have something that can be seen'
  if (text === '.' || text === '..') return 'must not be "." or ".."'
  if (text.includes('/')) return 'must not contain "/"'
  if (CONTROL.test(text)) return 'must not contain control characters'
  if (!text.isWellFormed()) return 'must not contain unpaired surrogates'
  return null
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/iu

/** True for the text form of any UUID, ours or not: what a `uuid` column can be asked for. */
export const isUuid = (text: string): boolean => UUID.test(text)

/**
 * A UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits; ids sort by time of birth. The
 * random part is that of a UUIDv4, which Node cuts from a store of randomness: asking the system for each costs ten
 * times as much. Throws a RangeError for an instant before 1970 or after the year 10889.
 */
export function newId(now?: Date): string {
  return `${stampOf(now === undefined ? Date.now() : now.getTime())}${randomUUID().slice(UUID_TIME_LENGTH)}`
}

/** The characters of a UUID before its random part: time, separators and the version. */
const UUID_TIME_LENGTH = 15
const MILLISECONDS_MAX = 2 ** 48 - 1

/** Many ids are made in one millisecond. */
let stamp = { milliseconds: -1, text: '' }

function stampOf(milliseconds: number): string {
  if (stamp.milliseconds !== milliseconds) stamp = { milliseconds, text: printStamp(milliseconds) }
  return stamp.text
}

function printStamp(milliseconds: number): string {
  if (!(milliseconds >= 0 && milliseconds <= MILLISECONDS_MAX)) throw new RangeError('No id can hold this instant.')
  const hex = milliseconds.toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7`
}
