/** Reads settings, builds everything, starts the roles asked for, stops cleanly. */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openControl } from './api/index.ts'
import type { Control } from './api/index.ts'
import { Problem } from './base/index.ts'
import { moveIn, openHouse, runCommand } from './main/index.ts'
import type { House } from './main/index.ts'
import { createLogger, createMetrics } from './platform/telemetry/index.ts'
import type { Telemetry } from './platform/telemetry/index.ts'
import { noteKeyShown, readEnvironment, readSettings, silenceModelRuntime } from './settings/index.ts'
import type { Environment, Settings } from './settings/index.ts'

try {
  await run()
} catch (error) {
  if (!(error instanceof Problem)) throw error
  process.stderr.write(`${error.detail}\n`)
  // A library may leave a timer or a thread behind, and a start that failed must not linger.
  process.exit(1)
}

async function run(): Promise<void> {
  silenceModelRuntime()
  const flags = readFlags()
  const settings = readSettings(environmentFor(flags))
  const telemetry: Telemetry = { log: createLogger(settings.log), metrics: createMetrics() }
  for (const notice of settings.notices) telemetry.log.warn(notice)
  const opened: Closing[] = []
  const close = closingOnce(opened)
  try {
    const house = await openHouse(settings, telemetry)
    opened.push(() => house.stop(settings.shutdownSeconds))
    const control = await listenForCommands(settings, house)
    if (control) opened.push(() => control.close())
    stopOnSignal(telemetry, close)
    const address = await house.start()
    greet(settings, address)
    if (flags.demo && address !== null) say(await moveIn(house, settings, address))
  } catch (error) {
    await close()
    throw error
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

/** The demo lives in a folder of its own: its people never mix with yours. */
function environmentFor({ roles, demo }: Flags): Environment {
  const environment = readEnvironment(process.cwd())
  if (demo && environment['DATABASE_URL']) {
    throw new Problem(
      'server.setting',
      'The demo runs on the embedded database: take DATABASE_URL away, or leave --demo out.',
    )
  }
  return {
    ...environment,
    ...(roles === undefined ? {} : { ROLES: roles }),
    ...(demo ? { DATA_DIR: join(environment['DATA_DIR'] ?? './data', 'demo') } : {}),
  }
}

/** Only an embedded database has one owner through whom commands must go. */
async function listenForCommands(settings: Settings, { db }: House): Promise<Control | null> {
  if (settings.database.url !== undefined) return null
  return openControl(join(settings.dataDir, 'control.sock'), (command, args) =>
    runCommand([command, ...args], async () => ({ settings, db: async () => db, dbAsItIs: async () => db })),
  )
}

function stopOnSignal(telemetry: Telemetry, close: Closing): void {
  let isStopping = false
  const stop = async (signal: string): Promise<void> => {
    if (isStopping) return
    isStopping = true
    telemetry.log.info('Stopping.', { signal })
    await close()
    telemetry.log.info('Stopped.')
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
}

/** For people at a terminal; a log reader sees the same as one line among others. */
function greet(settings: Settings, address: string | null): void {
  const { keys, dataDir } = settings
  const lines =
    address === null
      ? ['Reciprocity works on jobs.']
      : [`Reciprocity answers at ${address}. Documentation: ${address}/docs`]
  if (keys.isUnseen)
    lines.push(
      `Your service key, shown only this once (it is kept in ${join(dataDir, 'secrets')}):`,
      `  ${keys.serviceApiKey}`,
    )
  say(lines)
  if (keys.isUnseen) noteKeyShown(dataDir)
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`)
}
