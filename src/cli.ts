/** The commands: run inside the server when one is up, by themselves otherwise. */
import { join } from 'node:path'
import { callControl } from './api/index.ts'
import { Problem } from './base/index.ts'
import { bringUpToDate, openDatabase, runCommand } from './main/index.ts'
import type { CommandResult } from './main/index.ts'
import type { Db } from './platform/db/index.ts'
import { createLogger, createMetrics } from './platform/telemetry/index.ts'
import { readEnvironment, readSettings } from './settings/index.ts'
import type { Settings } from './settings/index.ts'

const args = process.argv.slice(2)
// Whatever is written is about people, and nobody else's.
process.umask(0o077)

try {
  const { lines, exitCode } = await answer()
  const stream = exitCode === 0 ? process.stdout : process.stderr
  stream.write(`${lines.join('\n')}\n`)
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
  if (settings.database.url !== undefined) return null
  const [command = '', ...rest] = args
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
  try {
    return await runCommand(args, async () => ({ settings, db, dbAsItIs }))
  } finally {
    for (const database of opened) await database.close()
  }
}
