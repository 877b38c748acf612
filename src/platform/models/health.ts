import type { Clock } from '../../base/index.ts'
import type { ModelState } from './port.ts'

/** How a model is, and since when. Saying the same again does not move `since`. */
export interface Health {
  state(): ModelState
  set(status: ModelState['status'], detail?: string): void
}

/** Begins as `starting`. */
export function openHealth(clock: Clock): Health {
  let current: ModelState = { status: 'starting', detail: null, since: clock() }
  return {
    state: () => current,
    set(status, detail) {
      const since = status === current.status ? current.since : clock()
      current = { status, detail: detail ?? null, since }
    },
  }
}
