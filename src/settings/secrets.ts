/** Secrets that nobody gave: made at the first start of an embedded deployment, and kept. */
import { randomBytes, randomUUID } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { parseEnv } from 'node:util'
import { Problem } from '../base/index.ts'

/** What an embedded deployment makes for itself. */
export interface Secrets {
  readonly serviceApiKey: string
  readonly jwtSecret: string
  readonly webhookSecret: string
}

export interface MadeSecrets extends Secrets {
  /** True once `noteKeyShown` was called: a start that fails, or a command, may make a key that nobody has seen yet. */
  readonly isKeyShown: boolean
}

/** A line of the file that says nothing to who reads its settings. */
const SHOWN = '# The key was shown.'

const random = (bytes: number, encoding: 'base64' | 'base64url'): string => randomBytes(bytes).toString(encoding)

const newKey = (): string => `rk_made_${random(32, 'base64url')}`

/** Reads `DATA_DIR/secrets`, or makes it, readable by its owner alone. */
export function readOrMakeSecrets(dataDir: string): MadeSecrets {
  const file = fileIn(dataDir)
  const text = readOrMake(dataDir)
  const { SERVICE_API_KEY: serviceApiKey, JWT_SECRET: jwtSecret, WEBHOOK_SECRETS: webhookSecret } = parseEnv(text)
  if (!serviceApiKey || !jwtSecret || !webhookSecret) {
    throw new Problem(
      'server.setting',
      `The file ${file} is damaged: SERVICE_API_KEY, JWT_SECRET or WEBHOOK_SECRETS is missing in it.`,
    )
  }
  return { serviceApiKey, jwtSecret, webhookSecret, isKeyShown: text.split('\n').includes(SHOWN) }
}

function readOrMake(dataDir: string): string {
  try {
    const text = withKey(dataDir, readIfThere(fileIn(dataDir)) ?? makeSecrets(dataDir))
    chmodSync(fileIn(dataDir), 0o600)
    return text
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Problem('server.setting', `DATA_DIR must be a folder that this process may write in (${reason}).`, {
      cause: error,
    })
  }
}

/** Whoever takes the line of a key that has leaked away wants another; a file that lacks more than that is damaged. */
function withKey(dataDir: string, text: string): string {
  const given = parseEnv(text)
  if (given['SERVICE_API_KEY'] !== undefined || !given['JWT_SECRET'] || !given['WEBHOOK_SECRETS']) return text
  const kept = text.split('\n').filter((line) => line !== '' && line !== SHOWN)
  const renewed = [`SERVICE_API_KEY=${newKey()}`, ...kept, ''].join('\n')
  const draft = join(dataDir, `secrets.${randomUUID()}`)
  writeFileSync(draft, renewed, { mode: 0o600, flag: 'wx' })
  renameSync(draft, fileIn(dataDir))
  return renewed
}

/** From here on the key is not shown again. */
export function noteKeyShown(dataDir: string): void {
  appendFileSync(fileIn(dataDir), `${SHOWN}\n`)
}

const fileIn = (dataDir: string): string => join(dataDir, 'secrets')

/** The file appears whole or not at all, and the first of several who make it at once makes it for all. */
function makeSecrets(dataDir: string): string {
  const made = {
    SERVICE_API_KEY: newKey(),
    JWT_SECRET: random(48, 'base64url'),
    WEBHOOK_SECRETS: `whsec_${random(32, 'base64')}`,
  }
  const lines = Object.entries(made).map(([name, value]) => `${name}=${value}\n`)
  const [file, draft] = [fileIn(dataDir), join(dataDir, `secrets.${randomUUID()}`)]
  makeFolder(dataDir)
  writeFileSync(draft, lines.join(''), { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(file, 'utf8')
}

/**
 * With those above it that are missing. The system's own way of making several waits for ever in places like `/proc`,
 * where a folder is there and takes no other.
 */
function makeFolder(path: string): void {
  if (existsSync(path)) return
  const above = dirname(path)
  if (above !== path) makeFolder(above)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
