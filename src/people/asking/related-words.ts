/** Which words stand near each other, in both directions, over stems; and words written as one that are said as two. */
import { contentStems, stemOf, wordsOf } from '../../engine/index.ts'
import { boundPairs } from './kind-sayings.ts'
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

type Web = Map<string, Map<string, number>>

/** What stands in several clusters with another is as near to it as in the nearest. */
function bind(web: Web, [one, other]: readonly [string, string], strength: number): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    const near = web.get(from) ?? new Map<string, number>()
    near.set(to, Math.max(strength, near.get(to) ?? 0))
    web.set(from, near)
  }
}

function weave(): Web {
  const web: Web = new Map()
  for (const [strength, stems] of clusters) {
    stems.forEach((one, index) => {
      for (const other of stems.slice(index + 1)) bind(web, [one, other], strength)
    })
  }
  return web
}

/** From here on two words are the same said otherwise. */
const SAME = 0.9

/** What is near to "paint" is near to "painter". */
function extend(web: Web): Web {
  const wide: Web = new Map(Array.from(web, ([stem, near]) => [stem, new Map(near)]))
  for (const [stem, near] of web) {
    for (const [same, strength] of near) {
      if (strength < SAME) continue
      for (const [other, distance] of web.get(same) ?? []) {
        if (other !== stem) bind(wide, [stem, other], Math.round(strength * distance * 100) / 100)
      }
    }
  }
  return wide
}

const woven = extend(weave())

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
    const first = word.slice(0, at)
    if (partWords.has(first) && partWords.has(word.slice(at))) return [first, word.slice(at)]
  }
  return []
}

/** A stem begins as its word does, and most neighbours in a text begin like no stem of the table. */
const BEGINNING = 4
const beginnings: ReadonlySet<string> = new Set([...woven.keys()].map((stem) => stem.slice(0, BEGINNING)))
const isWoven = (word: string): boolean =>
  (word.length < 2 * BEGINNING || beginnings.has(word.slice(0, BEGINNING))) && woven.has(stemOf(word))

/**
 * The stems under which a text can be met: of its words, of the parts of its compounds, and of neighbours written as one,
 * so that "rock climbing", "rock-climbing" and "rockclimbing" meet, and "something serious" is told from "a serious climber". Each once, in the order of the text.
 */
export function meetingStems(text: string): readonly string[] {
  const words = wordsOf(text)
  const parts = words.flatMap(compoundParts)
  const joined = words.slice(1).map((word, index) => `${words[index]}${word}`)
  const known = joined.filter((word) => boundPairs.has(word) || isWoven(word) || compoundParts(word).length > 0)
  return [...new Set([...contentStems(text), ...[...parts, ...known].map(stemOf)])]
}
