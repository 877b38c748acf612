/** The present instant. Handed in, so that a test can say what time it is. */
export type Clock = () => Date

/** The only place that asks the machine what time it is on behalf of a room. */
export const systemClock: Clock = () => new Date()

/** Of a day without a change of clocks, in milliseconds. */
export const DAY_MS = 86_400_000
