import { createHash } from 'node:crypto'

/** What a text is kept under. Lone surrogates hash as U+FFFD, which is also how they are embedded. */
export function hashText(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}

/** The hash as a key of maps and as a word in messages between processes. */
export const hashKey = (hash: Buffer): string => hash.toString('base64url')

export const hashFromKey = (key: string): Buffer => Buffer.from(key, 'base64url')
