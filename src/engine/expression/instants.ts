/**
 * Instants in the form of ISO 8601, in milliseconds since 1970. The calendar is that of Howard Hinnant, "chrono-compatible
 * low-level date algorithms", `days_from_civil` and `civil_from_days`: years begin in March, so that a leap day ends one.
 */

/** The first and the last millisecond of what was written: a day, or twice the same instant. */
export interface Moment {
  readonly first: number
  readonly last: number
}

const FORM = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d\d):(\d\d)))?$/iu

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const DAYS_OF_ERA = 146_097
const DAYS_BEFORE_1970 = 719_468

/** Reads `2026-01-31` (a day in UTC) or `2026-01-31T18:30:00.000+01:00`; null for anything that is no such instant. */
export function readMoment(text: string): Moment | null {
  const [, year, month, day, ...time] = FORM.exec(text) ?? []
  if (year === undefined) return null
  const days = daysOf([Number(year), Number(month), Number(day)])
  if (describeDay(days) !== `${year}-${month}-${day}`) return null
  if (time[0] === undefined) return { first: days * DAY, last: days * DAY + DAY - 1 }
  const milliseconds = readTime(time)
  if (milliseconds === null) return null
  const instant = days * DAY + milliseconds
  return isWritable(instant) ? { first: instant, last: instant } : null
}

/** From midnight in UTC: an offset may lead into the day before or after. */
function readTime([hour, minute, second, fraction, sign, ...offset]: readonly (string | undefined)[]): number | null {
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second ?? 0)]
  const [offsetHours, offsetMinutes] = [Number(offset[0] ?? 0), Number(offset[1] ?? 0)]
  if (Math.max(hours, offsetHours) > 23 || Math.max(minutes, seconds, offsetMinutes) > 59) return null
  const east = (offsetHours * HOUR + offsetMinutes * MINUTE) * (sign === '-' ? -1 : 1)
  return hours * HOUR + minutes * MINUTE + seconds * 1000 + Number((fraction ?? '').padEnd(3, '0').slice(0, 3)) - east
}

/** Four digits hold no other years. */
const isWritable = (instant: number): boolean =>
  instant >= daysOf([0, 1, 1]) * DAY && instant < daysOf([10_000, 1, 1]) * DAY

/** The day alone if the instant is its first millisecond, or its last where `edge` says so. */
export function describeInstant(instant: number, edge: 'first' | 'last'): string {
  const days = Math.floor(instant / DAY)
  const rest = instant - days * DAY
  if (rest === (edge === 'first' ? 0 : DAY - 1)) return describeDay(days)
  const [hours, minutes, seconds] = [
    Math.floor(rest / HOUR),
    Math.floor(rest / MINUTE) % 60,
    Math.floor(rest / 1000) % 60,
  ]
  return `${describeDay(days)}T${digits(hours, 2)}:${digits(minutes, 2)}:${digits(seconds, 2)}.${digits(rest % 1000, 3)}Z`
}

function describeDay(days: number): string {
  const [year, month, day] = civilOf(days)
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`
}

const digits = (value: number, length: number): string => String(value).padStart(length, '0')

type Civil = readonly [year: number, month: number, day: number]

/** Days since 1970-01-01. A day that its month does not have runs over into the next. */
function daysOf([year, month, day]: Civil): number {
  const fromMarch = month > 2 ? year : year - 1
  const era = Math.floor(fromMarch / 400)
  const yearOfEra = fromMarch - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * DAYS_OF_ERA + dayOfEra - DAYS_BEFORE_1970
}

function civilOf(days: number): Civil {
  const era = Math.floor((days + DAYS_BEFORE_1970) / DAYS_OF_ERA)
  const dayOfEra = days + DAYS_BEFORE_1970 - era * DAYS_OF_ERA
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day]
}
