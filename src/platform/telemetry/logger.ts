/** The log: one JSON line per call on pino, or a line for people. Every line is redacted and carries the request id. */
import { destination as fileDestination, pino, stdTimeFunctions } from 'pino'
import { prettyFactory } from 'pino-pretty'
import { redactFacts } from './redact-facts.ts'
import { redactText } from './redact-text.ts'
import { currentRequest } from './request-context.ts'
import type { Facts, Logger } from '../../base/index.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'
export type LogFormat = 'json' | 'human'

/** Where lines go; each call is one line with its line break. */
export interface LogDestination {
  write(line: string): void
}

export interface LoggerOptions {
  readonly level: LogLevel
  readonly format: LogFormat
  /** Default: standard output, written at once so that a killed process has said what it did. */
  readonly destination?: LogDestination
}

type Writer = Record<Exclude<LogLevel, 'silent'>, (facts: Facts, message: string) => void> & {
  isLevelEnabled(level: string): boolean
}

/** The names that pino gives its own members; a fact of that name would be a second member of the same name. */
const reserved = ['level', 'time', 'msg']

export function createLogger({ level, format, destination }: LoggerOptions): Logger {
  const out = destination ?? fileDestination({ dest: 1, sync: true })
  const isTerminal = destination === undefined && process.stdout.isTTY === true
  const writer = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    format === 'human' ? forPeople(out, isTerminal) : out,
  )
  return loggerWith(writer, {})
}

function loggerWith(writer: Writer, bound: Facts): Logger {
  const say = (level: Exclude<LogLevel, 'silent'>) => (message: string, facts?: Facts) => {
    if (!writer.isLevelEnabled(level)) return
    const redacted = facts === undefined ? {} : renameReserved(redactFacts(facts))
    writer[level]({ ...currentRequest(), ...bound, ...redacted }, redactText(message))
  }
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    with: (facts) => loggerWith(writer, { ...bound, ...renameReserved(redactFacts(facts)) }),
  }
}

function renameReserved(facts: Record<string, unknown>): Record<string, unknown> {
  for (const name of reserved) {
    if (!(name in facts)) continue
    facts[`${name}_`] = facts[name]
    delete facts[name]
  }
  return facts
}

/** pino-pretty as a function on each line: its worker thread would lose the last lines of a process that is killed. */
function forPeople(destination: LogDestination, colorize: boolean): LogDestination {
  const format = prettyFactory({
    colorize,
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname',
  })
  return { write: (line) => destination.write(format(line)) }
}
