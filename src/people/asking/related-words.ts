/** Which words stand near each other, in both directions, over stems; and words written as one that are said as two. */
import { contentStems, stemOf, wordsOf } from '../../engine/index.ts'
import { relatedTable } from './related-table.ts'

type Strengths = ReadonlyMap<string, number>

const NOTHING: Strengths = new Map()

const clusters: readonly (readonly [strength: number, stems: readonly string[]])[] = relatedTable
  .trim()
  .split('\n')
  .map((line) => {
    const [strength, ...words] = line.split(' ')
    return [Number(strength), [...new Set(words.map(stemOf))]]
  })

/** What stands in several clusters with another is as near to it as in the nearest. */
function weave(): ReadonlyMap<string, Map<string, number>> {
  const woven = new Map<string, Map<string, number>>()
  for (const [strength, stems] of clusters) {
    for (const stem of stems) {
      const near = woven.get(stem) ?? new Map<string, number>()
      for (const other of stems) if (other !== stem) near.set(other, Math.max(strength, near.get(other) ?? 0))
      woven.set(stem, near)
    }
  }
  return woven
}

const woven = weave()

/**
 * Stems related to a stem, with how near they are, above 0 and below 1; the stem itself is not among them. What is near to
 * another is so in both directions, and equally.
 */
export const relatedTerms = (stem: string): Strengths => woven.get(stem) ?? NOTHING

export const isRelatedStem = (stem: string): boolean => woven.has(stem)

/** Shorter parts are found in words that are no compounds. */
const PART_LETTERS_MIN = 3
const WORD_LETTERS_MAX = 40
/** Words of the table that can be a part as they are written. */
const partWords: ReadonlySet<string> = new Set(
  [...relatedTable.matchAll(/[a-z]{3,}/gu)]
    .map(([word]) => word)
    .concat('rock', 'table', 'city', 'street', 'water', 'mind'),
)

/** "rockclimbing" as its two words; empty when it is not written as one of two that are known. */
export function compoundParts(word: string): readonly string[] {
  if (word.length > WORD_LETTERS_MAX) return []
  for (let at = PART_LETTERS_MIN; at <= word.length - PART_LETTERS_MIN; at += 1) {
    const parts = [word.slice(0, at), word.slice(at)]
    if (parts.every((part) => partWords.has(part))) return parts
  }
  return []
}

/**
 * The stems under which a text can be met: of its words, of the parts of its compounds, and of neighbours written as one,
 * so that "rock climbing", "rock-climbing" and "rockclimbing" meet. Each once, in the order of the text.
 */
export function meetingStems(text: string): readonly string[] {
  const words = wordsOf(text)
  const parts = words.flatMap(compoundParts)
  const joined = words.slice(1).map((word, index) => `${words[index]}${word}`)
  const known = joined.filter((word) => woven.has(stemOf(word)) || compoundParts(word).length > 0)
  return [...new Set([...contentStems(text), ...[...parts, ...known].map(stemOf)])]
}
