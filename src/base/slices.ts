/** Long lists without long stops. */
import { setImmediate } from 'node:timers/promises'

/** A list in slices; between two of them everybody else gets a turn of the event loop. */
export async function* inSlices<Item>(items: readonly Item[], size: number): AsyncGenerator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) {
    if (at > 0) await setImmediate()
    yield items.slice(at, at + size)
  }
}
