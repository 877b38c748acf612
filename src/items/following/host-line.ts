/** Asking the host while somebody waits: when it does not answer, those who come after do not wait for it again. */
import type { Clock, Logger } from '../../base/index.ts'

export interface LineOptions<Question, Answer> {
  readonly ask: (question: Question) => Promise<Answer>
  readonly clock: Clock
  readonly log: Logger
  /** What a question may take in all, a connection included. */
  readonly limitMs: number
}

/** So long nobody asks after a question that was not answered; then one does. */
export const retryMs = 5000

/** Null while the host is lost. Never rejects: whatever went wrong, the host has not said what was asked. */
export function hostLine<Question, Answer>({
  ask,
  clock,
  log,
  limitMs,
}: LineOptions<Question, Answer>): (question: Question) => Promise<Answer | null> {
  let lostAtMs: number | null = null
  const isResting = (nowMs: number): boolean => lostAtMs !== null && Math.abs(nowMs - lostAtMs) < retryMs

  return async (question) => {
    const nowMs = clock().getTime()
    if (isResting(nowMs)) return null
    // Whoever asks first after a rest finds out for all the others.
    const wasLost = lostAtMs !== null
    if (wasLost) lostAtMs = nowMs
    try {
      const answer = await within(limitMs, ask(question))
      if (lostAtMs !== null) log.info('The host of items answers again.')
      lostAtMs = null
      return answer
    } catch (error) {
      if (lostAtMs === null) log.error('The host of items does not answer: what it said last is shown.', { error })
      lostAtMs = clock().getTime()
      return null
    }
  }
}

/** What comes too late is not waited for; nobody hears how it went. */
async function within<Answer>(limitMs: number, answer: Promise<Answer>): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
