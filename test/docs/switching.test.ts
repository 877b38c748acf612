/** The page for those who come from Reciprocity AI: its settings are known, its snippets run. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostMappingShape } from '../../src/people/index.ts'
import { readSettings, settingList } from '../../src/settings/index.ts'
import { eventually } from '../support/jobs.ts'
import { fencesOf, readPage, repository, sectionOf, tableRowsOf } from '../support/pages.ts'
import { emptyFolder, startServer } from '../support/shell.ts'
import type { RunningServer } from '../support/shell.ts'

const page = await readPage('docs/switching/reciprocity-ai.md')

/** Every setting that Reciprocity AI read, with the value of its example. */
const oldSettings = {
  APP_NAME: 'reciprocity-platform',
  APP_VERSION: '1.0.0',
  ENVIRONMENT: 'development',
  LOG_LEVEL: 'INFO',
  PORT: '8000',
  HOST: '0.0.0.0',
  CORS_ORIGINS: '["http://localhost:3000"]',
  ALLOWED_HOSTS: '["*"]',
  REDIS_URL: 'redis://localhost:6380/0',
  DYNAMO_PROFILE_TABLE_NAME: 'user_profiles',
  DATABASE_URL: 'postgres://reciprocity_user@localhost:5433/reciprocity_ai',
  RECIPROCITY_BACKEND_DB_URL: 'postgres://postgres@localhost:5432/reciprocity_db',
  EMBEDDING_MODEL: 'all-MiniLM-L6-v2',
  SIMILARITY_THRESHOLD: '0.3',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_DEFAULT_REGION: 'us-east-1',
  DYNAMODB_ENDPOINT_URL: 'http://localhost:4566',
  OPENAI_API_KEY: 'sk-test',
  OPENAI_MODEL: 'gpt-4o-mini',
  RECIPROCITY_BACKEND_URL: 'http://localhost:3000/api',
}

const settingRows = tableRowsOf(sectionOf(page, 'Settings'))

test('every old setting has its line', () => {
  const listed = settingRows.flatMap(([old = '']) => [...old.matchAll(/`([A-Z_]+)`/gu)].map(([, name]) => name))
  expect(Object.keys(oldSettings).filter((name) => !listed.includes(name))).toEqual([])
})

test('every new setting that the page names is one', () => {
  const named = [...page.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/gu)].map(([, name = '']) => name)
  const known = new Set([...Object.keys(settingList), ...Object.keys(oldSettings)])
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter((name) => !known.has(name))).toEqual([])
})

test('an old file of settings is read as it is, with what is new beside it', () => {
  const fresh = {
    SERVICE_API_KEY: 'a-key-of-16-characters',
    JWT_SECRET: 'x'.repeat(32),
    WEBHOOK_SECRETS: `whsec_${'A'.repeat(32)}`,
  }
  const settings = readSettings({ ...oldSettings, ...fresh })
  expect(settings.edge.corsOrigins).toEqual(['http://localhost:3000'])
  expect(settings.log.level).toBe('info')
  expect(settings.notices.map((notice) => notice.split(' ')[0])).toEqual([
    'APP_NAME',
    'DYNAMO_PROFILE_TABLE_NAME',
    'DYNAMODB_ENDPOINT_URL',
  ])
})

test('the callbacks of the page are those of the settings', () => {
  const rows = tableRowsOf(sectionOf(page, 'Callbacks'))
  for (const [, path = '', setting = ''] of rows) {
    const name = setting.replaceAll('`', '') as keyof typeof settingList
    expect((settingList[name] as { fallback?: string }).fallback).toBe(path.replaceAll('`', ''))
  }
  expect(rows).toHaveLength(3)
})

test('the mapping of the page is a good one', () => {
  const [mapping] = fencesOf(sectionOf(page, 'Your database')).filter(({ language }) => language === 'json')
  const { users, user_summaries: summaries } = hostMappingShape.parse(JSON.parse(mapping?.text ?? ''))
  expect([users.table, summaries.user_id]).toEqual(['public.accounts', 'account_id'])
})

test('the receiver’s variable may stand in one environment with the settings', () => {
  const [, variable = ''] = /process\.env\.([A-Z_]*SECRET)/u.exec(page) ?? []
  expect(variable).not.toBe('')
  expect(() => readSettings({ WEBHOOK_SECRETS: webhookSecret, [variable]: webhookSecret })).not.toThrow()
})

const snippets = fencesOf(page).filter(({ language }) => language === 'js')
const snippetOf = (words: string): string => snippets.find(({ text }) => text.includes(words))?.text ?? ''

const webhookSecret = `whsec_${Buffer.from('a secret for callbacks in tests.').toString('base64')}`
const otherSecret = `whsec_${Buffer.from('another one that nobody signs by').toString('base64')}`

interface SnippetReceiver {
  readonly base: string
  readonly printed: () => string
  stop(): Promise<void>
}

/** Runs the receiver of the page as it stands, but for its port, in a folder where it finds its library. */
async function startReceiver(secret: string): Promise<SnippetReceiver> {
  const { path, remove } = await emptyFolder()
  await symlink(join(fileURLToPath(repository), 'node_modules'), join(path, 'node_modules'))
  const file = join(path, 'receiver.mjs')
  const saysPort = '.listen(0, function () { console.log(`port ${this.address().port}`) })'
  await writeFile(
    file,
    snippetOf('createServer').replace(/\.listen\(.*\)$/mu, () => saysPort),
  )
  const child = spawn(process.execPath, [file], {
    env: { RECEIVER_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (output += text))
  await eventually(() => /port \d+/u.test(output) || child.exitCode !== null)
  return {
    base: `http://127.0.0.1:${/port (\d+)/u.exec(output)?.[1]}/api`,
    printed: () => output,
    async stop() {
      child.kill()
      await ended
      await remove()
    },
  }
}

const serviceKey = 'a-service-key-for-this-test'
let folder: Awaited<ReturnType<typeof emptyFolder>>
let server: RunningServer
let receiver: SnippetReceiver

beforeAll(async () => {
  folder = await emptyFolder()
  receiver = await startReceiver(webhookSecret)
  const settings = {
    SERVICE_API_KEY: serviceKey,
    WEBHOOK_SECRETS: webhookSecret,
    RECIPROCITY_BACKEND_URL: receiver.base,
  }
  server = await startServer(folder.path, settings)
}, 300_000)

afterAll(async () => {
  await server?.stop()
  await receiver?.stop()
  await folder?.remove()
})

test('the client of the page registers, and the receiver of the page believes the callback', async () => {
  const file = join(folder.path, 'client.mjs')
  const call = `const answer = await register({ user_id: 'mira', questions: [{ prompt: 'What do you need?', answer: 'A designer.' }] })`
  await writeFile(file, `${snippetOf('X-API-Key')}\n${call}\nconsole.log(answer.status, await answer.text())`)
  for (const _time of ['first', 'repeated']) {
    const child = spawn(process.execPath, [file], {
      env: { RECIPROCITY_URL: server.address, RECIPROCITY_KEY: serviceKey },
    })
    let printed = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => void (printed += text))
    await once(child, 'exit')
    expect(printed).toMatch(/^202 \{"user_id":"mira","status":"queued"/u)
  }
  await expect.poll(receiver.printed, { timeout: 60_000 }).toContain('/api/user/summary-ready mira')
}, 300_000)

test('the receiver of the page refuses what another secret signed', async () => {
  const stranger = await startReceiver(otherSecret)
  const { body, headers } = await signed()
  const send = (base: string) => fetch(`${base}/user/matches-ready`, { method: 'POST', body, headers })
  expect([(await send(receiver.base)).status, (await send(stranger.base)).status]).toEqual([204, 401])
  await stranger.stop()
}, 300_000)

async function signed(): Promise<{ body: string; headers: Record<string, string> }> {
  const { Webhook } = await import('standardwebhooks')
  const body = JSON.stringify({ user_id: 'tom' })
  const now = new Date()
  const signature = new Webhook(webhookSecret).sign('msg_1', now, body)
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return { body, headers: { 'webhook-id': 'msg_1', 'webhook-timestamp': timestamp, 'webhook-signature': signature } }
}
