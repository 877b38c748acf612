/**
 * Ages in years. A number alone is no age: something must say so, a unit ("24 years old"), a comparison without another
 * unit ("over 50", but not "over 50 km"), a range ("25-35") or a person before it ("a woman, 30"). Tolerances: `N years
 * old` ±3, `around N` ±4, `exactly N` none; whoever names an adult's age means adults.
 */
import { findAll, pattern, textBefore } from './line.ts'
import type { Found, Line } from './line.ts'
import { ageSilences } from './age-silences.ts'
import { decadeReadings } from './decades.ts'
import { genderWords, personWords } from './nouns.ts'
import { withoutOverlaps } from './reading.ts'
import type { Reader, Reading } from './reading.ts'
import { isSought } from './sought.ts'
import type { AgeWish } from './wish.ts'

export const AGE_MAX = 120
const ADULT = 18
/** Below this a number without a unit is something else: "at least 3", "around 10". */
const PLAIN_MIN = 13
const TOLERANCE = 3
const ROUGH_TOLERANCE = 4

const N = String.raw`(\d{1,3})`
const OLD = String.raw`(?:(?:years?|yrs?)(?: of age| olds?)|year olds?|yo|yos|y \/ ?o|y \. o(?: \.)?|y o)`
const YEARS = String.raw`(?:${OLD}|(?:years?|yrs?)(?! (?:of|experience|in|ago|working|as|together|from|with|since|later)(?: |$))|s)`
const AGED =
  '(?:(?:in |between |from ){0,2}(?:the )?)(?:aged?|ages|age range|age group|age bracket|in the age range|in the age group)(?: of| is| are| :| from| between)?'
const PERSON = `(?:${[...personWords, ...Object.values(genderWords).flat()].join('|')})`

/** A number before one of these counts something else. */
const UNIT =
  'kms?|kilo[a-z]*|mi|miles?|met(?:er|re)s?|m|cm|ft|feet|foot|inch(?:es)?|minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|years?|' +
  'times?|people|percent|%|€|\\$|£|euros?|dollars?|pounds?|usd|eur|gbp|bucks|rupees|kg|kilos|lbs?|stone|am|pm|degrees?|' +
  'grand|k|million|of|st|nd|rd|th|\\/|\\*|°'
/** Verbs that end as plurals do. */
const VERB =
  'is|has|was|does|likes|loves|lives|speaks|plays|works|wants|needs|enjoys|knows|climbs|hikes|runs|cooks|dances|sings|paints|this|always'
const COUNTED = String.raw`(?! (?:${UNIT})(?: |$))(?! (?!(?:${PERSON}|${VERB})(?: |$))[a-z]{2,20}s(?: |$))`
const NO_CURRENCY = String.raw`(?<![€$£#] )(?<!\d [-\/:.] )`

const OVER =
  '(?<!(?:^| )(?:not|no|never) )(?:over|above|older than|more than|at least|minimum|min|beyond|past|upwards of|not under|not younger than|no younger than|' +
  'not below|no less than|not less than)(?: age)?(?: of)?(?: the age of)?'
const UNDER =
  '(?<!(?:^| )(?:not|no|never) )(?:under|below|younger than|less than|at most|up to|max|maximum|until|not over|no older than|not older than|no more than|' +
  'not more than|not above)(?: age)?(?: of)?(?: the age of)?'
const SPAN_END = '(?: (?:age )?(?:range|group|bracket))?'
const ABOUT = '(?:around|about|approximately|approx|roughly|circa|near|close to|more or less|~)'

interface Rule {
  readonly found: RegExp
  readonly wish: (numbers: readonly number[]) => AgeWish
  /** The same by the other side of the edge. */
  readonly whenExcluded?: (numbers: readonly number[]) => AgeWish
  /** True when nothing else than the number says that it is one. */
  readonly isPlain?: true
}

const between = ([one = 0, other = 0]: readonly number[]): AgeWish =>
  ageBetween(Math.min(one, other), Math.max(one, other))
const from = ([min = 0]: readonly number[]): AgeWish => ({ kind: 'age', min, max: null })
const upTo = ([max = 0]: readonly number[]): AgeWish => ({ kind: 'age', min: null, max })
const after = ([age = 0]: readonly number[]): AgeWish => from([age + 1])
const before = ([age = 0]: readonly number[]): AgeWish => upTo([age - 1])
const within =
  (tolerance: number) =>
  ([age = 0]: readonly number[]): AgeWish =>
    ageBetween(Math.max(age - tolerance, age >= ADULT ? ADULT : 0), age + tolerance)
const exactly = within(0)

/** The first that fits a place wins. */
const rules: readonly Rule[] = [
  { found: pattern(`(?:${AGED} )?(?:exactly|precisely) ${N}(?: ${YEARS})?${COUNTED}`), wish: exactly },
  { found: pattern(`(?:${AGED} )${N}(?: ${YEARS})? (?:-|to|and|until|till) ${N}(?: ${YEARS})?`), wish: between },
  {
    found: pattern(`(?:${AGED} )?(?:in )?between ${N}(?: ${YEARS})? (?:-|to|and|&|or) ${N}(?: ${YEARS})?${COUNTED}`),
    wish: between,
    isPlain: true,
  },
  {
    found: pattern(`from ${N} (?:-|to|until|till) ${N}(?: ${YEARS})?${SPAN_END}${COUNTED}`),
    wish: between,
    isPlain: true,
  },
  { found: pattern(`${N}(?: ${OLD})? (?:-|to|or) ${N} ${OLD}`), wish: between },
  {
    found: pattern(
      `${NO_CURRENCY}(?:${ABOUT} )?(?:in the )?${N} (?:-|to) ${N}(?: ${YEARS})?${SPAN_END}(?! [-\\/:.] \\d)${COUNTED}`,
    ),
    wish: between,
    isPlain: true,
  },
  {
    found: pattern(`(?:${AGED} )?${OVER} ${N}(?: ${YEARS})?${COUNTED}`),
    wish: from,
    whenExcluded: after,
    isPlain: true,
  },
  {
    found: pattern(`(?:${AGED} )?${UNDER} ${N}(?: ${YEARS})?${COUNTED}`),
    wish: upTo,
    whenExcluded: before,
    isPlain: true,
  },
  { found: pattern(`(1[68]|21) \\+(?! \\d)(?! (?:${UNIT})(?: |$))`), wish: from },
  {
    found: pattern(
      `(?:${AGED} )?(?:from )?${N}(?: ${YEARS})? (?:\\+|plus|(?:and|or) (?:over|above|up|upwards?|older|more)|onwards?|upwards?)(?! \\d)${COUNTED}`,
    ),
    wish: from,
    isPlain: true,
  },
  {
    found: pattern(`(?:${AGED} )?${N}(?: ${YEARS})? (?:and|or) (?:under|below|younger|less)`),
    wish: upTo,
    isPlain: true,
  },
  { found: pattern(`(?:${AGED} )?${ABOUT} ${N} ${OLD}`), wish: within(ROUGH_TOLERANCE) },
  {
    found: pattern(`(?:${AGED} )?${ABOUT} ${N}${COUNTED}(?! (?:-|to) \\d)`),
    wish: within(ROUGH_TOLERANCE),
    isPlain: true,
  },
  { found: pattern(`(?:${AGED} )?${N} ish`), wish: within(ROUGH_TOLERANCE), isPlain: true },
  { found: pattern(`${AGED} ${N}`), wish: within(TOLERANCE) },
  { found: pattern(`from ${N} (?:years?|yrs?)(?: old)?(?: of age)?(?! (?:of|experience|in|ago)(?: |$))`), wish: from },
  {
    found: pattern(
      `(?<=(?:^| )(?:is|im|am|be|shes|hes|theyre|turning) )${N}(?= $|$| (?:[.,;)!?]|and|who|living|looking|from|but))`,
    ),
    wish: within(TOLERANCE),
    isPlain: true,
  },
  { found: pattern(`${N} ${OLD}`), wish: within(TOLERANCE) },
  {
    found: pattern(
      `(?<=(?:^| )${PERSON}(?: ,| of| is| \\()? )${N}(?= $|$| (?:[.,;)!?]|near|who|that|from|in|within|and|or|living|with|for|to))`,
    ),
    wish: within(TOLERANCE),
    isPlain: true,
  },
]

/** "kids between 8 and 14": nobody looks for them here. */
const OTHERS =
  /(?:^| )(?:kids?|child|children|sons?|daughters?|toddlers?|bab(?:y|ies)|pupils?|dogs?|cats?|pets?|horses?|cars?|house|whisky|wine|mother|father|parents?|grandm[a-z]+|grandf[a-z]+) (?:is |are |who is |who are )?$/u

export const readAges: Reader = (line) =>
  withoutOverlaps([
    ...ageSilences(line),
    ...decadeReadings(line),
    ...rules.flatMap((rule) => findAll(line, rule.found).flatMap((found) => readingOf(line, rule, found))),
  ])

function readingOf(line: Line, rule: Rule, found: Found): readonly Reading[] {
  const numbers = found.groups.map(Number)
  const { first, last } = found
  if (rule.isPlain && Math.max(...numbers) < PLAIN_MIN) return []
  if (Math.max(...numbers) > AGE_MAX) {
    return rule.isPlain ? [] : [{ first, last, wanted: null, because: 'Nobody is that old.' }]
  }
  if (Math.max(...numbers) < PLAIN_MIN || OTHERS.test(textBefore(line, first)) || !isSought(line, first))
    return [{ first, last, wanted: null, because: 'It is the age of somebody else.' }]
  const whenExcluded = rule.whenExcluded?.(numbers)
  return [{ first, last, wanted: rule.wish(numbers), ...(whenExcluded && { whenExcluded }) }]
}

const ageBetween = (min: number, max: number): AgeWish => ({ kind: 'age', min, max: Math.min(max, AGE_MAX) })
