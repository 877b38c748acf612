/**
 * Genders by whole words that name who is looked for. "Girlfriend" says what somebody wants to be, "women's football" and
 * "man-made" say nothing. Of the pronouns only "in her 20s" tells something, and too little for a filter (`decades.ts`).
 */
import { findAll, textAfter, textBefore } from './line.ts'
import type { Found, Line } from './line.ts'
import { genderCompounds, genderHeads, genderWords } from './nouns.ts'
import { anyOf, beginsWith, endsWith, FINE, pattern, phraseOf, wordOf } from './patterns.ts'
import type { Reader, Reading } from './reading.ts'
import { isSought } from './sought.ts'
import { genders } from './wish.ts'
import type { Gender } from './wish.ts'

const genderOf: ReadonlyMap<string, Gender> = new Map(
  genders.flatMap((gender) => genderWords[gender].map((word): [string, Gender] => [word, gender])),
)
/** "women only", "trans people". */
const word = pattern(
  `(${anyOf([...genderOf.keys()])})(?: (?:identifying|presenting|identified))?(?: (?:only|persons?|people|folks?|individuals?)(?= |$))?`,
)

export const ANY_GENDER = 'Any gender will do.'
const FEMALE = anyOf(genderWords.female)
const MALE = anyOf(genderWords.male)
const EITHER = '(?:or|and|and / or|/)'
const lifts = pattern(
  phraseOf(`
    (?:any|every|either|whatever) gender${FINE}|(?:of )?either sex${FINE}|any genders${FINE}|(?:all|both) genders${FINE}
    not (?:only|just) (?:for )?(?:${MALE}|${FEMALE})
    (?:a )?${MALE} ${EITHER} (?:a )?${FEMALE}
    (?:a )?${FEMALE} ${EITHER} (?:a )?${MALE}`),
)

/** Who is looked for as one; whoever has one says "my". What is wished of the company is read beside it. */
const partner = pattern(
  String.raw`(?:my future )?(girl ?friend|wife|bride|boy ?friend|husband|groom)(?= (?:[.,;!?]|who|with|for|to|in|of|and|from|near|within|around|under|over|between|aged|\d+)(?: |$)|$)`,
)

const compound = beginsWith(`(?:' )?${wordOf(genderCompounds)}`)
const head = endsWith(wordOf(genderHeads))
/** "female football player" is a player. */
const ADJECTIVE = /^(?:fe)?male$/u

/** "F 25-35": a letter alone says nothing, nor does one that stands beside the other, and "400 m" is a way. */
const letter = pattern(String.raw`(?<!(?:\d|/|or|and|&) )(f|m)(?= (?:[,(] )?\d\d (?:-|to) \d\d(?: |$))`)

export const readGenders: Reader = (line) => [
  ...findAll(line, word).flatMap((found) => readingOf(line, found)),
  ...findAll(line, partner).flatMap(({ first, last, groups: [name = ''] }): Reading[] => {
    const values = [/^(?:girl|wife|bride)/u.test(name) ? ('female' as const) : ('male' as const)]
    const isWanted = last > first || isSought(line, first)
    return isWanted ? [{ first, last, wanted: { kind: 'gender', values }, isShared: true }] : []
  }),
  ...findAll(line, letter)
    .filter(({ first }) => isSought(line, first))
    .map(({ first, last, groups }): Reading => {
      const values = [groups.includes('f') ? ('female' as const) : ('male' as const)]
      return { first, last, wanted: { kind: 'gender', values } }
    }),
]

export const readGenderLifts: Reader = (line) =>
  findAll(line, lifts)
    .filter(({ first }) => isSought(line, first))
    .map(({ first, last }) => ({ first, last, wanted: null, because: ANY_GENDER, lifts: 'gender' }))

function readingOf(line: Line, { first, last, groups: [name = ''] }: Found): readonly Reading[] {
  const gender = genderOf.get(name)
  if (!gender || isOtherThing(line, { first, last, name }) || !isSought(line, first)) return []
  return [{ first, last, wanted: { kind: 'gender', values: [gender] } }]
}

interface Noun {
  readonly first: number
  readonly last: number
  readonly name: string
}

/** "man-made", "boy band", "best man", "hi guys"; but "female-only" and "trans-woman". */
function isOtherThing(line: Line, { first, last, name }: Noun): boolean {
  const own = line.tokens.slice(first, first + name.split(' ').length)
  const tail = line.tokens[first + own.length]
  const isTiedTail = tail?.isTied === true && last < first + own.length && !genderOf.has(tail.word)
  const isTiedHead = line.tokens[first]?.isTied === true && !genderOf.has(line.tokens[first - 1]?.word ?? '')
  const isCompound =
    last < first + own.length && !ADJECTIVE.test(name) && compound.test(textAfter(line, first + own.length - 1))
  return isTiedTail || isTiedHead || isCompound || head.test(textBefore(line, first))
}
