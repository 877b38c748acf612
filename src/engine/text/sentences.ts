/** Splits prose, bullet lists, résumé lines and many-line answers into pieces short enough for a 256-token model. */
import { cutLong } from './sentence-cut.ts'
import { sentenceRanges } from './sentence-ends.ts'
import { paragraphRanges } from './sentence-lines.ts'
import type { Range } from './sentence-lines.ts'
import { cleanWhitespace } from './whitespace.ts'

export interface Sentence {
  /** Verbatim, apart from whitespace and a bullet or number that stood before it. */
  readonly text: string
  /** Where it begins in the source, in UTF-16 units. */
  readonly start: number
}

const SAYS_SOMETHING = /[\p{L}\p{N}\p{Extended_Pictographic}]/u

/** In the order of the source. Pieces do not overlap; what has neither letter, digit nor pictograph is left out. */
export function splitSentences(source: string): readonly Sentence[] {
  return paragraphRanges(source)
    .flatMap((paragraph) => sentenceRanges(source, paragraph))
    .flatMap((sentence) => cutLong(source, sentence))
    .map((range) => sentenceAt(source, range))
    .filter((sentence) => SAYS_SOMETHING.test(sentence.text))
}

function sentenceAt(source: string, range: Range): Sentence {
  return { text: cleanWhitespace(source.slice(range.start, range.end)), start: range.start }
}
