/** How far away: a number with a unit ("within 10 km", "5 miles"), or a place (`places.ts`). */
import { findAll, textAfter, textBefore } from './line.ts'
import type { Found, Line } from './line.ts'
import { beginsWith, endsWith, pattern, phraseOf, wordOf } from './patterns.ts'
import { HERE, placeReadings } from './places.ts'
import { withoutOverlaps } from './reading.ts'
import type { Reader, Reading } from './reading.ts'
import type { DistanceWish } from './wish.ts'

/** Half the way round the earth: nobody is further away. */
export const KM_MAX = 20_040
const KM_MIN = 0.001

const kmIn = { km: 1, mile: 1.609344, metre: 0.001, foot: 0.000_304_8 } as const
const FIGURE = String.raw`(\d+(?:\.\d+)?)`
const KM = 'kms?|kilomet(?:er|re)s?|kilometros?|klicks?|klms?'
const UNITS = `${KM}|mi|miles?|m|met(?:er|re)s?`
const FEET = 'feet|foot|ft'
const LEAD = `(?:${phraseOf(`
  with ?in|in|inside|under|below|less than|up to|max|maximum|at most|closer than|(?:no|not) (?:more|further|farther) than
  about|around|roughly|approximately|near|~|<
  a|an|the|radius|circle|range|distance|of|:|-`)} ){0,4}`
const TAIL = `(?: ${phraseOf(`
  (?:away )?from ${HERE}|of ${HERE}|around(?: ${HERE})?|near(?: ${HERE})?
  away|radius|range|distance|or less|or closer|max|maximum|or so|at most|tops`)}){0,3}`

/** "under 40 - 5 km" is an age and a distance. */
const RANGE = `(?:(?<!(?:^| )(?:under|over|below|above|aged?|than) )${FIGURE} (?:-|to|or) )?`
const measured = pattern(`(${LEAD})${RANGE}${FIGURE} (${UNITS}|${FEET})(${TAIL})`)
const singular = pattern(
  `(?:with ?in |about |less than |under ){0,2}(half )?(?:a|an|one) (?:half )?(mile|km|kilomet(?:er|re))${TAIL}`,
)
const atLeast = pattern(
  phraseOf(`
    (?<!(?:^| )(?:no|not) )(?:over|more than|at least|further than|farther than|beyond|above|minimum|outside(?: of)?|outside a) ${FIGURE} (?:${UNITS})${TAIL}
    (?<!(?:^| )(?:no|not) )(?:over|more than|at least|beyond) ${FIGURE} (?:${FEET}) (?:away|from ${HERE})
    (?<!(?:^| )not (?:too |so |very |that )?)(?:far|further|farther) (?:away )?from ${HERE}`),
)
const byTime = pattern(
  String.raw`(?:with ?in |about |less than |under |an? |half ){0,3}(?:\d+ )?(?:minutes?|mins?|hours?|hour.s) ` +
    '(?:away|drive|walk|ride|by (?:car|train|bus|bike|foot|tube|metro)|from (?:here|me))(?: away| from me)?',
)

/** "a 10 km run" and "run 10 km" are what somebody does. */
const activity = beginsWith(
  '(?:easy |trail |long |fun |charity |road |bike )?(?:runn?(?:s|ers?)?|cyclists?|hik(?:e|es|ers?)|walk(?:s|ers?)?|swim(?:s|mers?)?|' +
    'events?|races?|rides?|sprints?|marathons?|rows?|treks?|loops?|relays?|a (?:day|week)|per|every|daily|pace)',
)
const doing = endsWith(
  `${wordOf(
    'run running runs ran walk walking walks hike hiking cycle cycling cycles bike biking ride riding swim swimming swims row ' +
      'rowing jog jogging do doing train training trek trekking race',
  )}(?: (?:a|the|about|around|over|up to|at least|my|first|another|than|more|[^ ]+ly)){0,3}`,
)
/** "within 10 km of London" */
const elsewhere = /^(?:of|from|around|outside) (?!my |our |a |each )/u
const currency = /[€$£] $/u

export const readDistances: Reader = (line) =>
  withoutOverlaps([
    ...silent(line, atLeast, 'A distance can only say how far away somebody may be at most.'),
    ...silent(line, byTime, 'How far that is depends on the way.'),
    ...findAll(line, measured).flatMap((found) => measuredReading(line, found)),
    ...findAll(line, singular).map(({ groups: [half = '', unit = ''], first, last }) => ({
      first,
      last,
      wanted: wish((half === '' ? 1 : 0.5) * factorOf(unit)),
    })),
    ...placeReadings(line),
  ])

const kilometres = pattern(`()(?:${FIGURE} - )?${FIGURE} (${KM})()`)

/** Of a sentence in any language: what a figure with "km" says. */
export const readKilometres: Reader = (line) =>
  findAll(line, kilometres).flatMap((found) => measuredReading(line, found))

function measuredReading(line: Line, found: Found): readonly Reading[] {
  const { first, last, groups } = found
  const [, , figure = '', unit = ''] = groups
  const km = Number(figure) * factorOf(unit)
  if (isOtherThing(line, found)) return []
  if (elsewhere.test(textAfter(line, last))) {
    return [{ first, last, wanted: null, because: 'Places are not looked up: a distance counts from whoever asks.' }]
  }
  if (km <= 0) return [{ first, last, wanted: null, because: 'Nobody is that near.' }]
  return [{ first, last, wanted: wish(km) }]
}

/** An activity, money, a height in feet, or an "m" that may mean anything; "within" and "away" leave no doubt. */
function isOtherThing(line: Line, { first, last, groups: [lead = '', , , unit = '', tail = ''] }: Found): boolean {
  const isBare = lead === '' && tail === ''
  const isLoose = isBare || /^(?:a|an|the|-|:) $/u.test(lead)
  if (isLoose && activity.test(textAfter(line, last))) return true
  if (isBare && (unit === 'm' || doing.test(textBefore(line, first)))) return true
  if (isFoot(unit) && !/with ?in /u.test(lead) && !/away|from|radius/u.test(tail)) return true
  return currency.test(textBefore(line, first))
}

const isFoot = (unit: string): boolean => unit.startsWith('f')

function factorOf(unit: string): number {
  if (isFoot(unit)) return kmIn.foot
  if (unit.startsWith('mi')) return kmIn.mile
  return unit.startsWith('m') ? kmIn.metre : kmIn.km
}

/** To the metre. */
const wish = (km: number): DistanceWish => ({
  kind: 'distance',
  km: Math.min(KM_MAX, Math.max(KM_MIN, Math.round(km * 1000) / 1000)),
})

const silent = (line: Line, found: RegExp, because: string): readonly Reading[] =>
  findAll(line, found).map(({ first, last }) => ({ first, last, wanted: null, because }))
