/**
 * What `work` gives, or the reason of `signal` as soon as that is aborted. For work that hears of an abort late or never:
 * a DNS look-up, a connection that is being opened, a place in a queue. It goes on unheard.
 */
export async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const aborted = Promise.withResolvers<never>()
  const abort = (): void => aborted.reject(signal.reason)
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    return await Promise.race([aborted.promise, work])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}
