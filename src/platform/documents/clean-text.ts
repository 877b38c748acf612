/** Makes text from outside fit to be stored, searched and shown. */
import { visibleText } from '../../base/index.ts'

export interface CleanText {
  readonly text: string
  readonly truncated: boolean
}

/**
 * NFC, one kind of line end, no hidden controls (see `visibleText`), no unpaired surrogates, at most one blank line
 * in a row, at most `charactersMax` UTF-16 code units.
 */
export function cleanText(raw: string, charactersMax: number): CleanText {
  const taken = raw.slice(0, charactersMax * TAKEN_PER_KEPT)
  const lines = taken.toWellFormed().replace(/\r\n?|[\u2028\u2029\u0085\f\v]/gu, '\n')
  const text = visibleText(lines)
    .replace(MARK_TOO_MANY, '')
    .normalize('NFC')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()
  const isCut = text.length > charactersMax
  return { text: isCut ? cut(text, charactersMax) : text, truncated: isCut || taken.length < raw.length }
}

/** No letter and no digit of any script. */
export const isBlank = (text: string): boolean => !/[\p{L}\p{N}]/u.test(text)

/** How much more is cleaned than can be kept, since cleaning shortens: white space, mostly. */
const TAKEN_PER_KEPT = 4

/**
 * Normalisation sorts the marks behind a letter, in native code that nothing interrupts and in time that grows with the
 * square of their number: minutes for a megabyte of them. Unicode's stream-safe format (UAX #15, section 13) allows 30. Each mark
 * is matched alone: one match of millions can exceed the stack of the expression.
 */
const MARK_TOO_MANY = /\p{M}(?<=\p{M}{31})/gu

/** Not between the halves of a pair. */
function cut(text: string, length: number): string {
  const isPairSplit = /[\uD800-\uDBFF]/u.test(text.charAt(length - 1))
  return text.slice(0, isPairSplit ? length - 1 : length).trimEnd()
}
