/** The commands: run inside the server when one is up, by themselves otherwise. */
import { join } from 'node:path'
import { callControl } from './api/index.ts'
import { Problem } from './base/index.ts'
import { bringUpToDate, openDatabase, openHouse, runCommand } from './main/index.ts'
import type { CommandContext, CommandResult } from './main/index.ts'
import type { Db } from './platform/db/index.ts'
import { createLogger, createMetrics } from './platform/telemetry/index.ts'
import { readEnvironment, readSettings } from './settings/index.ts'
import type { Settings } from './settings/index.ts'

const args = process.argv.slice(2)
/** It reads files where it was called, and needs no database: it would only keep a server from its work. */
const EVALUATE = 'evaluate'
// Whatever is written is about people, and nobody else's.
process.umask(0o077)

try {
  const { lines, exitCode } = await answer()
  const stream = exitCode === 0 ? process.stdout : process.stderr
  if (lines.length > 0) stream.write(`${lines.join('\n')}\n`)
  process.exitCode = exitCode
} catch (error) {
  if (!(error instanceof Problem)) throw error
  process.stderr.write(`${error.detail}\n`)
  process.exitCode = 1
}

async function answer(): Promise<CommandResult> {
  const isHelp = args.length === 0 || args.includes('--help') || args.includes('-h')
  if (isHelp) return runCommand(args.length === 0 ? ['--help'] : args, neverOpened)
  const settings = readSettings(readEnvironment(process.cwd()))
  return (await throughServer(settings)) ?? byItself(settings)
}

async function neverOpened(): Promise<never> {
  throw new Problem('server.setting', 'Help needs no database.')
}

async function throughServer(settings: Settings): Promise<CommandResult | null> {
  const [command = '', ...rest] = args
  if (settings.database.url !== undefined || command === EVALUATE) return null
  return callControl(join(settings.dataDir, 'control.sock'), command, rest)
}

async function byItself(settings: Settings): Promise<CommandResult> {
  const telemetry = { log: createLogger({ level: 'error', format: 'human' }), metrics: createMetrics() }
  const opened: { close(): Promise<void> }[] = []
  const dbAsItIs = async (): Promise<Db> => {
    const database = await openDatabase(settings, telemetry)
    opened.push(database)
    return database.db
  }
  const db = async (): Promise<Db> => {
    const current = await dbAsItIs()
    await bringUpToDate(current, telemetry)
    return current
  }
  /** A house that answers nobody and runs no jobs: others do, or nobody yet. */
  const items: CommandContext['items'] = async () => {
    if (settings.database.url !== undefined) await db()
    const house = await openHouse({ ...settings, roles: new Set() }, telemetry)
    opened.unshift({ close: () => house.stop(settings.shutdownSeconds) })
    await house.start()
    return house.items
  }
  const tell = (line: string): void => void process.stdout.write(`${line}\n`)
  try {
    return await runCommand(args, async () => ({ settings, db, dbAsItIs, items, tell }))
  } finally {
    for (const database of opened) await database.close()
  }
}
