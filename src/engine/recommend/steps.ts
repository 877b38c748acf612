/** Work in steps of some milliseconds, so that whoever has only one thread may do something else between two of them. */
export type Steps<Result> = Generator<undefined, Result, void>

/** All of them, one after the other. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}
