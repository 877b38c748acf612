/** How people say ages in figures, and what is meant by it. A table. */
import { PERSON } from './nouns.ts'
import { pattern, phraseOf, wordOf } from './patterns.ts'
import type { AgeWish } from './wish.ts'

export const AGE_MAX = 120
const ADULT = 18
/** Of "24 years old", and of "around 24". */
const TOLERANCE = 3
const ROUGH_TOLERANCE = 4

export interface AgeRule {
  readonly found: RegExp
  readonly wish: (numbers: readonly number[]) => AgeWish
  /** The same by the other side of the edge. */
  readonly whenExcluded?: (numbers: readonly number[]) => AgeWish
  /** True when nothing but the number and its company says that it is an age. */
  readonly isPlain: boolean
}

const between = ([one = 0, other = 0]: readonly number[]): AgeWish =>
  ageBetween(Math.min(one, other), Math.max(one, other))
const from = ([min = 0]: readonly number[]): AgeWish => ({ kind: 'age', min, max: null })
const upTo = ([max = 0]: readonly number[]): AgeWish => ({ kind: 'age', min: null, max })
const above = ([age = 0]: readonly number[]): AgeWish => from([Math.min(age + 1, AGE_MAX)])
const below = ([age = 0]: readonly number[]): AgeWish => upTo([age - 1])
const within =
  (tolerance: number) =>
  ([age = 0]: readonly number[]): AgeWish =>
    ageBetween(Math.max(age - tolerance, age >= ADULT ? ADULT : 0), age + tolerance)
const ageBetween = (min: number, max: number): AgeWish => ({ kind: 'age', min, max: Math.min(max, AGE_MAX) })

const N = String.raw`(\d{1,3})`
const OLD = String.raw`(?:(?:years?|yrs?)(?: of age| olds?)|yos?|y o|y \/ ?o|y \. o(?: \.)?)`
/** "years" alone may be a time: "5 years of experience". */
const YEARS = `(?:${OLD}|(?:years?|yrs?)(?! ${wordOf('of experience in ago working as together from with since later')}(?: |$))|s)`
const AGED =
  '(?:(?:in |between |from ){0,2}(?:the )?(?:aged?|ages|age range|age group|age bracket)(?: of| is| are| :| from| between)?)'

/** A number before one of these counts something else. */
const UNIT = phraseOf(String.raw`
  kms?|kilo[a-z]*|mi|miles?|met(?:er|re)s?|m|cm|ft|feet|foot|inch(?:es)?|kg|lbs?|stone|degrees?|°
  minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|years?|am|pm|times?
  people|percent|%|€|\$|£|euros?|dollars?|pounds?|usd|eur|gbp|bucks|rupees|grand|k|million
  of|st|nd|rd|th|\/|\*`)
/** Verbs that end as plurals do. */
const VERB = wordOf(
  'is has was does likes loves lives speaks plays works wants needs enjoys knows climbs hikes runs cooks dances sings paints this always',
)
const NO_UNIT = `(?! ${UNIT}(?: |$))`
const NO_COUNT = `${NO_UNIT}(?! (?!(?:${PERSON}|${VERB})(?: |$))[a-z]{2,20}s(?: |$))`
const NO_SUM = String.raw`(?<![€$£#] )(?<!\d [-\/:.] )`
const NO_TIME = String.raw`(?! [:.] \d)`
const NO_DATE = String.raw`(?! [-\/:.] \d)`

/** "no older than 35" is a limit and no denial; "older than" inside it is not read by itself. */
const PLAIN_START = '(?<!(?:^| )(?:not|no|never) )'
const OF = '(?: age)?(?: of)?(?: the age of)?'
const OVER = `${PLAIN_START}${phraseOf(`
  over|above|older than|more than|at least|minimum|min|beyond|past|upwards of
  (?:not|no) (?:under|younger than|below|less than)`)}${OF}`
const AT_MOST = `${PLAIN_START}${phraseOf(`
  at most|up to|max|maximum|until
  (?:not|no) (?:over|older than|more than|above)`)}${OF}`
/** "over 50" is said of those of 50 too, "under 30" never of those of 30. */
const UNDER = `${PLAIN_START}(?:under|below|younger than|less than)${OF}`
/** "climbers < 30", "age > 30 and < 40": before any other number a sign may be about anything. */
const SIGNED = String.raw`(?:${AGED} |(?<=^|(?:^| )(?:${PERSON}|[a-z]{2,20}(?:er|ist|ian)s?)(?: ,)? |\d (?:and|&|,) ))`
const ABOUT = '(?:around|about|approximately|approx|roughly|circa|near|close to|more or less|~)'
const TO = '(?:-|to|until|till)'
const BRACKET = '(?: (?:age )?(?:range|group|bracket))?'
const UPWARDS = String.raw`(?:\+|plus|(?:and|or) (?:over|above|up|upwards?|older|more)|onwards?|upwards?)`
const DOWNWARDS = '(?:and|or) (?:under|below|younger|less)'
/** What may follow a bare number that is an age: "a woman, 30, who". */
const FREE = '(?= $|$| (?:[.,;)!?]|near|whos?|that|from|in|within|and|or|but|living|looking|with|for|to))'

type Meaning = Pick<AgeRule, 'wish' | 'whenExcluded'>
const plainly = (source: string, meaning: Meaning): AgeRule => ({ ...meaning, found: pattern(source), isPlain: true })
const surely = (source: string, wish: AgeRule['wish']): AgeRule => ({ wish, found: pattern(source), isPlain: false })

/** The first that fits a place wins. */
export const ageRules: readonly AgeRule[] = [
  surely(`(?:${AGED} )?(?:exactly|precisely) ${N}(?: ${YEARS})?${NO_COUNT}`, within(0)),
  surely(`${AGED} ${N}(?: ${YEARS})? (?:${TO}|and) ${N}(?: ${YEARS})?`, between),
  plainly(`(?:in )?between ${N}(?: ${YEARS})? (?:-|to|and|&|or) ${N}(?: ${YEARS})?${NO_COUNT}`, { wish: between }),
  plainly(`from ${N} ${TO} ${N}(?: ${YEARS})?${BRACKET}${NO_COUNT}`, { wish: between }),
  surely(`${N}(?: ${OLD})? (?:-|to|or) ${N} ${OLD}`, between),
  plainly(`${NO_SUM}(?:${ABOUT} )?(?:in the )?${N} (?:-|to) ${N}(?: ${YEARS})?${BRACKET}${NO_DATE}${NO_COUNT}`, {
    wish: between,
  }),
  plainly(`(?:${AGED} )?${OVER} ${N}(?: ${YEARS})?${NO_TIME}${NO_COUNT}`, { wish: from, whenExcluded: above }),
  plainly(`(?:${AGED} )?${AT_MOST} ${N}(?: ${YEARS})?${NO_TIME}${NO_COUNT}`, { wish: upTo }),
  plainly(`(?:${AGED} )?${UNDER} ${N}(?: ${YEARS})?${NO_TIME}${NO_COUNT}`, { wish: below }),
  surely(`${N} <(?: =)? age <(?: =)? ${N}`, between),
  plainly(`${SIGNED}(?:> =|≥) ${N}(?: ${YEARS})?${NO_COUNT}`, { wish: from }),
  plainly(`${SIGNED}(?:< =|≤) ${N}(?: ${YEARS})?${NO_COUNT}`, { wish: upTo }),
  plainly(`${SIGNED}> ${N}(?: ${YEARS})?${NO_COUNT}`, { wish: above }),
  plainly(`${SIGNED}< ${N}(?: ${YEARS})?${NO_COUNT}`, { wish: below }),
  surely(String.raw`(1[68]|21) \+(?! \d)${NO_UNIT}`, from),
  plainly(String.raw`(?:${AGED} )?(?:from )?${N}(?: ${YEARS})? ${UPWARDS}(?! \d)${NO_COUNT}`, { wish: from }),
  plainly(`(?:${AGED} )?${N}(?: ${YEARS})? ${DOWNWARDS}`, { wish: upTo }),
  surely(`(?:${AGED} )?${ABOUT} ${N} ${OLD}`, within(ROUGH_TOLERANCE)),
  plainly(String.raw`(?:${AGED} )?${ABOUT} ${N}${NO_TIME}${NO_COUNT}(?! ${TO} \d)`, { wish: within(ROUGH_TOLERANCE) }),
  plainly(`(?:${AGED} )?${N} ish`, { wish: within(ROUGH_TOLERANCE) }),
  surely(`${AGED} ${N}`, within(TOLERANCE)),
  surely(`from ${N} (?:years?|yrs?)(?: old)?(?: of age)?(?! (?:of|experience|in|ago)(?: |$))`, from),
  surely(`${N} ${OLD}`, within(TOLERANCE)),
  plainly(`(?<=(?:^| )(?:is|im|am|be|shes|hes|theyre|turning) )${N}${FREE}`, { wish: within(TOLERANCE) }),
  plainly(String.raw`(?<=(?:^| )${PERSON}(?: ,| of| is| \()? )${N}${FREE}`, { wish: within(TOLERANCE) }),
]
