/** Scripts that put no spaces between words: their words are found by dictionary. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

export const isUnspaced = (text: string): boolean => UNSPACED.test(text)

export interface Segment {
  readonly text: string
  /** Where it begins in what was segmented, in UTF-16 units. */
  readonly start: number
  /** False for punctuation and blanks. */
  readonly isWord: boolean
}

/** The words of a text in a script without spaces, and what stands between them; together they are the whole text. */
export function segmentWords(text: string): readonly Segment[] {
  return Array.from(segmenter.segment(text), ({ segment, index, isWordLike }) => ({
    text: segment,
    start: index,
    isWord: isWordLike === true,
  }))
}
