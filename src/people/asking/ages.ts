/**
 * Ages in years. A number alone is no age: something must say so, a unit ("24 years old"), a comparison without another
 * unit ("over 50", but not "over 50 km"), a range ("25-35") or a person before it ("a woman, 30"). Tolerances: `N years
 * old` ±3, `around N` ±4, `exactly N` none; whoever names an adult's age means adults.
 */
import { AGE_MAX, ageRules } from './age-rules.ts'
import type { AgeRule } from './age-rules.ts'
import { ageSilences, isOthersAge, OTHERS_AGE } from './age-silences.ts'
import { decadeReadings } from './decades.ts'
import { findAll } from './line.ts'
import type { Found, Line } from './line.ts'
import { withoutOverlaps } from './reading.ts'
import type { Reader, Reading } from './reading.ts'

/** Below this a number is the age of a child or something else: "at least 3", "around 10". */
const YEARS_MIN = 13

export const readAges: Reader = (line) =>
  withoutOverlaps([
    ...ageSilences(line),
    ...decadeReadings(line),
    ...ageRules.flatMap((rule) => findAll(line, rule.found).flatMap((found) => readingOf(line, rule, found))),
  ])

function readingOf(line: Line, rule: AgeRule, found: Found): readonly Reading[] {
  const numbers = found.groups.map(Number)
  const { first, last } = found
  const oldest = Math.max(...numbers)
  if (rule.isPlain && (oldest < YEARS_MIN || oldest > AGE_MAX)) return []
  if (oldest > AGE_MAX) return [{ first, last, wanted: null, because: 'Nobody is that old.' }]
  if (oldest < YEARS_MIN || isOthersAge(line, first)) {
    return [{ first, last, wanted: null, because: OTHERS_AGE }]
  }
  const whenExcluded = rule.whenExcluded?.(numbers)
  return [{ first, last, wanted: rule.wish(numbers), ...(whenExcluded && { whenExcluded }) }]
}
