/** The program as its operator runs it: a process of its own, whose every line is kept, and which can be killed. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Environment } from '../../src/settings/index.ts'
import { caller, serviceKey } from './caller.ts'
import type { Call } from './caller.ts'
import { eventually } from './jobs.ts'
import { quickEnvironment, quickFlags } from './quick-start.ts'

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url))
const NODE = `${REPOSITORY}node_modules/.bin/node`
const START_MS_MAX = 60_000

/** The long versions harm more, and more often: `scripts/long-tests.sh` runs them. */
export const isLong = process.env['LONG'] === '1'

/** One line of the log, as it was parsed. */
export interface LogLine {
  readonly level: string
  readonly msg: string
  readonly requestId?: string
  readonly job?: string
  readonly [fact: string]: unknown
}

export type LineTest = (line: LogLine) => boolean

export interface Program {
  /** Without a slash at its end; empty without the role `api`. */
  readonly address: string
  readonly pid: number
  /** As the host product's backend. */
  readonly call: Call
  /** Everything it wrote, on both streams. */
  output(): string
  /** The lines of its log so far. */
  log(): readonly LogLine[]
  /** The first line that fits, of those written and those to come. */
  line(isIt: LineTest, timeoutMs?: number): Promise<LogLine>
  kill(): Promise<void>
  signal(name: NodeJS.Signals): void
  /** Resolves with the exit code, null after a kill. */
  readonly ended: Promise<number | null>
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>
}

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Kills whatever a test left running. */
export async function endPrograms(): Promise<void> {
  const left = [...running].map(async (child) => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  await Promise.all(left)
}

export interface ProgramOptions {
  readonly flags?: readonly string[]
  /** Where it is started: a `.env` there is read. Default: its DATA_DIR. */
  readonly folder?: string
  /** Kills itself at the first log line that fits: nothing of the program runs after it. */
  readonly killAt?: RegExp
  /** Is killed so long after it was started, whether or not it has got up by then. */
  readonly killAfterMs?: number
  /** While this file exists, the thread of the embedding model dies. */
  readonly harmEmbedding?: string
}

/** Resolves when it answers, or works. @throws Error with its output when it ends instead */
export async function startProgram(environment: Environment, options: ProgramOptions = {}): Promise<Program> {
  const child = spawnNode(
    ['src/main.ts', ...(options.flags ?? [])],
    { ...environment, ...harmOf(options) },
    options.folder,
  )
  if (options.killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), options.killAfterMs).unref()
  const { lines, output } = listen(child)
  const ended = once(child, 'close').then(() => child.exitCode)
  await Promise.race([
    eventually(() => /^Reciprocity (?:answers at|works on jobs)/mu.test(output()) || hasEnded(child), START_MS_MAX),
    ended,
  ])
  if (hasEnded(child)) throw new Error(`The program ended instead of starting:\n${output()}`)
  const address = /^Reciprocity answers at (\S+)\. /mu.exec(output())?.[1] ?? ''
  return {
    address,
    pid: child.pid ?? 0,
    call: caller(address, { 'x-api-key': environment['SERVICE_API_KEY'] ?? serviceKey }),
    output,
    log: () => lines,
    line: (isIt, timeoutMs = 30_000) => firstLine({ lines, output }, isIt, timeoutMs),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    signal: (name) => void child.kill(name),
    ended,
    async stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

export interface Finished {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A command of the operator: `['keys', 'list']`. */
export const runCommandLine = (environment: Environment, args: readonly string[], folder?: string): Promise<Finished> =>
  finish(spawnNode(['src/cli.ts', ...args], environment, folder))

/** A start that is to be refused. */
export const runProgram = (environment: Environment, folder?: string): Promise<Finished> =>
  finish(spawnNode(['src/main.ts'], environment, folder))

async function finish(child: ChildProcess): Promise<Finished> {
  const texts = { out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => void (texts.out += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => void (texts.err += text))
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS_MAX)
  await once(child, 'close')
  clearTimeout(timer)
  return { code: child.exitCode, ...texts }
}

/** Nothing of the environment of whoever runs the tests goes in, but the path. */
function spawnNode(args: readonly string[], environment: Environment, folder = environment['DATA_DIR']): ChildProcess {
  const [script = '', ...rest] = args
  const child = spawn(NODE, [...quickFlags, `${REPOSITORY}${script}`, ...rest], {
    cwd: folder,
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      ...quickEnvironment,
      ...environment,
    } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  return child
}

function harmOf({ killAt, harmEmbedding }: ProgramOptions): Environment {
  if (!killAt && !harmEmbedding) return {}
  return {
    NODE_OPTIONS: `--import=${new URL('process-harm.ts', import.meta.url).href}`,
    HARM_KILL_AT: killAt?.source,
    HARM_EMBEDDING: harmEmbedding,
  }
}

interface Heard {
  readonly lines: LogLine[]
  readonly output: () => string
}

function listen(child: ChildProcess): Heard {
  const [lines, texts]: [LogLine[], string[]] = [[], []]
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue
    createInterface({ input: stream, crlfDelay: Infinity }).on('line', (text) => {
      texts.push(text)
      const line = parseLine(text)
      if (line) lines.push(line)
    })
  }
  return { lines, output: () => texts.join('\n') }
}

function parseLine(text: string): LogLine | null {
  if (!text.startsWith('{')) return null
  try {
    return JSON.parse(text) as LogLine
  } catch {
    return null
  }
}

async function firstLine({ lines, output }: Heard, isIt: LineTest, timeoutMs: number): Promise<LogLine> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const found = lines.find(isIt)
    if (found) return found
    if (Date.now() > deadline) throw new Error(`No such line came within ${timeoutMs} ms:\n${output().slice(-5000)}`)
    await sleep(10)
  }
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null
