import type { PlantedEvents } from './planted.ts'
import { seededRandom } from './random.ts'

/** Partners that are tried for an event that stands in the way of another. */
const TRIES = 100

/**
 * The same rows at the same times with the same columns, dealt out anew: every row has as many events as it had and every
 * column as many, no row has a column twice, and nothing else is left of what was there. An event for which no partner is
 * found keeps its column; that happens where a row has nearly all columns.
 */
export function shuffled<Events extends Pick<PlantedEvents, 'rows' | 'columns'>>(events: Events, seed = 1): Events {
  const random = seededRandom(seed)
  const { rows } = events
  const columns = events.columns.slice()
  const width = columns.reduce((widest, column) => Math.max(widest, column), 0) + 1
  const pairOf = (event: number, column: number): number => (rows[event] as number) * width + column
  const pairs = new Set(Array.from(columns, (column, event) => pairOf(event, column)))
  // One swap for each event that keeps pairs single: the walk of Besag and Clifford (1989).
  for (let event = 0; event < columns.length; event += 1) {
    for (let left = TRIES; left > 0; left -= 1) {
      const other = Math.floor(random() * columns.length)
      const [one, two] = [columns[event] as number, columns[other] as number]
      if (one === two || pairs.has(pairOf(event, two)) || pairs.has(pairOf(other, one))) continue
      pairs.delete(pairOf(event, one))
      pairs.delete(pairOf(other, two))
      pairs.add(pairOf(event, two))
      pairs.add(pairOf(other, one))
      columns[event] = two
      columns[other] = one
      break
    }
  }
  return { ...events, columns }
}
