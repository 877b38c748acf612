import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { duration, list, yesOrNo } from './kinds.ts'
import { settingList } from './list.ts'
import { nearestName } from './nearest.ts'
import { readEnvironment, readValues } from './read.ts'
import { factorNames } from '../people/index.ts'
import { noteKeyShown } from './secrets.ts'
import { isStranger } from './strangers.ts'
import { readSettings } from './settings.ts'

const folder = (): string => mkdtempSync(join(tmpdir(), 'reciprocity-settings-'))
const large = {
  DATABASE_URL: 'postgres://ours@localhost/ours',
  SERVICE_API_KEY: 'a-key-of-sixteen-or-more',
  JWT_SECRET: 'a-secret-of-thirty-two-or-more-characters',
}
const read = (environment: Record<string, string> = {}) => readSettings({ DATA_DIR: folder(), ...environment })
const faultOf = (environment: Record<string, string>): string => {
  try {
    read(environment)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

test('nothing set is a working deployment', () => {
  const settings = read()
  expect(settings).toMatchObject({
    redisUrl: undefined,
    shutdownSeconds: 20,
    isHostGiven: false,
    people: {
      requireApproval: true,
      scoreMin: 0.3,
      batchIntervalSeconds: 900,
      search: { inactiveDays: 45, promptParser: 'rules', weights: {} },
    },
    edge: {
      port: 8000,
      bodyBytesMax: 1_000_000,
      trustedProxyHops: 0,
      limits: { named: { search: { count: 20, periodMs: 1000, burst: 10 } } },
    },
    webhooks: { baseUrl: null },
    basicAccount: null,
    host: null,
    profilesHost: null,
    itemsHost: null,
  })
  expect([...settings.roles]).toEqual(['api', 'worker'])
})

test.each([
  ['PORT', 'http', 'PORT must be a whole number from 0 to 65535; it is "http".'],
  [
    'MATCHMAKING_INTERVAL',
    '15',
    'MATCHMAKING_INTERVAL must be a duration such as 500ms, 2s, 15min, 1h or 1d, and at most 7d; it is "15".',
  ],
  [
    'MATCHMAKING_INTERVAL',
    '30d',
    'MATCHMAKING_INTERVAL must be a duration such as 500ms, 2s, 15min, 1h or 1d, and at most 7d; it is "30d".',
  ],
  [
    'RESUME_ALLOWED_HOSTS',
    'files:99999',
    'RESUME_ALLOWED_HOSTS must be exact host:port pairs between commas; it is "files:99999".',
  ],
  [
    'RESUME_ALLOWED_HOSTS',
    'files.corp:443,*.corp:443',
    'RESUME_ALLOWED_HOSTS must be exact host:port pairs between commas; it is "files.corp:443,*.corp:443".',
  ],
  ['SIMILARITY_THRESHOLD', '1.5', 'SIMILARITY_THRESHOLD must be a number from 0 to 1; it is "1.5".'],
  ['ROLES', 'api,cook', 'ROLES must be api, worker, or both between a comma; it is "api,cook".'],
  ['INACTIVE_DAYS', '0', 'INACTIVE_DAYS must be a whole number from 1 to 3650; it is "0".'],
  ['INACTIVE_DAYS', '3651', 'INACTIVE_DAYS must be a whole number from 1 to 3650; it is "3651".'],
  ['PROMPT_PARSER', 'magic', 'PROMPT_PARSER must be one of rules, model; it is "magic".'],
  ['REQUIRE_APPROVAL', 'maybe', 'REQUIRE_APPROVAL must be true or false; it is "maybe".'],
  [
    'RATE_LIMIT_MEMBER',
    'lots',
    'RATE_LIMIT_MEMBER must be a rate such as 600/min, 20/15min, 20/s burst 10, or none; it is "lots".',
  ],
])('%s=%s is refused with its name, what it is and what it wants', (name, value, sentence) => {
  expect(faultOf({ [name]: value })).toBe(sentence)
})

test('faults are told all together', () => {
  expect(faultOf({ PORT: 'x', LOG_FORMAT: 'loud' }).split('\n').length).toBe(2)
})

test.each([
  'DATABASE_URL',
  'PROFILES_DATABASE_URL',
  'MAIN_DATABASE_URL',
  'REDIS_URL',
  'SERVICE_API_KEY',
  'JWT_SECRET',
  'WEBHOOK_SECRETS',
])('a wrong %s is never shown', (name) => {
  expect(faultOf({ [name]: 'hunter2' })).toMatch(new RegExp(`^${name} must be`, 'u'))
  expect(faultOf({ [name]: 'hunter2' })).not.toContain('hunter2')
})

test.each([
  ['SERVICE_API_KEYS', 'SERVICE_API_KEY'],
  ['DATABSE_URL', 'DATABASE_URL'],
  ['PROT', 'PORT'],
  ['REDIS_URI', 'REDIS_URL'],
])('%s is refused: %s was meant', (given, meant) => {
  expect(faultOf({ [given]: 'x' })).toBe(
    `${given} is not a setting. Did you mean ${meant}? If it is another program's, start this one without it.`,
  )
})

test('a name of ours that is unknown is refused with the nearest one', () => {
  expect(faultOf({ RECIPROCITY_MAIN_DB: 'x' })).toMatch(
    /^RECIPROCITY_MAIN_DB is not a setting\. The nearest one is RECIPROCITY_BACKEND_/u,
  )
  expect(faultOf({ RECIPROCITY_FOO: 'x' })).toContain('The nearest one is RECIPROCITY_')
  expect(faultOf({ EMBEDDING_MODEL: 'word2vec', PORT: 'x' })).toMatch(
    /PORT.*\n?.*EMBEDDING_MODEL|EMBEDDING_MODEL.*\n?.*PORT/u,
  )
})

test('what other programs are told is nobody’s mistake in an inherited environment', () => {
  const others = {
    ...Object.fromEntries(
      'PGHOST PGPORT TEST OS ROOT DEST SORT HIST POST ROLE TZ LESS PATH HOME HOSTNAME NODE_ENV CI'
        .split(' ')
        .map((name) => [name, 'x']),
    ),
    SERVICE_HOST: '10.0.0.7',
    RECIPROCITY_PORT: 'tcp://10.0.0.7:8000',
    RECIPROCITY_SERVICE_HOST: '10.0.0.7',
    RECIPROCITY_SERVICE_PORT: '8000',
    RECIPROCITY_SERVICE_PORT_HTTP: '8000',
    RECIPROCITY_PORT_8000_TCP: 'tcp://10.0.0.7:8000',
    RECIPROCITY_PORT_8000_TCP_ADDR: '10.0.0.7',
    npm_config_user_agent: 'npm',
  }
  const known = Object.keys(settingList)
  const refused = Object.entries(others).filter(([name, text]) => {
    const isOurs = nearestName(name, known) !== null || name.startsWith('RECIPROCITY_')
    return isOurs && !isStranger(name, text, known)
  })
  expect(refused).toEqual([])
})

test.each([
  ['PROT', '80'],
  ['HOTS', 'x'],
  ['DATABSE_URL', 'x'],
  ['RECIPROCITY_PORT', '8000'],
  ['RECIPROCITY_MAIN_DB', 'x'],
])('%s=%s is somebody’s mistake in an inherited environment too', (name, text) => {
  expect(isStranger(name, text, Object.keys(settingList))).toBe(false)
})

test.each(['TEST', 'PGHOST', 'ROLE'])('%s in a file that is ours alone is refused all the same', (name) => {
  expect(faultOf({ [name]: 'x' })).toMatch(new RegExp(`^${name} is not a setting\\. Did you mean `, 'u'))
})

test('a setting with nothing left to do is accepted with a line that says so', () => {
  const { notices } = read({ DYNAMO_PROFILE_TABLE_NAME: 'user_profiles', DYNAMO_OTHER: 'x', APP_NAME: 'old' })
  expect(notices.length).toBe(3)
  expect(notices[0]).toMatch(/^DYNAMO_PROFILE_TABLE_NAME has nothing left to do/u)
})

test('an old name means the same as the new one, and the two must not differ', () => {
  expect(read({ INTERNAL_API_KEY: 'a-key-of-sixteen-or-more' }).keys.serviceApiKey).toBe('a-key-of-sixteen-or-more')
  expect(
    faultOf({ INTERNAL_API_KEY: 'a-key-of-sixteen-or-more', SERVICE_API_KEY: 'another-of-sixteen-or-more' }),
  ).toMatch(/differ; give one/u)
})

test('what an old Circle deployment is told is taken up or has nothing left to do, each with a line and without its text', () => {
  const retired = ['SUPABASE_URL', 'SUPABASE_SERVICE_ROLE_KEY', 'ML_SERVICE_URL', 'TOGETHER_AI_API_KEY']
  const circle = {
    SERVICE_PORT: '8090',
    INTERNAL_API_KEY: 'a-key-of-sixteen-or-more',
    JWT_SECRET: large.JWT_SECRET,
    INACTIVE_DAYS: '30',
    ...Object.fromEntries(retired.map((name) => [name, 'hunter2'])),
  }
  const settings = read(circle)
  expect(settings).toMatchObject({
    edge: { port: 8090 },
    keys: { serviceApiKey: circle.INTERNAL_API_KEY },
    tokens: { secret: circle.JWT_SECRET },
    people: { search: { inactiveDays: 30 } },
  })
  expect(settings.notices.map((line) => line.split(' ')[0])).toEqual(retired)
  expect(settings.notices.join()).not.toContain('hunter2')
})

test('a port of an old deployment counts only where PORT is not given', () => {
  expect(read({ SERVICE_PORT: '8090' }).edge.port).toBe(8090)
  const both = read({ SERVICE_PORT: '8090', PORT: '8080' })
  expect(both.edge.port).toBe(8080)
  expect(both.notices).toEqual(['SERVICE_PORT has nothing left to do: PORT is given.'])
  expect(read({ SERVICE_PORT: '8090', PORT: '' }).edge.port).toBe(8090)
  expect(faultOf({ SERVICE_PORT: 'http' })).toMatch(/^PORT must be a whole number/u)
})

test('a model that reads sentences needs a model', () => {
  expect(faultOf({ PROMPT_PARSER: 'model' })).toBe(
    'PROMPT_PARSER is model, but there is no text model. Give OPENAI_API_KEY, OPENAI_BASE_URL or GEMINI_API_KEY, or let PROMPT_PARSER be rules.',
  )
  for (const given of [
    { OPENAI_API_KEY: 'key' },
    { OPENAI_BASE_URL: 'http://localhost:11434/v1' },
    { GEMINI_API_KEY: 'key' },
  ])
    expect(read({ PROMPT_PARSER: 'Model', ...given }).people.search.promptParser).toBe('model')
})

test('weights are names and numbers, and those that are not named are left to the search', () => {
  expect(read({ SEARCH_WEIGHTS: 'interests=25, needs_met = 20.5,activity=0' }).people.search.weights).toEqual({
    interests: 25,
    needs_met: 20.5,
    activity: 0,
  })
  expect(read({ SEARCH_WEIGHTS: '["about=1000"]' }).people.search.weights).toEqual({ about: 1000 })
})

test.each([
  'interests',
  'interests=',
  'interests=-1',
  'interests=1001',
  'interests=1e3',
  'interests=NaN',
  'hobbies=3',
  'toString=3',
  '__proto__=3',
  'interests=1,interests=2',
  'interests:25',
  factorNames.map((name) => `${name}=0`).join(),
])('the weights %s are refused with the names that there are', (given) => {
  expect(faultOf({ SEARCH_WEIGHTS: given })).toMatch(/^SEARCH_WEIGHTS must be weights such as .* of topic_meaning, /u)
})

test('with a database of one’s own nothing is made: a missing secret stops the start', () => {
  const dataDir = folder()
  const fault = faultOf({ DATA_DIR: dataDir, DATABASE_URL: large.DATABASE_URL })
  expect(fault).toContain('SERVICE_API_KEY is missing')
  expect(fault).toContain('JWT_SECRET or JWKS_URL is missing')
  expect(existsSync(join(dataDir, 'secrets'))).toBe(false)
  expect(faultOf(large)).toBe('')
  expect(faultOf({ ...large, RECIPROCITY_BACKEND_URL: 'http://localhost:3000/api' })).toContain(
    'WEBHOOK_SECRETS is missing',
  )
})

test('without one, secrets are made once, for their owner alone, and kept', () => {
  const dataDir = folder()
  const first = read({ DATA_DIR: dataDir })
  const second = read({ DATA_DIR: dataDir })
  expect(first.keys).toMatchObject({ isMade: true, isUnseen: true })
  expect(second.keys).toEqual(first.keys)
  expect(statSync(join(dataDir, 'secrets')).mode & 0o777).toBe(0o600)
  expect(second.tokens.secret).toBe(first.tokens.secret)
})

test('a made key counts as unseen until it was shown, and a key that was given needs no showing', () => {
  const dataDir = folder()
  expect([0, 1].map(() => read({ DATA_DIR: dataDir }).keys.isUnseen)).toEqual([true, true])
  expect(read({ DATA_DIR: dataDir, SERVICE_API_KEY: large.SERVICE_API_KEY }).keys.isUnseen).toBe(false)
  noteKeyShown(dataDir)
  expect(read({ DATA_DIR: dataDir }).keys).toMatchObject({ isMade: true, isUnseen: false })
})

test('twenty who make the secrets of one folder at once agree on them and leave nothing else behind', async () => {
  const dataDir = folder()
  const script = `import { readOrMakeSecrets } from '${new URL('secrets.ts', import.meta.url).href}'
    console.log(JSON.stringify(readOrMakeSecrets(${JSON.stringify(dataDir)})))`
  const run = promisify(execFile)
  const said = await Promise.all(
    Array.from({ length: 20 }, () => run(process.execPath, ['--input-type=module', '-e', script])),
  )
  expect(new Set(said.map(({ stdout }) => stdout)).size).toBe(1)
  expect(readdirSync(dataDir)).toEqual(['secrets'])
}, 60_000)

test('a path that would not arrive as it stands, and a mapping that is no JSON, are refused', () => {
  expect(faultOf({ CALLBACK_SUMMARY_READY_PATH: '/a b?x#y' })).toContain('without blanks')
  const host = { RECIPROCITY_BACKEND_DB_URL: 'postgres://host@localhost/theirs' }
  expect(faultOf({ ...host, RECIPROCITY_BACKEND_DB_MAPPING: '{bad' })).toContain('it is no JSON')
})

test('a wrong mapping makes no secrets', () => {
  const dataDir = folder()
  const wrong = {
    RECIPROCITY_BACKEND_DB_URL: 'postgres://host@localhost/theirs',
    RECIPROCITY_BACKEND_DB_MAPPING: '{"users": 1}',
  }
  expect(faultOf({ DATA_DIR: dataDir, ...wrong })).toMatch(/not a mapping/u)
  expect(readdirSync(dataDir)).toEqual([])
})

test('a made key whose line was taken away is made anew and counts as unseen; the other secrets stay', () => {
  const dataDir = folder()
  const before = read({ DATA_DIR: dataDir })
  noteKeyShown(dataDir)
  const file = join(dataDir, 'secrets')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^SERVICE_API_KEY=.*\n/mu, ''))
  const after = read({ DATA_DIR: dataDir })
  expect(after.keys).toMatchObject({
    isMade: true,
    isUnseen: true,
    serviceApiKey: expect.stringMatching(/^rk_made_/u) as string,
  })
  expect(after.keys.serviceApiKey).not.toBe(before.keys.serviceApiKey)
  expect(after.tokens.secret).toBe(before.tokens.secret)
  expect(read({ DATA_DIR: dataDir }).keys).toEqual(after.keys)
  expect(statSync(file).mode & 0o077).toBe(0)
})

test('a damaged file of secrets is refused, not made anew', () => {
  const dataDir = folder()
  writeFileSync(join(dataDir, 'secrets'), 'SERVICE_API_KEY=\n')
  expect(faultOf({ DATA_DIR: dataDir })).toMatch(/is damaged/u)
  expect(readFileSync(join(dataDir, 'secrets'), 'utf8')).toBe('SERVICE_API_KEY=\n')
})

test.each(['/proc/reciprocity', '/proc/reciprocity/data'])(
  '%s, which can take no folder, is refused at once',
  (dataDir) => {
    expect(faultOf({ DATA_DIR: dataDir })).toBe('DATA_DIR must be a folder that this process may write in (ENOENT).')
  },
)

test('folders above the data folder are made, too', () => {
  const dataDir = join(folder(), 'one', 'two')
  read({ DATA_DIR: dataDir })
  expect(statSync(dataDir).mode & 0o077).toBe(0)
})

test.each(['RECIPROCITY_BACKEND_DB_URL', 'PROFILES_DATABASE_URL', 'MAIN_DATABASE_URL'])(
  'the host’s database, which %s names, is never taken for ours',
  (name) => {
    const same = { ...large, [name]: 'postgresql://other:pw@127.0.0.1:5432/ours?sslmode=require' }
    expect(faultOf(same)).toMatch(/^DATABASE_URL is the host's database/u)
    expect(faultOf(same)).toContain(`the same as ${name}`)
    expect(faultOf(same)).not.toContain('pw')
  },
)

test('a host may keep its people and its profiles in one database, or have profiles alone', () => {
  const url = 'postgres://host@localhost/theirs'
  const both = read({ RECIPROCITY_BACKEND_DB_URL: url, PROFILES_DATABASE_URL: url })
  expect([both.host?.url, both.profilesHost?.url]).toEqual([url, url])
  const { host, profilesHost } = read({ PROFILES_DATABASE_URL: url, PROFILES_SYNC_INTERVAL: '30s' })
  expect(host).toBeNull()
  expect(profilesHost).toMatchObject({ url, syncSeconds: 30, mapping: { profiles: { table: 'profiles' } } })
  expect(read({ PROFILES_DATABASE_URL: url }).profilesHost?.syncSeconds).toBe(300)
})

test('a mapping of the host’s profiles is read, and a wrong one is refused by its own name', () => {
  const url = { PROFILES_DATABASE_URL: 'postgres://host@localhost/theirs' }
  const mapping = JSON.stringify({ profiles: { table: 'app.members' }, blocks: null })
  expect(read({ ...url, PROFILES_DATABASE_MAPPING: mapping }).profilesHost?.mapping).toMatchObject({
    profiles: { table: 'app.members', id: 'id' },
    blocks: null,
  })
  expect(faultOf({ ...url, PROFILES_DATABASE_MAPPING: '{"profiles": 1}' })).toMatch(
    /^PROFILES_DATABASE_MAPPING is not a mapping/u,
  )
  expect(faultOf({ ...url, PROFILES_DATABASE_MAPPING: '/nowhere.json' })).toMatch(
    /^PROFILES_DATABASE_MAPPING names the file/u,
  )
})

test('keys of an issuer are not taken from just anybody', () => {
  expect(faultOf({ JWKS_URL: 'https://example.org/keys' })).toMatch(/JWT_ISSUER/u)
})

test('a mapping of the host’s tables is read from JSON or from a file', () => {
  const url = 'postgres://host@localhost/theirs'
  const mapping = JSON.stringify({ users: { table: 'app.members', id: 'key', onboarding_status: 'state' } })
  const file = join(folder(), 'mapping.json')
  writeFileSync(file, mapping)
  for (const given of [mapping, file]) {
    const settings = read({ RECIPROCITY_BACKEND_DB_URL: url, RECIPROCITY_BACKEND_DB_MAPPING: given })
    expect(settings.host?.mapping.users.table).toBe('app.members')
  }
  expect(faultOf({ RECIPROCITY_BACKEND_DB_URL: url, RECIPROCITY_BACKEND_DB_MAPPING: '{"users": 1}' })).toMatch(
    /not a mapping/u,
  )
  expect(faultOf({ RECIPROCITY_BACKEND_DB_URL: url, RECIPROCITY_BACKEND_DB_MAPPING: '/nowhere.json' })).toMatch(
    /cannot be read/u,
  )
})

test('a .env file is read, and the environment wins over it', () => {
  const here = folder()
  writeFileSync(join(here, '.env'), 'LOG_FORMAT=human\nNODE_ENV=nowhere\n')
  const environment = readEnvironment(here)
  expect(environment['LOG_FORMAT']).toBe('human')
  expect(environment['NODE_ENV']).toBe(process.env['NODE_ENV'])
  expect(readEnvironment(folder())['LOG_FORMAT']).toBe(process.env['LOG_FORMAT'])
})

test('an empty text is as good as none', () => {
  expect(read({ REDIS_URL: '', OPENAI_API_KEY: ' ' })).toMatchObject({
    redisUrl: undefined,
    models: { openai: { apiKey: null } },
  })
})

test.each([
  ['500ms', 0.5],
  ['2s', 2],
  ['15min', 900],
  ['1h', 3600],
  ['1.5 h', 5400],
  ['2d', 172_800],
])('%s lasts %d seconds', (text, seconds) => {
  expect(duration('2d').parse(text)).toBe(seconds)
})

test('no duration is longer than a timer of Node holds, and zero is none', () => {
  const names = [
    'SLOW_REQUEST',
    'SLOW_QUERY',
    'MATCHMAKING_INTERVAL',
    'WEBHOOK_TIMEOUT',
    'MODEL_TIMEOUT',
    'PROFILES_SYNC_INTERVAL',
  ] as const
  for (const name of names) {
    expect(settingList[name].kind.parse('25d'), name).toBeUndefined()
    expect(settingList[name].kind.parse('0s'), name).toBeUndefined()
    expect(settingList[name].kind.parse('1e9d'), name).toBeUndefined()
  }
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom('ms', 's', 'min', 'h', 'd'), (amount, unit) => {
      expect(duration('7d').parse(`${amount}${unit}`) ?? 1).toBeLessThanOrEqual(7 * 86_400)
    }),
  )
})

test('hosts of résumés may be pairs in every spelling that the reader of documents knows', () => {
  const pairs = ['files.example.org:8443', '[::1]:9000', '127.0.0.1:80']
  expect(read({ RESUME_ALLOWED_HOSTS: pairs.join(', ') }).documents.allowedHosts).toEqual(pairs)
})

test('a list is a JSON array, as the old deployments write it, or words between commas', () => {
  expect(list.parse('["http://localhost:3000"]')).toEqual(['http://localhost:3000'])
  expect(list.parse(' a , b ,')).toEqual(['a', 'b'])
  expect(list.parse('["a", 1]')).toBeUndefined()
  expect(list.parse('[broken')).toBeUndefined()
})

test('yes has several spellings, and so has no', () => {
  expect(['true', '1', 'YES', 'on'].map((text) => yesOrNo.parse(text))).toEqual([true, true, true, true])
  expect(['false', '0', 'No', 'off'].map((text) => yesOrNo.parse(text))).toEqual([false, false, false, false])
})

test('every fallback is a value of its own kind, and every setting says what it is for', () => {
  const { values } = readValues({})
  for (const [name, setting] of Object.entries(settingList)) {
    if ('fallback' in setting && setting.fallback !== undefined)
      expect(values[name as keyof typeof values], name).not.toBeUndefined()
    expect(setting.about, name).toMatch(/\.$/u)
  }
})
