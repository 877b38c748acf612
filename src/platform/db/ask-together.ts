/** Asking for many at once, where one question costs nearly as much as several. */
import DataLoader from 'dataloader'

export interface TogetherLimits {
  /** Whoever comes while so many askings are under way waits for one of them to end, and goes with all others who wait. */
  readonly inFlightMax: number
  /** So many questions go together at most. */
  readonly questionsMax: number
}

/**
 * Turns an asker of many into one that is called for each question. Nobody waits while fewer than `inFlightMax` are under
 * way, and nothing is kept: a question joins only an asking that has not begun. An answer that is an error is thrown to
 * its own asker alone; a rejection goes to all who went together.
 *
 * @example
 * const find = askTogether((ids: readonly string[]) => findAll(db.query, ids), { inFlightMax: 2, questionsMax: 16 })
 * await find('maya')
 */
export function askTogether<Question, Answer>(
  askAll: (questions: readonly Question[]) => Promise<readonly (Answer | Error)[]>,
  { inFlightMax, questionsMax }: TogetherLimits,
): (question: Question) => Promise<Answer> {
  const waiting: (() => void)[] = []
  let inFlight = 0

  function beginWaiting(): void {
    while (inFlight < inFlightMax && waiting.length > 0) {
      inFlight += 1
      waiting.shift()?.()
    }
  }
  async function ask(questions: readonly Question[]): Promise<readonly (Answer | Error)[]> {
    try {
      return await askAll(questions)
    } finally {
      inFlight -= 1
      beginWaiting()
    }
  }

  const loader = new DataLoader<Question, Answer>(ask, {
    cache: false,
    maxBatchSize: questionsMax,
    batchScheduleFn(dispatch) {
      waiting.push(dispatch)
      setImmediate(beginWaiting)
    },
  })
  return (question) => loader.load(question)
}
