/** What the operator can say: in the server when one is up, by itself otherwise. */
import { Command, CommanderError } from 'commander'
import { createKey, listKeys, printToken, revokeKey, rotateKey, rotationGraceSeconds } from '../api/index.ts'
import { Problem, scopes as knownScopes } from '../base/index.ts'
import { migrate, migrationStatus, readMigrations } from '../platform/db/index.ts'
import type { Db } from '../platform/db/index.ts'
import type { Settings } from '../settings/index.ts'
import type { Items } from '../items/index.ts'
import { addEvaluate } from './evaluate-command.ts'
import { addItems } from './items-commands.ts'

/** What a command works with; the database is opened only when it is asked for. */
export interface CommandContext {
  readonly settings: Settings
  /** Up to date. @throws Problem `server.setting` where it is not, and bringing it there is the operator's to decide */
  db(): Promise<Db>
  /** Whatever was applied to it so far. */
  dbAsItIs(): Promise<Db>
  /** Items in a house that can enqueue jobs. */
  items(): Promise<Pick<Items, 'sync'>>
  /** Prints a line at once, where whoever waits can see it before the end. */
  readonly tell?: (line: string) => void
}

/** Lines to print, and the exit code of the process that prints them. */
export interface CommandResult {
  readonly lines: readonly string[]
  readonly exitCode: number
}

/**
 * Runs one command line. `open` is called by a command that has something to do, never for help or a typing error.
 * Words of a problem become its output.
 */
export async function runCommand(args: readonly string[], open: () => Promise<CommandContext>): Promise<CommandResult> {
  const lines: string[] = []
  const say = (text: string): void => void lines.push(...text.replace(/\n$/u, '').split('\n'))
  const program = commandLine(say, open)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return { lines, exitCode: 0 }
  } catch (error) {
    if (error instanceof CommanderError) return { lines, exitCode: error.exitCode }
    if (!(error instanceof Problem)) throw error
    return { lines: [...lines, error.detail], exitCode: 1 }
  }
}

type Say = (text: string) => void
type Open = () => Promise<CommandContext>

function commandLine(say: Say, open: Open): Command {
  const program = new Command('reciprocity').description('Commands for the operator of Reciprocity.')
  addKeys(program, say, open)
  addToken(program, say, open)
  addMigrate(program, say, open)
  addItems(program, say, open)
  addEvaluate(program, say, open)
  quietly(program, say)
  return program
}

/** Commander would write to the console and end the process; both are the caller's to decide. */
function quietly(command: Command, say: Say): void {
  command.exitOverride().configureOutput({ writeOut: say, writeErr: say })
  for (const child of command.commands) quietly(child, say)
}

function addKeys(program: Command, say: Say, open: Open): void {
  const keys = program.command('keys').description('Keys of services that call us.')
  keys
    .command('create')
    .description('Makes a key and prints it once.')
    .requiredOption('--name <name>', 'what the key is for')
    .requiredOption('--scopes <scopes>', `between commas, of: ${knownScopes.join(', ')}`)
    .action(async ({ name, scopes }: { name: string; scopes: string }) => {
      const { settings, db } = await open()
      const { id, key } = await createKey(await db(), { name, scopes: scopes.split(',').map((scope) => scope.trim()) })
      say(`Key ${id} was made. It is shown only now:\n${key}`)
      if (opensTheDoor(settings)) say(OPENS)
    })
  keys
    .command('list')
    .description('Lists keys, without their secrets.')
    .action(async () => {
      const { db, settings } = await open()
      const all = await listKeys(await db(), { hasEnvironmentKey: settings.keys.serviceApiKey !== undefined })
      say(KEYS_HEADER)
      for (const key of all) say(keyLine(key))
    })
  keys
    .command('revoke <id>')
    .description('Shuts a key, in every process within a second.')
    .action(async (id: string) => {
      await revokeKey(await (await open()).db(), id)
      say(`Key ${id} is revoked.`)
    })
  keys
    .command('rotate <id>')
    .description('Gives a key a new secret; the old one opens for another day.')
    .option('--now', 'shuts the old secret at once')
    .action(async (id: string, { now }: { now?: true }) => {
      const db = await (await open()).db()
      const { key } = await rotateKey(db, id, { graceSeconds: now ? 0 : rotationGraceSeconds })
      say(`Key ${id} has a new secret. It is shown only now:\n${key}`)
      say(now ? 'The old one is shut.' : `The old one opens until ${(await untilWhen(db, id)) ?? 'now'}.`)
    })
}

/** While the only key is the made one, the server listens on this machine alone; any other key ends that. */
const opensTheDoor = ({ isHostGiven, keys }: Settings): boolean => keys.isMade && !isHostGiven

const OPENS = 'From its next start on, the server answers other machines too, unless HOST says otherwise.'

const KEYS_HEADER = 'id  name  scopes  state  use'

function keyLine(key: Awaited<ReturnType<typeof listKeys>>[number]): string {
  const state = key.revokedAt ? `revoked ${key.revokedAt.toISOString()}` : 'active'
  const unused = key.createdAt ? 'never used' : 'use not noted'
  const used = key.lastUsedAt ? `last used ${key.lastUsedAt.toISOString()}` : unused
  return [key.id, key.name, key.scopes.join(','), state, used].join('  ')
}

async function untilWhen(db: Db, id: string): Promise<string | undefined> {
  const key = (await listKeys(db, { hasEnvironmentKey: false })).find((one) => one.id === id)
  return key?.previousUntil?.toISOString()
}

function addToken(program: Command, say: Say, open: Open): void {
  program
    .command('token <member>')
    .description('Prints a token for a member that is good for one day.')
    .action(async (member: string) => {
      const { settings } = await open()
      const { secret } = settings.tokens
      if (secret === undefined)
        throw new Problem('server.setting', 'JWT_SECRET is not set: your own issuer signs the tokens.')
      say(await printToken(member, secret))
    })
}

function addMigrate(program: Command, say: Say, open: Open): void {
  const command = program.command('migrate').description('Brings the database up to date.')
  command.action(async () => {
    const applied = await migrate(await (await open()).dbAsItIs(), await readMigrations())
    say(applied.length > 0 ? `Applied: ${applied.join(', ')}.` : 'There was nothing to do.')
  })
  command
    .command('status')
    .description('Says which migrations have been applied.')
    .action(async () => {
      const db = await (await open()).dbAsItIs()
      for (const { name, appliedAt } of await migrationStatus(db, await readMigrations())) {
        say(`${name}  ${appliedAt ? `applied ${appliedAt.toISOString()}` : 'pending'}`)
      }
    })
}
