/** Ids: those from outside are opaque and only checked for shape; those of ours are UUIDv7. */
import { randomBytes } from 'node:crypto'

/** The longest id that a host may give to a person, an item or a chat, in characters. */
export const externalIdLengthMax = 128

const CONTROL = /\p{Cc}/u

/** Why `text` cannot be an id from outside, as the end of a sentence; null when it can. */
export function externalIdFault(text: string): string | null {
  if (text.length === 0) return 'must not be empty'
  if (text.length > externalIdLengthMax) return `must be at most ${externalIdLengthMax} characters long`
  if (text === '.' || text === '..') return 'must not be "." or ".."'
  if (text.includes('/')) return 'must not contain "/"'
  if (CONTROL.test(text)) return 'must not contain control characters'
  if (!text.isWellFormed()) return 'must not contain unpaired surrogates'
  return null
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/iu

/** True for the text form of any UUID, ours or not: what a `uuid` column can be asked for. */
export const isUuid = (text: string): boolean => UUID.test(text)

/** A UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits; ids sort by time of birth. */
export function newId(now: Date = new Date()): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
