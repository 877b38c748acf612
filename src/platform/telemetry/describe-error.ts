/**
 * What the log says of an error: name, code, message, frames of ours, causes. Nothing else is copied. A database error
 * carries values of rows in `detail`, `where` and `parameters`; a model's error carries the prompt.
 */
import { Problem } from '../../base/index.ts'
import { redactText } from './redact-text.ts'
import type { Facts } from '../../base/index.ts'

export interface ErrorFacts {
  readonly name: string
  readonly message: string
  readonly code?: string
  readonly facts?: Facts
  readonly stack?: readonly string[]
  readonly cause?: ErrorFacts
  readonly errors?: readonly ErrorFacts[]
}

const CAUSES_MAX = 5
const FRAMES_MAX = 12
const FRAME = /^\s+at .*:\d+:\d+\)?$/u

/** `redactFacts` is handed in because facts may hold errors and errors may hold facts. */
export function describeError(error: Error, redactFacts: (facts: Facts) => Facts, depth = 0): ErrorFacts {
  const code = codeOf(error)
  const stack = framesOfOurs(error.stack)
  const below = (other: Error): ErrorFacts => describeError(other, redactFacts, depth + 1)
  const nested =
    depth < CAUSES_MAX && error instanceof AggregateError ? error.errors.filter(isError).slice(0, CAUSES_MAX) : []
  return {
    name: redactText(String(error.name)),
    message: redactText(safeMessage(error)),
    ...(code !== null && { code }),
    ...(error instanceof Problem && Object.keys(error.facts).length > 0 && { facts: redactFacts(error.facts) }),
    ...(stack.length > 0 && { stack }),
    ...(depth < CAUSES_MAX && error.cause !== undefined && { cause: describeCause(error.cause, below) }),
    ...(nested.length > 0 && { errors: nested.map(below) }),
  }
}

const isError = (value: unknown): value is Error => value instanceof Error

/** Something thrown that is no error is named by its kind only: what it holds is anybody's guess. */
function describeCause(cause: unknown, below: (error: Error) => ErrorFacts): ErrorFacts {
  if (isError(cause)) return below(cause)
  return { name: 'Thrown', message: typeof cause === 'string' ? redactText(cause) : `a value of type ${typeof cause}` }
}

function codeOf(error: Error): string | null {
  const code = (error as { code?: unknown }).code
  if (typeof code === 'number') return String(code)
  return typeof code === 'string' ? redactText(code).slice(0, 100) : null
}

/**
 * PostgreSQL quotes the value itself in data exceptions (SQLSTATE class 22: `invalid input syntax for type uuid: "…"`),
 * and JSON.parse quotes the text that it could not read. Quotes in other messages hold names of ours.
 */
function safeMessage(error: Error): string {
  const message = String(error.message)
  const code = codeOf(error)
  if (code !== null && /^22[0-9A-Z]{3}$/u.test(code)) return hideQuoted(message)
  if (error.name === 'SyntaxError' && message.includes('JSON')) return hideQuoted(message)
  return message
}

/** From the first quote to the last: the value between may hold quotes itself. */
const hideQuoted = (message: string): string => message.replace(/"[\s\S]*"/u, '"…"')

/** Frames without library and runtime ones, from the folder of the source on: where the code lies is nobody's news. */
function framesOfOurs(stack: string | undefined): string[] {
  const frames = (stack ?? '').split('\n').filter((line) => FRAME.test(line))
  const ours = frames.filter((line) => !line.includes('node_modules') && !line.includes('node:'))
  return ours
    .slice(0, FRAMES_MAX)
    .map((line) => redactText(line.trim().replace(/(?:file:\/\/)?\/\S*\/(?=(?:src|test|bench|scripts)\/)/u, '')))
}
