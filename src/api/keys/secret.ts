/** What a service key looks like, and how two are compared. */
import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'

/** `rk_<id>_<secret>`: the id is public and finds the row; the secret is 256 random bits. */
export interface KeyText {
  readonly id: string
  readonly secret: string
}

const ID_LENGTH = 8
const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'
const SECRET_BYTES = 32
const KEY = /^rk_([a-z0-9]{8})_([A-Za-z0-9_-]{43})$/u

export function newKeyText(): KeyText {
  const letters = Array.from({ length: ID_LENGTH }, () => ID_LETTERS[randomInt(ID_LETTERS.length)])
  return { id: letters.join(''), secret: newSecret() }
}

export const newSecret = (): string => randomBytes(SECRET_BYTES).toString('base64url')

export const formatKey = ({ id, secret }: KeyText): string => `rk_${id}_${secret}`

/** Null for a text that never was one of our keys. */
export function parseKey(text: string): KeyText | null {
  const [, id, secret] = KEY.exec(text) ?? []
  return id !== undefined && secret !== undefined ? { id, secret } : null
}

/**
 * A secret with 256 bits needs no salt and no slow hash: there is no list of likely ones to try. Nor does one that is kept
 * nowhere and hashed to be compared alone.
 */
export const hashSecret = (secret: string | Buffer): Buffer => hash('sha256', secret, 'buffer')

/** Takes the same time wherever the two differ. Both are hashes, so they are of one length. */
export const isSameHash = (one: Buffer, other: Buffer): boolean =>
  one.length === other.length && timingSafeEqual(one, other)
