/** The log: one JSON line per call on pino, or a line for people. Every line is redacted and carries the request id. */
import { isatty } from 'node:tty'
import { pino, stdTimeFunctions } from 'pino'
import { prettyFactory } from 'pino-pretty'
import type { LogDestination, Pieces } from './pieces.ts'
import { addRedacted, redactFacts } from './redact-facts.ts'
import { redactText } from './redact-text.ts'
import { currentRequest } from './request-context.ts'
import { standardOutput } from './standard-output.ts'
import type { Facts, Logger } from '../../base/index.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'
export type LogFormat = 'json' | 'human'

export interface LoggerOptions {
  readonly level: LogLevel
  readonly format: LogFormat
  /** Takes each line at once. Default: standard output, written once in a turn of the event loop. */
  readonly destination?: LogDestination
}

type SpokenLevel = Exclude<LogLevel, 'silent'>
type Say = (message: string, facts?: Facts) => void

type Writer = Record<SpokenLevel, (facts: Facts, message: string) => void> & {
  isLevelEnabled(level: string): boolean
}

/** The names that pino gives its own members; a fact of that name would be a second member of the same name. */
const reserved = ['level', 'time', 'msg']

const ignore = (): void => {}

export function createLogger({ level, format, destination }: LoggerOptions): Logger {
  const isOurs = destination === undefined
  const out: Outlet = isOurs ? standardOutput() : { write: (line) => destination.write(line), flush: ignore }
  const writer: Writer = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    format === 'human' ? forPeople(out, isOurs && isatty(1)) : out,
  )
  return loggerWith({ writer, flush: () => out.flush() }, {})
}

type Outlet = LogDestination & Pick<Pieces, 'flush'>

interface Desk {
  readonly writer: Writer
  readonly flush: () => void
}

function loggerWith(desk: Desk, bound: Facts): Logger {
  const { writer, flush } = desk
  const say = (level: SpokenLevel): Say => {
    if (!writer.isLevelEnabled(level)) return ignore
    return (message, facts) => {
      writer[level](lineOf(bound, facts), redactText(message))
      // What comes after an error may be the end of the process.
      if (level === 'error') flush()
    }
  }
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    with: (facts) => loggerWith(desk, { ...bound, ...renameReserved(redactFacts(facts)) }),
  }
}

/** What is bound was made safe when it was bound. */
function lineOf(bound: Facts, facts: Facts | undefined): Record<string, unknown> {
  const request = currentRequest()
  const line = request === undefined ? {} : redactFacts({ ...request })
  Object.assign(line, bound)
  if (facts !== undefined) addRedacted(line, facts)
  return renameReserved(line)
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
