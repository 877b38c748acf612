/**
 * Genders by whole words that name who is looked for. "Girlfriend" says what somebody wants to be, "women's football" and
 * "man-made" say nothing. Of the pronouns only "in her 20s" tells something, and too little for a filter (`decades.ts`).
 */
import { anyOf, findAll, pattern, textAfter, textBefore } from './line.ts'
import type { Found, Line } from './line.ts'
import { genderCompounds, genderHeads, genderWords } from './nouns.ts'
import type { Reader, Reading } from './reading.ts'
import { isSought } from './sought.ts'
import { genders } from './wish.ts'
import type { Gender } from './wish.ts'

const genderOf: ReadonlyMap<string, Gender> = new Map(
  genders.flatMap((gender) => genderWords[gender].map((word): [string, Gender] => [word, gender])),
)
const WORD = `(?:${anyOf([...genderOf.keys()])})`
/** "a woman or non-binary person", "trans woman". */
const word = pattern(
  `(${WORD})(?: (?:identifying|presenting|identified))?(?: (?:only|person|persons|people|folks?|individuals?)(?= |$))?`,
)

const ANY =
  'any genders?|all genders|every gender|whatever gender|either gender|both genders|any sex|either sex|gender (?:doesnt matter|does not matter|isnt important|is not important|is irrelevant|not important|irrelevant|no object|unimportant)|regardless of (?:their )?gender|no gender preference|no preference (?:of|for|on|in|about|regarding) gender|(?:the )?gender is not important|no matter (?:the |what |which )?gender|not (?:only|just) (?:for )?(?:MALE|FEMALE)|(?:a )?MALE (?:or|and|and \\/ or|\\/) (?:a )?FEMALE|(?:a )?FEMALE (?:or|and|\\/) (?:a )?MALE'
const any = pattern(ANY.replaceAll('FEMALE', anyOf(genderWords.female)).replaceAll('MALE', anyOf(genderWords.male)))

const COMPOUND = new RegExp(`^(?:' )?(?:${genderCompounds.split(' ').join('|')})(?: |$)`, 'u')
/** "female football player" is a player. */
const ADJECTIVE = /^(?:fe)?male$/u
const HEAD = new RegExp(`(?:^| )(?:${genderHeads.split(' ').join('|')}) $`, 'u')

export const readGenders: Reader = (line) => findAll(line, word).flatMap((found) => readingOf(line, found))

export const readGenderLifts: Reader = (line) =>
  findAll(line, any).map(({ first, last }) => ({
    first,
    last,
    wanted: null,
    because: 'Any gender will do.',
    lifts: 'gender',
  }))

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
    last < first + own.length && !ADJECTIVE.test(name) && COMPOUND.test(textAfter(line, first + own.length - 1))
  return isTiedTail || isTiedHead || isCompound || HEAD.test(textBefore(line, first))
}
