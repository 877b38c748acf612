/** What packages the product, held to what the product is. Nothing here is built: it is read as its reader would. */
import { statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { parse as parseYaml } from 'yaml'
import { expect, test } from 'vitest'
import { healthRoutes } from '../../src/api/health/index.ts'
import { readSettings, settingList } from '../../src/settings/index.ts'
import { readPage, repository } from '../support/pages.ts'

const dockerfile = await readPage('Dockerfile')
const port = settingList.PORT.fallback

interface Instruction {
  readonly word: string
  readonly rest: string
}

/** The instructions of each stage, continued lines joined. */
function stagesOf(text: string): readonly (readonly Instruction[])[] {
  const lines = text
    .replaceAll(/^\s*#.*\n/gmu, '')
    .replaceAll(/\\\n\s*/gu, ' ')
    .split('\n')
  const stages: Instruction[][] = []
  for (const line of lines) {
    const [, word = '', rest = ''] = /^([A-Z]+) (.*)$/u.exec(line) ?? []
    if (word === 'FROM') stages.push([])
    if (word !== '') stages.at(-1)?.push({ word, rest })
  }
  return stages
}

const stages = stagesOf(dockerfile)
const last = stages.at(-1) ?? []
const all = (word: string, stage = last): readonly string[] =>
  stage.filter((instruction) => instruction.word === word).map(({ rest }) => rest)

const healthPaths = healthRoutes({
  about: { version: '', environment: '' },
  clock: () => new Date(),
  states: async () => [],
})
  .filter(({ access }) => access === 'open')
  .map(({ path }) => path)

/** Addresses that a health check asks, as paths. */
const pathsAsked = (text: string): readonly string[] =>
  [...text.matchAll(/(?<=[':\d)])\/[a-z/]+(?=['"])/gu)].map(([path]) => path)

test('the image has several stages, and the last one carries no development tools and no npm', () => {
  expect(stages.length).toBeGreaterThan(1)
  expect(all('RUN', stages[0]).join()).toContain('npm ci --omit=dev')
  expect(last.map(({ rest }) => rest).join()).not.toContain('npm ')
})

test('every stage stands on the same Debian, because the model runtime is linked against glibc', () => {
  const bases = stages.map((stage) => all('FROM', stage)[0] ?? '')
  for (const base of bases) expect(base).toMatch(/trixie-slim AS /u)
})

test('the image runs as a user without rights, in a folder that is that user’s own', () => {
  const [user = ''] = all('USER')
  expect(user).not.toMatch(/^(?:root|0)\b|^$/u)
  expect(all('RUN').join()).toContain(`install -d -o ${user} -g ${user} -m 0700 /data`)
  expect(last.findIndex(({ word }) => word === 'USER')).toBeLessThan(last.findIndex(({ word }) => word === 'CMD'))
})

test('the image runs the Node that was pinned, starts the program, and answers where it says', () => {
  expect(all('ENV').join()).toContain('PATH=/app/node_modules/.bin:$PATH')
  expect(JSON.parse(all('CMD')[0] ?? '')).toEqual(['node', 'src/main.ts'])
  expect(all('EXPOSE')).toEqual([port])
  expect(all('VOLUME')).toEqual([/DATA_DIR=(\S+)/u.exec(all('ENV').join())?.[1]])
})

test('the health check of the image asks a health route that is open to everybody', () => {
  const asked = pathsAsked(all('HEALTHCHECK').join())
  expect(asked).toEqual(['/health/ready'])
  expect(healthPaths).toEqual(expect.arrayContaining([...asked]))
})

const shapes: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '*': '[^/]*', '.': String.raw`\.` }

/** Whether a path reaches the builder: the last pattern that fits decides. */
function isSent(path: string, patterns: readonly string[]): boolean {
  let isIgnored = false
  for (const pattern of patterns) {
    const isException = pattern.startsWith('!')
    const glob = pattern.replace(/^!/u, '')
    const shape = glob
      .split(/(\*\*\/|[*.])/u)
      .map((part) => shapes[part] ?? part)
      .join('')
    if (new RegExp(`^${shape}(?:/.*)?$`, 'u').test(path)) isIgnored = !isException
  }
  return !isIgnored
}

test('what the image copies is there and is sent to the builder; secrets, data and tests are not', async () => {
  const patterns = (await readPage('.dockerignore')).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  const copied = stages.flatMap((stage) => all('COPY', stage)).filter((rest) => !rest.startsWith('--from'))
  const sources = copied.flatMap((rest) => rest.split(' ').slice(0, -1))
  expect(sources.length).toBeGreaterThan(5)
  for (const source of sources) {
    expect(statSync(new URL(source, repository), { throwIfNoEntry: false }), source).not.toBeUndefined()
    expect(isSent(source, patterns), source).toBe(true)
  }
  const sent = ['src/main.ts', 'src/platform/db/migrations/0001-edge.sql', 'models/word-weights/en-1.json']
  expect(sent.filter((path) => !isSent(path, patterns))).toEqual([])
  const kept = [
    '.env',
    'data/secrets',
    '.git/config',
    'node_modules/zod/index.js',
    'src/people/registry/register.test.ts',
    'test/rooms.test.ts',
  ]
  expect(kept.filter((path) => isSent(path, patterns))).toEqual([])
})

interface Service {
  readonly image: string
  readonly build?: string
  readonly env_file?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly healthcheck: { readonly test?: readonly string[]; readonly disable?: boolean }
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly stop_grace_period?: string
  readonly ports?: readonly string[]
}

const compose = parseYaml(await readPage('compose.yaml'), { merge: true }) as {
  readonly services: Readonly<Record<'api' | 'worker' | 'postgres' | 'redis', Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}
const { api, worker, postgres, redis } = compose.services

test('api and worker are the same image with the same settings from one file, but for their role', () => {
  const { environment: ofApi, ports: _ports, healthcheck: _check, ...restOfApi } = api
  const { environment: ofWorker, healthcheck: _none, ...restOfWorker } = worker
  expect(restOfApi).toEqual(restOfWorker)
  expect({ ...ofApi, ROLES: '' }).toEqual({ ...ofWorker, ROLES: '' })
  expect([ofApi?.['ROLES'], ofWorker?.['ROLES']]).toEqual(['api', 'worker'])
})

test('every setting reaches both: the file passes all that the example names, and nothing else decides but what compose must', async () => {
  const example = await readPage('.env.example')
  const fromFile = [...example.matchAll(/^#([A-Z][A-Z0-9_]*)=/gmu)].map(([, name = '']) => name)
  for (const { env_file: file, environment = {} } of [api, worker]) {
    expect(file).toBe('.env')
    const reached = new Set([...fromFile, ...Object.keys(environment)])
    expect(Object.keys(settingList).filter((name) => !reached.has(name))).toEqual([])
    expect(Object.keys(environment).toSorted()).toEqual([
      'DATABASE_URL',
      'DATA_DIR',
      'HOST',
      'PORT',
      'REDIS_URL',
      'ROLES',
    ])
  }
})

/** As compose does it: what is not given takes the default behind `:-`, from the inside outwards. */
function interpolate(text: string, given: Readonly<Record<string, string>>): string {
  const inner = /\$\{([A-Z_]+)(?::[-?]([^${}]*))?\}/u
  const replaced = text.replace(inner, (_, name: string, fallback = '') => given[name] || fallback)
  return replaced === text ? text : interpolate(replaced, given)
}

test('what compose makes of a filled-in example is a good set of settings', () => {
  const file = parseEnv(
    'SERVICE_API_KEY=a-key-of-16-characters\nJWT_SECRET=01234567890123456789012345678901\nPOSTGRES_PASSWORD=secret',
  )
  for (const { environment = {} } of [api, worker]) {
    const given = Object.entries(environment).map(([name, value]) => [
      name,
      interpolate(value, file as Record<string, string>),
    ])
    const settings = readSettings({ ...file, ...Object.fromEntries(given) })
    expect(settings.database.url).toBe('postgres://reciprocity:secret@postgres:5432/reciprocity')
    expect(settings.redisUrl).toBe('redis://redis:6379/0')
    expect(String(settings.edge.port)).toBe(port)
  }
})

test('compose waits for healthy servers, and leaves more time to stop than the program takes', () => {
  for (const { depends_on: needs, stop_grace_period: grace } of [api, worker]) {
    expect(needs).toEqual({ postgres: { condition: 'service_healthy' }, redis: { condition: 'service_healthy' } })
    expect(Number.parseInt(grace ?? '0', 10)).toBeGreaterThan(Number(settingList.SHUTDOWN_SECONDS.fallback))
  }
  expect(postgres.healthcheck.test?.join(' ')).toContain('pg_isready')
  expect(redis.healthcheck.test).toEqual(['CMD', 'redis-cli', 'ping'])
})

test('the health check of api asks an open route on its own port; a worker listens nowhere and has none', () => {
  const check = api.healthcheck.test?.join(' ') ?? ''
  expect(check).toContain(`127.0.0.1:${port}`)
  expect(healthPaths).toEqual(expect.arrayContaining([...pathsAsked(check)]))
  expect(pathsAsked(check)).toHaveLength(1)
  expect(worker.healthcheck).toEqual({ disable: true })
  expect(worker.ports).toBe(undefined)
})

test('the database of compose has pgvector and keeps its data', () => {
  expect(postgres.image).toMatch(/^pgvector\//u)
  expect(Object.keys(compose.volumes)).toEqual(['postgres'])
  expect(postgres.environment?.['POSTGRES_PASSWORD']).toMatch(/^\$\{POSTGRES_PASSWORD:\?/u)
})

/** `Key=value` lines of a unit, several under one key joined. */
const unitOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^(\w+)=(.*)$/gmu)].map(([, key = '', value = '']) => [key, value]))

test.each([
  ['deploy/systemd/reciprocity.service', 'src/main.ts'],
  ['deploy/systemd/reciprocity@.service', 'src/main.ts --roles=%i'],
])('%s starts the pinned Node as a user without rights, and gives it time to stop', async (path, program) => {
  const unit = unitOf(await readPage(path))
  expect(unit.get('ExecStart')).toBe(`${unit.get('WorkingDirectory')}/node_modules/.bin/node ${program}`)
  expect(unit.get('User')).not.toBe('root')
  expect(unit.get('Environment')).toBe(`DATA_DIR=/var/lib/${unit.get('StateDirectory')}`)
  expect(Number(unit.get('TimeoutStopSec'))).toBeGreaterThan(Number(settingList.SHUTDOWN_SECONDS.fallback))
  expect(unit.get('NoNewPrivileges')).toBe('yes')
})

test('the two units differ in their role alone', async () => {
  const [one = '', other = ''] = await Promise.all(
    ['', '@'].map((mark) => readPage(`deploy/systemd/reciprocity${mark}.service`)),
  )
  const lines = other.split('\n')
  const different = one.split('\n').filter((line, index) => line !== lines[index])
  expect(different.map((line) => line.split('=')[0])).toEqual([
    expect.stringMatching(/^#/u),
    'Description',
    'ExecStart',
  ])
})

test('the run before a change is taken calls the README’s command, the linter, the types, the rooms and real servers', async () => {
  const run = await readPage('.ci/run')
  const { mode } = statSync(new URL('.ci/run', repository))
  expect(mode & 0o111).toBe(0o111)
  for (const wanted of [
    'npm install && npm test',
    'npm run lint',
    'npm run types',
    'test/rooms.test.ts',
    'scripts/with-servers.sh npm exec -- vitest related',
  ]) {
    expect(run).toContain(wanted)
  }
  expect(run).not.toMatch(/https?:\/\//u)
})
