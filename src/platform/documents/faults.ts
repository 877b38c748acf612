/** Everything that can go wrong with a document, what the caller is told, and whether another try may go better. */
import { Problem } from '../../base/index.ts'
import type { ProblemCode } from '../../base/index.ts'

interface Fault {
  readonly code: ProblemCode
  /** A sentence; `amount` is the limit or the status that it is about. Never an address, and nothing of what was read. */
  readonly says: (amount: number) => string
  readonly isPassing: boolean
}

const counted = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`

const MEGABYTE = 1024 * 1024
const sized = (bytes: number): string =>
  bytes < MEGABYTE ? counted(bytes, 'byte') : `${Math.round((bytes / MEGABYTE) * 10) / 10} MB`

const refused = (says: Fault['says']): Fault => ({ code: 'resume.link_refused', says, isPassing: false })
const unreachable = (says: Fault['says'], isPassing: boolean): Fault => ({
  code: 'resume.unreachable',
  says,
  isPassing,
})
const tooLarge = (says: Fault['says']): Fault => ({ code: 'resume.too_large', says, isPassing: false })
const unreadable = (says: Fault['says']): Fault => ({ code: 'resume.unreadable', says, isPassing: false })
const tooSlow = (says: Fault['says'], isPassing: boolean): Fault => ({ code: 'resume.too_slow', says, isPassing })

export const faults = {
  private_address: refused(() => 'The link leads to a private or local address.'),

  not_found: unreachable(() => 'There is no document at the link.', false),
  not_allowed: unreachable((status) => `The server does not hand the document out (status ${status}).`, false),
  odd_status: unreachable((status) => `The server answered with status ${status} instead of a document.`, false),
  server_failing: unreachable((status) => `The server is failing (status ${status}).`, true),
  redirect_nowhere: unreachable(() => 'The link redirects without saying where to.', false),
  redirects_too_many: unreachable((most) => `The link redirects more than ${counted(most, 'time')}.`, false),
  certificate: unreachable(() => 'The certificate of the server cannot be verified.', false),
  not_understood: unreachable(() => 'The server gave no answer that can be understood.', false),
  no_connection: unreachable(() => 'The server could not be reached.', true),
  no_such_server: unreachable(() => 'The server could not be reached.', false),
  no_store_access: unreachable(() => 'The service has no access to the document store.', true),

  bytes_too_many: tooLarge((most) => `The document is larger than ${sized(most)}.`),
  pages_too_many: tooLarge((most) => `The document has more than ${counted(most, 'page')}.`),
  unpacks_too_large: tooLarge(() => 'The document unpacks to far more than a document needs.'),
  memory_too_much: tooLarge(() => 'Reading the document takes more memory than is allowed.'),

  encoding_unknown: unreadable(() => 'The server sends the document in an encoding that is not read here.'),
  kind_unknown: unreadable(() => 'The document is neither PDF, DOCX, plain text nor Markdown.'),
  web_page: unreadable(() => 'The link leads to a web page; it must lead to the document itself.'),
  old_word: unreadable(() => 'The document is in the old Word format (.doc); PDF, DOCX, text and Markdown are read.'),
  rich_text: unreadable(() => 'The document is in Rich Text Format; PDF, DOCX, text and Markdown are read.'),
  encrypted: unreadable(() => 'The document is protected by a password.'),
  damaged: unreadable(() => 'The document is damaged.'),
  blank: unreadable(() => 'The document contains no text.'),
  scanned: unreadable(() => 'The PDF contains no text. It is probably a scan, and text in pictures is not read.'),

  fetch_too_slow: tooSlow((most) => `Fetching the document took more than ${counted(most, 'second')}.`, true),
  parse_too_slow: tooSlow((most) => `Reading the document took more than ${counted(most, 'second')}.`, false),
} as const satisfies Record<string, Fault>

export type FaultName = keyof typeof faults

export interface FaultOptions {
  readonly amount?: number | undefined
  readonly cause?: unknown
}

export function documentProblem(name: FaultName, options: FaultOptions = {}): Problem {
  const fault = faults[name]
  const cause = options.cause === undefined ? {} : { cause: codeOf(options.cause) }
  const facts = { fault: name, worthRetrying: fault.isPassing, ...cause }
  return new Problem(fault.code, fault.says(options.amount ?? 0), { facts, cause: options.cause })
}

/** The code of an error, or its name where it has none. Its message may hold an address: that stays in the error. */
export function codeOf(error: unknown): string {
  const { code, name } = Object(error) as { code?: unknown; name?: unknown }
  return String(code ?? name)
}

/** A link that may not be followed; `fault` is the end of a sentence, as `linkFault` gives it. */
export function refusedLink(fault: string, isRedirect: boolean): Problem {
  const detail = isRedirect ? `The link redirects to another, which ${fault}.` : `The link ${fault}.`
  return new Problem('resume.link_refused', detail, { facts: { fault: 'link', worthRetrying: false } })
}

/** The process is about to end; the same read may succeed in the next one. */
export function readerClosed(): Problem {
  return new Problem('server.stopping', 'The server is stopping.', { facts: { fault: 'closed', worthRetrying: true } })
}

/** True when nothing is wrong with the link or the document itself: the server, the network or the time was. */
export function isWorthRetrying(problem: Problem): boolean {
  return problem.facts['worthRetrying'] === true
}

/** What an answer other than 200 means. */
export function statusProblem(status: number, cause?: unknown): Problem {
  const options = { amount: status, cause }
  if (status === 404 || status === 410) return documentProblem('not_found', options)
  if (status === 401 || status === 403) return documentProblem('not_allowed', options)
  if (status >= 500 || PASSING_STATUSES.has(status)) return documentProblem('server_failing', options)
  return documentProblem('odd_status', options)
}

/** Request timeout, too early, too many requests. */
const PASSING_STATUSES = new Set([408, 425, 429])
