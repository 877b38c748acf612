/** Long work without long stops. */
import { setImmediate } from 'node:timers/promises'

/** A list in slices; between two of them everybody else gets a turn of the event loop. */
export async function* inSlices<Item>(items: readonly Item[], size: number): AsyncGenerator<readonly Item[]> {
  for (let at = 0; at < items.length; at += size) {
    if (at > 0) await setImmediate()
    yield items.slice(at, at + size)
  }
}

/**
 * What whoever works on one thing after the other calls between two of them: after so many milliseconds everybody else gets a
 * turn of the event loop. Resolves to how long the work took since the last turn, in milliseconds; 0 while none is due.
 */
export function givingTurns(everyMs: number): () => Promise<number> {
  let begunMs = performance.now()
  return async () => {
    const tookMs = performance.now() - begunMs
    if (tookMs < everyMs) return 0
    await setImmediate()
    begunMs = performance.now()
    return tookMs
  }
}

/**
 * What everybody who works for some milliseconds at a stretch waits for first: one of them goes in each turn of the event loop, however
 * many became ready in the same one. Whoever comes when nobody did of late waits for nothing.
 */
export function oneATurn(): () => Promise<void> {
  let before = Promise.resolve()
  return () => {
    const mine = before
    before = mine.then(() => setImmediate())
    return mine
  }
}

/** Goes through work that says by `yield` where others may have their turn. */
export async function inTurns<Result>(
  steps: Generator<undefined, Result, void>,
  giveTurn: () => Promise<unknown>,
): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
    await giveTurn()
  }
}
