/** Patterns over whole words, written as people would list them. Every repetition is bounded: that keeps reading linear. */

/** Begins where a word begins and ends where one ends, so that no part of a word is ever taken for another. */
export const pattern = (source: string): RegExp => new RegExp(`(?<![^ ])(?:${source})(?![^ ])`, 'gu')

/** One of the words, told apart by blanks. */
export const wordOf = (words: string): string => `(?:${words.trim().split(/\s+/u).join('|')})`

/** One of the phrases, a line each; the first that fits. Each may be a pattern itself. */
export const phraseOf = (phrases: string): string => `(?:${linesOf(phrases).join('|')})`

/** What may follow something that is welcome. */
export const FINE = '(?: (?:is|are) (?:fine|ok|okay|good|welcome)| works?| welcome)?'

export const linesOf = (text: string): readonly string[] => text.trim().split(/\s*\n\s*/u)

/** Any of the words and phrases just as they are written, the longest that fits. */
export const anyOf = (phrases: readonly string[]): string =>
  `(?:${phrases
    .toSorted((one, other) => other.length - one.length)
    .map((phrase) => phrase.replace(/[+.?*()|[\]{}^$\\]/gu, String.raw`\$&`))
    .join('|')})`

/** What stands at the end of a text that is looked at backwards, with the blank behind it. */
export const endsWith = (source: string): RegExp => new RegExp(`(?:^| )(?:${source}) $`, 'u')

/** What stands at its beginning. */
export const beginsWith = (source: string): RegExp => new RegExp(`^(?:${source})(?: |$)`, 'u')
