/** How far away: a number with a unit ("within 10 km", "5 miles"), "walking distance", "near me", "anywhere". */
import { findAll, pattern, textAfter, textBefore } from './line.ts'
import type { Found, Line } from './line.ts'
import { withoutOverlaps } from './reading.ts'
import type { Reader, Reading } from './reading.ts'
import type { DistanceWish } from './wish.ts'

/** Half the way round the earth: nobody is further away. */
export const KM_MAX = 20_040
const WALKING_KM = 2

const kmIn = { km: 1, mile: 1.609344, m: 0.001 } as const
const D = String.raw`(\d+(?:\.\d+)?)`
const KM = String.raw`kms?|kilomet(?:er|re)s?|kilometros?|klicks?|klms?`
const UNIT = String.raw`(${KM}|mi|miles?|m|met(?:er|re)s?)`
const LEAD =
  '(?:(?:with ?in|in|inside|under|below|less than|up to|max|maximum|at most|(?:no|not) (?:more|further|farther) than|about|around|roughly|approximately|near|closer than|~|<|a|an|the|radius|circle|range|distance|of|:|-) ){0,4}'
const HERE = '(?:here|me|us|home|my (?:place|home|house|flat|city|town|location)|where i (?:am|live))'
const TAIL = `(?: (?:away|radius|range|(?:away )?from ${HERE}|of ${HERE}|or (?:less|closer)|max|maximum|distance|around(?: ${HERE})?|near(?: ${HERE})?|or so|at most|tops)){0,3}`

const measured = pattern(`(${LEAD})(?:${D} (?:-|to|or) )?${D} ${UNIT}(${TAIL})`)
const aMile = pattern(
  `(?:with ?in |about |less than |under ){0,2}(half )?(?:a|an|one) (?:half )?(mile|km|kilomet(?:er|re))${TAIL}`,
)
const atLeast = pattern(
  `(?<!(?:^| )(?:no|not) )(?:over|more than|at least|further than|farther than|beyond|above|minimum|outside(?: of)?|outside a) ${D} ${UNIT}${TAIL}|(?<!(?:^| )not (?:too |so |very |that )?)(?:far|further|farther) (?:away )?from (?:me|here|home)`,
)
const byTime = pattern(
  '(?:with ?in |about |less than |under |an? |half ){0,3}(?:\\d+ )?(?:minutes?|mins?|hours?|hour.s) (?:away|drive|walk|ride|by (?:car|train|bus|bike|foot|tube|metro)|from (?:here|me))(?: away| from me)?',
)
/** "a 10 km run" is what somebody does. */
const ACTIVITY =
  /^(?:easy |trail |long |fun |charity |road |bike )?(?:runs?|runners?|cyclists?|hikers?|walkers?|swimmers?|events?|races?|walks?|hikes?|rides?|swims?|sprints?|marathons?|rows?|treks?|loops?|relays?|a (?:day|week)|per|every|daily|pace)(?: |$)/u
const DOING =
  /(?:^| )(?:run|running|runs|ran|walk|walking|walks|hike|hiking|cycle|cycling|cycles|bike|biking|ride|riding|swim|swimming|swims|row|rowing|jog|jogging|do|doing|train|training|trek|trekking|race)(?: (?:a|the|about|around|over|up to|at least|my|first|another|than|more|[^ ]+ly)){0,3} $/u
/** "within 10 km of London" */
const ELSEWHERE = /^(?:of|from|around|outside) (?!my |our |a |each )/u
const FROM_HERE = 'Places are not looked up: a distance counts from whoever asks.'
const CURRENCY = /[€$£] $/u

const walking = pattern(
  `(?:with ?in |in |at )?(?:easy |a )?(?:walking distance|walkable distance|short walk)(?: (?:of|from|to) ${HERE}| away)?|walkable|within walking(?: distance)?`,
)
const near = pattern(
  [
    `(?:very |quite |somewhere |living |lives |live |based |who lives |is )?(?:near|close to|closest to|next to|nearest to|nearer to|around) (?:to )?(?:me|here|us|home|my (?:place|home|house|flat|area|location|neighbou?rhood|city|town|street)|where i (?:am|live))`,
    'near ?by|close by|neighbou?rhood|(?:from|in|around|of) (?:my|our|this) (?:area|neighbou?rhood|city|town|region|village|vicinity|street|block|building|part of town|local area)',
    'in (?:the )?(?:area|neighbou?rhood|vicinity)|(?:in |from |of )?(?:the |my )?same (?:city|town|area|neighbou?rhood|village|region|place)(?: as (?:me|i am|i do|mine))?',
    'not (?:too |so |very |that )?far(?: away)?(?: from (?:me|here|home|us))?|around the corner|next door|(?<!(?:^| )new )in town|(?:on|in) (?:my|our|the same) (?:street|building|block|road)|(?:a )?(?:few|couple(?: of)?) (?:kms?|miles?|kilomet(?:er|re)s?|streets|blocks) (?:away|from here|from me)|nearest|locals?|locally|local to me',
    '(?:near|close|close enough)(?= $|$| [.,;!?)])|within (?:biking|cycling|driving|commuting|easy) (?:distance|reach)|(?:a )?stone.?s throw',
  ].join('|'),
)
/** "local history" is a subject. */
const LOCAL_SUBJECT =
  /^(?:foods?|history|cuisine|culture|politics|music|bands?|news|produce|business|businesses|art|arts|customs|beers?|wines?|markets?|schools?|charity|charities|government|economy|shops?|language|dishes|tradition|traditions|sports?|theatre|causes?|events?)(?: |$)/u

const anywhere = pattern(
  `(?:from |living |lives |based |located |in )?(?:any ?where(?: (?:in|on|around) (?:the |this )?(?:world|earth|planet|globe))?(?: (?:is (?:fine|ok|okay|good)|works))?|world ?wide|(?:from )?(?:around|across) the (?:world|globe)|(?:from )?all over the (?:world|globe|place)|any (?:distance|location|place|city|country)|globally|wherever(?: (?:they|you) (?:are|live))?|no matter where(?: (?:they|he|she|you) (?:is|are|live|lives|come from|comes from))?|no matter how far(?: away)?|(?:distance|location) (?:doesnt matter|does not matter|isnt important|is not important|is no (?:object|problem|issue)|no object|is irrelevant|not important|unimportant)|regardless of (?:distance|location)|no distance limit)(?! (?:near|nearby|within|around|close|in|from|between|with|warm|sunny|nice|but)(?: |$))`,
)
/** "I travel anywhere" */
const GOING =
  /(?:^| )(?:travel|travels|travell?ing|trip|trips|go|goes|going|work|works|working|drive|fly|ship|move|sail|sailing|backpack|backpacking|journey|tour|cuisines?|food|music|cooking|play) $/u

export const readDistances: Reader = (line) =>
  withoutOverlaps([
    ...silent(line, atLeast, 'A distance can only say how far away somebody may be at most.'),
    ...silent(line, byTime, 'How far that is depends on the way.'),
    ...findAll(line, measured).flatMap((found) => measuredReading(line, found)),
    ...findAll(line, aMile).map(({ groups: [half = '', unit = ''], ...span }) => ({
      ...span,
      wanted: wish((half === '' ? 1 : 0.5) * factorOf(unit)),
    })),
    ...findAll(line, walking).map((span) => ({ ...placeOf(span), wanted: wish(WALKING_KM) })),
    ...anywhereReadings(line),
    ...findAll(line, near)
      .filter(({ last, first }) => !isSubject(line, first, last))
      .map((span) => ({ ...placeOf(span), wanted: wish(null) })),
  ])

/** Of a sentence in any language: what a figure with "km" says. */
export const readKilometres: Reader = (line) =>
  findAll(line, pattern(`()(?:${D} - )?${D} (${KM})()`)).flatMap((found) => measuredReading(line, found))

function measuredReading(line: Line, { groups, first, last }: Found): readonly Reading[] {
  const [lead = '', , number = '', unit = '', tail = ''] = groups
  const isBare = lead === '' && tail === ''
  if (isBare && (ACTIVITY.test(textAfter(line, last)) || DOING.test(textBefore(line, first)))) return []
  if (isBare && unit === 'm') return []
  if (CURRENCY.test(textBefore(line, first))) return []
  if (/^(?:a|an|the|-|:) $/u.test(lead) && ACTIVITY.test(textAfter(line, last))) return []
  if (ELSEWHERE.test(textAfter(line, last))) return [{ first, last, wanted: null, because: FROM_HERE }]
  const km = Number(number) * factorOf(unit)
  if (km <= 0) return [{ first, last, wanted: null, because: 'Nobody is that near.' }]
  return [{ first, last, wanted: wish(km) }]
}

function factorOf(unit: string): number {
  if (unit.startsWith('mi')) return kmIn.mile
  return unit.startsWith('m') ? kmIn.m : kmIn.km
}

/** To the metre. */
const wish = (km: number | null): DistanceWish => ({
  kind: 'distance',
  km: km === null ? null : Math.min(KM_MAX, Math.max(0.001, Math.round(km * 1000) / 1000)),
})

const anywhereReadings = (line: Line): readonly Reading[] =>
  findAll(line, anywhere)
    .filter(({ first }) => !GOING.test(textBefore(line, first)))
    .map(({ first, last }) => ({ first, last, wanted: null, lifts: 'distance' }))

const isSubject = (line: Line, first: number, last: number): boolean =>
  line.tokens[first]?.word === 'local' && LOCAL_SUBJECT.test(textAfter(line, last))

const silent = (line: Line, found: RegExp, because: string): readonly Reading[] =>
  findAll(line, found).map((span) => ({ ...placeOf(span), wanted: null, because }))

const placeOf = ({ first, last }: Found): { readonly first: number; readonly last: number } => ({ first, last })
