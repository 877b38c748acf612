/** The present instant. Handed in, so that a test can say what time it is. */
export type Clock = () => Date

/** The only place that asks the machine what time it is on behalf of a room. */
export const systemClock: Clock = () => new Date()
