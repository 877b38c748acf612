/** Reads settings, builds everything, starts the roles asked for, stops cleanly. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openControl } from './api/index.ts'
import type { Control } from './api/index.ts'
import { Problem } from './base/index.ts'
import { demoEnvironment, demoNotices, greeting, moveIn, openHouse, runCommand } from './main/index.ts'
import type { DemoEnvironment, House } from './main/index.ts'
import { createLogger, createMetrics } from './platform/telemetry/index.ts'
import type { Telemetry } from './platform/telemetry/index.ts'
import { noteKeyShown, readEnvironment, readFileNotices, readSettings, silenceModelRuntime } from './settings/index.ts'
import type { Settings } from './settings/index.ts'

async function run(): Promise<void> {
  // Whatever is written is about people, and nobody else's.
  process.umask(0o077)
  silenceModelRuntime()
  const flags = readFlags()
  const { environment, ignored } = environmentFor(flags)
  const settings = readSettings(environment)
  const telemetry: Telemetry = { log: createLogger(settings.log), metrics: createMetrics() }
  const notices = [...readFileNotices(process.cwd()), ...settings.notices, ...demoNotices(ignored)]
  for (const notice of notices) telemetry.log.warn(notice)
  const opened: Closing[] = []
  const close = closingOnce(opened)
  let isStopping = (): boolean => false
  try {
    const house = await openHouse(settings, telemetry)
    opened.push(() => house.stop(settings.shutdownSeconds))
    const control = await listenForCommands(settings, house, telemetry)
    if (control) opened.push(() => control.close())
    isStopping = stopOnSignal(settings, telemetry, close)
    const address = await house.start()
    greet(settings, address)
    if (flags.demo && address !== null) say(await moveIn(house, { settings, address, ignored }))
  } catch (error) {
    // What was under way when the stop came fails, and nobody waits for it.
    const isOver = isStopping()
    await close()
    if (!isOver) throw error
  }
}

type Closing = () => Promise<void>

/** In the opposite order of opening. Whoever calls it again waits for the first. */
function closingOnce(opened: readonly Closing[]): Closing {
  let closing: Promise<void> | undefined
  const closeAll = async (): Promise<void> => {
    for (const close of opened.toReversed()) await close()
  }
  return () => (closing ??= closeAll())
}

interface Flags {
  readonly roles?: string | undefined
  readonly demo: boolean
}

function readFlags(): Flags {
  try {
    return parseArgs({ options: { roles: { type: 'string' }, demo: { type: 'boolean', default: false } } }).values
  } catch (error) {
    throw new Problem('server.setting', 'The flags are --roles=api,worker and --demo.', { cause: error })
  }
}

function environmentFor({ roles, demo }: Flags): DemoEnvironment {
  const environment = { ...readEnvironment(process.cwd()), ...(roles === undefined ? {} : { ROLES: roles }) }
  return demo ? demoEnvironment(environment) : { environment, ignored: [] }
}

/** Only an embedded database has one owner through whom commands must go. */
async function listenForCommands(
  settings: Settings,
  { db, items }: House,
  { log }: Telemetry,
): Promise<Control | null> {
  if (settings.database.url !== undefined) return null
  return openControl(join(settings.dataDir, 'control.sock'), async (command, args) => {
    try {
      return await runCommand([command, ...args], async () => ({
        settings,
        db: async () => db,
        dbAsItIs: async () => db,
        items: async () => items,
      }))
    } catch (error) {
      log.error('A command failed.', { command, error })
      throw error
    }
  })
}

/** What closing may take beyond what is in hand: connections, threads and the embedded database. */
const CLOSING_SECONDS = 5

/** Returns whether a stop is under way. */
function stopOnSignal({ shutdownSeconds }: Settings, telemetry: Telemetry, close: Closing): () => boolean {
  let isStopping = false
  const stop = async (signal: string): Promise<void> => {
    if (isStopping) return
    isStopping = true
    telemetry.log.info('Stopping.', { signal })
    giveUpAfter(shutdownSeconds + CLOSING_SECONDS, telemetry)
    await close()
    telemetry.log.info('Stopped.')
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
  return () => isStopping
}

/** Whoever asked for a stop is not kept waiting by what does not close. */
function giveUpAfter(seconds: number, { log }: Telemetry): void {
  const giveUp = (): void => {
    log.error('The stop took too long, and what was still open is left as it is.', { seconds })
    process.exit(1)
  }
  setTimeout(giveUp, seconds * 1000).unref()
}

function greet(settings: Settings, address: string | null): void {
  const isTerminal = process.stdout.isTTY === true
  say(greeting(settings, { address, isTerminal }))
  if (isTerminal && settings.keys.isUnseen) noteKeyShown(settings.dataDir)
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}

// At the end: a signal may come while it runs, and finds everything defined.
try {
  await run()
} catch (error) {
  if (!(error instanceof Problem)) throw error
  process.stderr.write(`${error.detail}\n`)
  // A library may leave a timer or a thread behind, and a start that failed must not linger.
  process.exit(1)
}
