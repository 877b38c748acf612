/** Compares an answer that a page shows with the one that came. */

/** How far a shown figure may be from a computed one: processors round differently in the last places. */
const TOLERANCE = 0.005

/**
 * The differences, as sentences; none when the page tells the truth. `…` stands for anything, at the end of a text for
 * its rest; members that the page leaves out are not asked for.
 */
export function shownIn(shown: unknown, actual: unknown, place = 'the answer'): readonly string[] {
  if (shown === '…') return []
  if (typeof shown === 'string' && shown.endsWith('…')) {
    return typeof actual === 'string' && actual.startsWith(shown.slice(0, -1)) ? [] : [difference(place, shown, actual)]
  }
  if (typeof shown === 'number' && typeof actual === 'number') {
    return Math.abs(shown - actual) <= slackOf(shown) ? [] : [difference(place, shown, actual)]
  }
  if (Array.isArray(shown)) {
    if (!Array.isArray(actual) || actual.length !== shown.length) return [difference(place, shown, actual)]
    return shown.flatMap((item, index) => shownIn(item, actual[index], `${place}[${index}]`))
  }
  if (typeof shown !== 'object' || shown === null) return shown === actual ? [] : [difference(place, shown, actual)]
  if (typeof actual !== 'object' || actual === null) return [difference(place, shown, actual)]
  const members = actual as Record<string, unknown>
  return Object.entries(shown).flatMap(([name, value]) => shownIn(value, members[name], `${place}.${name}`))
}

/** Of shares as it is, of points and kilometres that part of themselves; a count is what it is. */
const slackOf = (shown: number): number => (Number.isInteger(shown) ? TOLERANCE : TOLERANCE * Math.max(1, shown))

const difference = (place: string, shown: unknown, actual: unknown): string =>
  `${place} is shown as ${JSON.stringify(shown)} but is ${JSON.stringify(actual)}`

/** The last line of an output that is a JSON document. */
export function lastJsonOf(printed: string): unknown {
  const line = printed.split('\n').findLast((text) => text.startsWith('{'))
  if (line === undefined) throw new Error(`There is no answer in:\n${printed}`)
  return JSON.parse(line)
}
