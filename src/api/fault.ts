/** What becomes of anything that goes wrong: a problem for the caller, and for the log what the caller may not see. */
import { Problem } from '../base/index.ts'
import type { Logger } from '../base/index.ts'
import { challenges } from './identify.ts'
import { TooMany, limitHeaders } from './limits/index.ts'
import type { Visit } from './visit.ts'
import { answerProblem, foreignFault } from './wire/index.ts'
import type { WireAnswer } from './wire/index.ts'

/** The answer to `thrown`. Nothing that is thrown here or below leaves as anything but a problem. */
export function answerFault(thrown: unknown, visit: Visit, log: Logger): WireAnswer {
  const problem = foreignFault(thrown)
  visit.code = problem.code
  logFault(problem, visit, log)
  const answer = answerProblem(problem, visit.requestId, visit.target.dialect)
  return { ...answer, headers: { ...answer.headers, ...headersFor(problem, visit) } }
}

function headersFor(problem: Problem, { target }: Visit): Record<string, string> {
  if (problem.status === 401) return { 'www-authenticate': challenges(target.access, problem.code).join(', ') }
  // The rest of the body may never come: nothing else can be asked over this connection.
  if (problem.code === 'request.timeout') return { connection: 'close' }
  return problem instanceof TooMany ? limitHeaders(problem.taken) : {}
}

/** Refusals are the caller's affair and stand in the line of the request; failures are ours. */
function logFault(problem: Problem, { target, requestId }: Visit, log: Logger): void {
  const facts = { requestId, route: target.pattern, code: problem.code, ...problem.facts }
  if (problem.status >= 500 && problem.code !== 'server.stopping')
    log.error('A request failed.', { ...facts, error: problem.cause ?? problem })
  if (target.problems !== null && !target.problems.has(problem.code)) {
    log.warn('A route answered with a problem that it does not declare.', facts)
  }
}
