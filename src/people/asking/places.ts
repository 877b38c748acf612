/** How far away without a figure: "near me", "same city", "walking distance", "anywhere". */
import { findAll, textAfter, textBefore } from './line.ts'
import type { Found, Line } from './line.ts'
import { beginsWith, endsWith, FINE, pattern, phraseOf, wordOf } from './patterns.ts'
import type { Reading } from './reading.ts'
import type { DistanceWish } from './wish.ts'

/** Where whoever asks is. */
export const HERE =
  '(?:here|me|us|home|my (?:place|home|house|flat|area|location|neighbou?rhood|city|town|street)|where i (?:am|live))'
const QUARTER =
  '(?:area|neighbou?rhood|city|town|region|village|vicinity|street|block|building|road|part of town|local area)'
const END = '(?= $|$| [.,;!?)])'

const walking = pattern(
  phraseOf(`
    (?:with ?in |in |at )?(?:easy |a )?(?:walking distance|walkable distance|short walk)(?: (?:of|from|to) ${HERE}| away)?
    within walking(?: distance)?|walkable`),
)

const near = pattern(
  phraseOf(`
    (?:very |quite |somewhere |living |lives |live |based |who lives |is )?(?:near|close to|closest to|next to|nearest to|nearer to|around) (?:to )?${HERE}
    near ?by|close by|nearest|neighbou?rhood|locals?|locally|local to me
    (?:from|in|around|of|on) (?:my|our|this) ${QUARTER}
    in (?:the )?(?:area|neighbou?rhood|vicinity)
    (?:in |from |of |on )?(?:the |my )?same ${QUARTER}(?: as (?:me|i am|i do|mine))?
    not (?:too |so |very |that )?far(?: away)?(?: from ${HERE})?
    around the corner|next door|(?<!(?:^| )new )in town|(?:a )?stone.s throw
    (?:a )?(?:few|couple(?: of)?) (?:kms?|miles?|kilomet(?:er|re)s?|streets|blocks) (?:away|from ${HERE})
    within (?:biking|cycling|driving|commuting|easy) (?:distance|reach)
    (?:near|close|close enough)${END}`),
)
/** "local history" is a subject. */
const subject = beginsWith(
  wordOf(
    'food foods history cuisine culture politics music band bands news produce business businesses art arts customs beer beers ' +
      'wine wines market markets school schools charity charities government economy shop shops language dishes tradition ' +
      'traditions sport sports theatre cause causes event events',
  ),
)

const anywhere = pattern(
  `${phraseOf(`
    (?:from |living |lives |based |located |in )?any ?where(?: (?:in|on|around) (?:the |this )?(?:world|earth|planet|globe))?${FINE}
    world ?wide|globally|(?:from )?(?:around|across|all over) the (?:world|globe)
    (?:in |from )?any (?:distance|location|place|city|country)
    wherever(?: (?:they|you) (?:are|live))?
    no matter where(?: (?:they|he|she|you) (?:is|are|live|lives|come from|comes from))?
    no matter how far(?: away)?`)}(?! ${wordOf('near nearby within around close in from between with warm sunny nice but')}(?: |$))`,
)
/** "I travel anywhere" */
const going = endsWith(
  wordOf(
    'travel travels traveling travelling trip trips go goes going work works working drive fly ship move sail sailing backpack ' +
      'backpacking journey tour cuisine cuisines food music cooking play',
  ),
)

const WALKING_KM = 2

export const placeReadings = (line: Line): readonly Reading[] => [
  ...findAll(line, walking).map((found) => readingOf(found, { kind: 'distance', km: WALKING_KM })),
  ...findAll(line, anywhere)
    .filter(({ first }) => !going.test(textBefore(line, first)))
    .map((found): Reading => ({ ...readingOf(found, null), lifts: 'distance' })),
  ...findAll(line, near)
    .filter(({ first, last }) => line.tokens[first]?.word !== 'local' || !subject.test(textAfter(line, last)))
    .map((found) => readingOf(found, { kind: 'distance', km: null })),
]

const readingOf = ({ first, last }: Found, wanted: DistanceWish | null): Reading => ({ first, last, wanted })
