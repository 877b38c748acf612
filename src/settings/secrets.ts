/** Secrets that nobody gave: made at the first start of an embedded deployment, and kept. */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Problem } from '../base/index.ts'

/** What an embedded deployment makes for itself. */
export interface Secrets {
  readonly serviceApiKey: string
  readonly jwtSecret: string
  readonly webhookSecret: string
}

export interface MadeSecrets extends Secrets {
  /** True when they were made just now: the key is shown once. */
  readonly areNew: boolean
}

const random = (bytes: number, encoding: 'base64' | 'base64url'): string => randomBytes(bytes).toString(encoding)

/** Reads `DATA_DIR/secrets`, or makes it, readable by its owner alone. */
export function readOrMakeSecrets(dataDir: string): MadeSecrets {
  const file = join(dataDir, 'secrets')
  const areNew = !existsSync(file)
  if (areNew) {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const made = {
      SERVICE_API_KEY: `rk_made_${random(32, 'base64url')}`,
      JWT_SECRET: random(48, 'base64url'),
      WEBHOOK_SECRETS: `whsec_${random(32, 'base64')}`,
    }
    const lines = Object.entries(made).map(([name, value]) => `${name}=${value}\n`)
    writeFileSync(file, lines.join(''), { mode: 0o600, flag: 'wx' })
  }
  chmodSync(file, 0o600)
  const {
    SERVICE_API_KEY: serviceApiKey,
    JWT_SECRET: jwtSecret,
    WEBHOOK_SECRETS: webhookSecret,
  } = parseEnv(readFileSync(file, 'utf8'))
  if (!serviceApiKey || !jwtSecret || !webhookSecret) {
    throw new Problem(
      'server.setting',
      `The file ${file} is damaged: SERVICE_API_KEY, JWT_SECRET or WEBHOOK_SECRETS is missing in it.`,
    )
  }
  return { serviceApiKey, jwtSecret, webhookSecret, areNew }
}
