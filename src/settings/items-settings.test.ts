import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { retiredSettings, settingList } from './list.ts'
import { readSettings } from './settings.ts'

const read = (environment: Record<string, string> = {}) =>
  readSettings({ DATA_DIR: mkdtempSync(join(tmpdir(), 'reciprocity-settings-')), ...environment })
const faultOf = (environment: Record<string, string>): string => {
  try {
    read(environment)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}
const host = 'postgres://host@localhost/gifts'
const ours = { SERVICE_API_KEY: 'a-key-of-sixteen-or-more', JWT_SECRET: 'a-secret-of-thirty-two-or-more-characters' }
const other = { diversity: 0.2, exploration: 0.1, sources: ['collaborative', 'popular'] }

/** The environment that the service before us is told, as its own defaults have it. */
const mySanta = {
  MAIN_DATABASE_URL: host,
  RECOMMENDATIONS_DATABASE_URL: 'postgres://ours@localhost/ours',
  RECOMMENDATIONS_REDIS_URL: 'redis://localhost/1',
  APP_ENV: 'production',
  DEBUG: 'false',
  LOG_LEVEL: 'warning',
  BASIC_AUTH_USERNAME: 'mysanta_service',
  BASIC_AUTH_PASSWORD: 'open sesame',
  CACHE_TTL_POPULAR: '900',
  CACHE_TTL_PERSONALIZED: '5',
  CACHE_TTL_USER_PROFILE: '14400',
  CACHE_KEY_PREFIX: 'v3',
  MAX_SIMILAR_USERS: '20',
  DEFAULT_PAGE_SIZE: '20',
  MAX_PAGE_SIZE: '100',
  POPULAR_ITEMS_REFRESH_MINUTES: '15',
  MAX_QUERY_TIME: '10',
  FULL_SYNC_QUERY_TIMEOUT: '300',
  APP_MODE: 'server',
}

test('without a word recommendations behave as they did, on our own tables', () => {
  expect(read()).toMatchObject({
    itemsHost: null,
    items: {
      pageSizes: { standard: 20, max: 100 },
      cacheSeconds: { popular: 900, personalised: 5 },
      staleSecondsMax: 600,
      fit: { intervalSeconds: 3600, budgetSeconds: 60, refreshSeconds: 60 },
      tastesIntervalSeconds: 1800,
      popularity: { refreshSeconds: 900, halfLifeDays: 30 },
      diversity: 0,
      exploration: { standard: 0.05, max: 0.2 },
      experiment: null,
      similarUsersMax: 20,
    },
  })
})

test('an environment of the old engine means the same, or a line says that a name means nothing any more', () => {
  const { notices, ...settings } = read({ ...mySanta, ...ours })
  expect(settings).toMatchObject({
    itemsHost: {
      url: host,
      syncSeconds: 60,
      querySeconds: 10,
      passQuerySeconds: 300,
      mapping: { items: { table: 'handpicked_presents', user_id: 'user_id' }, clicks: { id: null } },
    },
    database: { url: mySanta.RECOMMENDATIONS_DATABASE_URL },
    redisUrl: mySanta.RECOMMENDATIONS_REDIS_URL,
    edge: { environment: 'production' },
    log: { level: 'warn' },
    basicAccount: { username: 'mysanta_service', password: 'open sesame' },
    items: read().items,
  })
  expect([...settings.roles]).toEqual(['api'])
  expect(notices.map((line) => line.split(' ')[0])).toEqual(['DEBUG', 'CACHE_TTL_USER_PROFILE', 'CACHE_KEY_PREFIX'])
})

test('every figure of the old engine is heard', () => {
  const figures = {
    CACHE_TTL_POPULAR: '60',
    CACHE_TTL_PERSONALIZED: '0',
    MAX_SIMILAR_USERS: '7',
    DEFAULT_PAGE_SIZE: '5',
    MAX_PAGE_SIZE: '6',
    POPULAR_ITEMS_REFRESH_MINUTES: '2',
  }
  expect(read(figures).items).toMatchObject({
    cacheSeconds: { popular: 60, personalised: 0 },
    similarUsersMax: 7,
    pageSizes: { standard: 5, max: 6 },
    popularity: { refreshSeconds: 120 },
  })
  const periods = {
    MAIN_DATABASE_URL: host,
    MAX_QUERY_TIME: '3',
    FULL_SYNC_QUERY_TIMEOUT: '30',
    MAIN_SYNC_INTERVAL: '5s',
  }
  expect(read(periods).itemsHost).toMatchObject({ querySeconds: 3, passQuerySeconds: 30, syncSeconds: 5 })
})

test('DATABASE_URL and REDIS_URL outdo the names of the old engine, and a line says so', () => {
  const { database, redisUrl, notices } = read({
    ...mySanta,
    ...ours,
    DATABASE_URL: 'postgres://ours@localhost/new',
    REDIS_URL: 'redis://localhost/9',
  })
  expect([database.url, redisUrl]).toEqual(['postgres://ours@localhost/new', 'redis://localhost/9'])
  expect(notices).toContain('RECOMMENDATIONS_DATABASE_URL has nothing left to do: DATABASE_URL is given.')
  expect(notices).toContain('RECOMMENDATIONS_REDIS_URL has nothing left to do: REDIS_URL is given.')
  expect(notices.join()).not.toContain('localhost')
})

test('an old name of our database leads to a host’s as little as the new one', () => {
  expect(
    faultOf({ ...ours, MAIN_DATABASE_URL: host, RECOMMENDATIONS_DATABASE_URL: `${host}?sslmode=require` }),
  ).toMatch(/^DATABASE_URL is the host's database \(the same as MAIN_DATABASE_URL\)/u)
})

test('a mode is a role, ROLES counts for more, and what is a command now is named', () => {
  expect([...read({ APP_MODE: 'worker' }).roles]).toEqual(['worker'])
  expect([...read({ APP_MODE: 'Server' }).roles]).toEqual(['api'])
  const both = read({ APP_MODE: 'server', ROLES: 'api,worker' })
  expect([[...both.roles], both.notices]).toEqual([
    ['api', 'worker'],
    ['APP_MODE has nothing left to do: ROLES is given.'],
  ])
  for (const mode of ['oneshot', 'test'])
    expect(faultOf({ APP_MODE: mode })).toMatch(/^APP_MODE must be server or worker .*items sync --full.*npm test/u)
})

test('a password that everybody knows is refused in one sentence, and a name with a colon, too', () => {
  expect(faultOf({ BASIC_AUTH_PASSWORD: 'change_me_in_production' })).toBe(
    'BASIC_AUTH_PASSWORD is the default of old deployments, which everybody knows: give another one.',
  )
  expect(faultOf({ BASIC_AUTH_USERNAME: 'a:b' })).toBe(
    'BASIC_AUTH_USERNAME must be a name without a colon; it is "a:b".',
  )
  expect(read({ BASIC_AUTH_USERNAME: 'somebody' }).basicAccount).toBeNull()
  expect(read({ BASIC_AUTH_PASSWORD: 'x' }).basicAccount).toEqual({ username: 'mysanta_service', password: 'x' })
})

test('an experiment has a name, a share and a variant', () => {
  const named = { EXPERIMENT_NAME: 'wider', EXPERIMENT_VARIANT: JSON.stringify(other) }
  expect(read(named).items.experiment).toEqual({ name: 'wider', share: 0.5, variant: other })
  expect(read({ ...named, EXPERIMENT_SHARE: '0', EXPERIMENT_VARIANT: '{}' }).items.experiment).toEqual({
    name: 'wider',
    share: 0,
    variant: {},
  })
})

test.each([
  [{ DEFAULT_PAGE_SIZE: '50', MAX_PAGE_SIZE: '20' }, 'DEFAULT_PAGE_SIZE is more than MAX_PAGE_SIZE.'],
  [{ EXPLORATION: '0.5' }, 'EXPLORATION is more than EXPLORATION_MAX.'],
  [
    { EXPERIMENT_NAME: 'wider', EXPERIMENT_VARIANT: '{"exploration": 0.3}' },
    'EXPERIMENT_VARIANT asks for more exploration than EXPLORATION_MAX.',
  ],
  [
    { EXPERIMENT_VARIANT: '{}' },
    'EXPERIMENT_VARIANT is set without EXPERIMENT_NAME, under which the two are compared.',
  ],
  [{ EXPERIMENT_NAME: 'wider' }, 'EXPERIMENT_NAME is set without EXPERIMENT_VARIANT: the two would be the same.'],
])('%j is refused: %s', (environment, sentence) => {
  expect(faultOf(environment)).toBe(sentence)
})

test.each([
  ['EXPERIMENT_VARIANT', '{bad'],
  ['EXPERIMENT_VARIANT', '[]'],
  ['EXPERIMENT_VARIANT', '{"diversity": 1.1}'],
  ['EXPERIMENT_VARIANT', '{"sources": []}'],
  ['EXPERIMENT_VARIANT', '{"sources": ["magic"]}'],
  ['EXPERIMENT_VARIANT', '{"colour": 1}'],
  ['EXPERIMENT_NAME', 'Two words'],
  ['EXPERIMENT_SHARE', '1.1'],
  ['DIVERSITY', '-0.1'],
  ['EXPLORATION', 'NaN'],
  ['MAX_PAGE_SIZE', '0'],
  ['MAX_QUERY_TIME', '0'],
  ['MAX_QUERY_TIME', '10s'],
  ['CACHE_TTL_POPULAR', '-1'],
  ['POPULAR_ITEMS_REFRESH_MINUTES', '0'],
  ['POPULAR_HALF_LIFE', '0s'],
  ['FIT_BUDGET', '2h'],
  ['STALE_MAX', '600'],
])('%s=%s is refused by its name', (name, given) => {
  expect(faultOf({ [name]: given })).toMatch(new RegExp(`^${name} must be `, 'u'))
})

test('a mapping of the host’s items is read, and a wrong one is refused by its own name', () => {
  const given = { items: { table: 'shop.things', title: 'name', geo_id: null }, clicks: null }
  const { itemsHost } = read({ MAIN_DATABASE_URL: host, MAIN_DATABASE_MAPPING: JSON.stringify(given) })
  expect(itemsHost?.mapping).toMatchObject({
    items: { table: 'shop.things', id: 'id', title: 'name', geo_id: null, status: 'status' },
    likes: { table: 'handpicked_likes', item_id: 'handpicked_present_id' },
    clicks: null,
  })
  expect(faultOf({ MAIN_DATABASE_URL: host, MAIN_DATABASE_MAPPING: '{"items": {"tittle": "name"}}' })).toMatch(
    /^MAIN_DATABASE_MAPPING is not a mapping/u,
  )
})

test('every name that the old engine knew is a setting, an old name of one, or said to mean nothing', () => {
  const known = Object.entries(settingList).flatMap(([name, setting]) => [
    name,
    ...('aliases' in setting ? (setting.aliases ?? []) : []),
    ...('standIns' in setting ? (setting.standIns ?? []) : []),
  ])
  expect(Object.keys(mySanta).filter((name) => !known.includes(name) && !(name in retiredSettings))).toEqual([])
})
