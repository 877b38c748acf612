/** The page for those who come from the MySanta engine: its settings are known, its routes are there, its client runs as it stands. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSettings, settingList } from '../../src/settings/index.ts'
import { testHouse } from '../support/house.ts'
import type { TestHouse } from '../support/house.ts'
import { fencesOf, readPage, sectionOf, tableRowsOf } from '../support/pages.ts'
import { emptyFolder, runBlocks } from '../support/shell.ts'

const page = await readPage('docs/switching/mysanta.md')

/** Every setting that the engine read, with a value as it had it. */
const oldSettings = {
  MAIN_DATABASE_URL: 'postgres://rails@localhost/mysanta',
  RECOMMENDATIONS_DATABASE_URL: 'postgres://engine@localhost/recommendations',
  RECOMMENDATIONS_REDIS_URL: 'redis://localhost:6379/1',
  APP_ENV: 'production',
  DEBUG: 'false',
  LOG_LEVEL: 'info',
  BASIC_AUTH_USERNAME: 'mysanta_service',
  BASIC_AUTH_PASSWORD: 'not the default one',
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
  USE_ITEM_BASED_SIMILARITY: 'true',
}
const overriding = ['DATABASE_URL', 'REDIS_URL']

describe('the settings of the page', () => {
  const rows = tableRowsOf(sectionOf(page, 'Settings'))

  test('every old one has its line', () => {
    const listed = rows.flatMap(([old = '']) => [...old.matchAll(/`([A-Z_]+)`/gu)].map(([, name]) => name))
    expect([...Object.keys(oldSettings), ...overriding].filter((name) => !listed.includes(name))).toEqual([])
  })

  test('every new one is a setting', () => {
    const named = [...page.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/gu)].map(([, name = '']) => name)
    const known = new Set([...Object.keys(settingList), ...Object.keys(oldSettings)])
    expect(named.length).toBeGreaterThan(30)
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  test('an old file of settings is read as it is, with a line for each that has no meaning left', () => {
    const secrets = { SERVICE_API_KEY: 'a-key-of-16-characters', JWT_SECRET: 'x'.repeat(32) }
    const told = readSettings({ ...oldSettings, ...secrets }).notices.map((notice) => notice.split(' ')[0])
    const without = rows.filter(([, now]) => now === 'nothing').map(([old = '']) => old.replaceAll('`', ''))
    expect(without.length).toBeGreaterThan(2)
    expect(told.toSorted()).toEqual(without.toSorted())
  })

  test('the default password of before is refused', () => {
    expect(() => readSettings({ BASIC_AUTH_PASSWORD: 'change_me_in_production' })).toThrow(/BASIC_AUTH_PASSWORD/u)
  })
})

describe('the routes of the page', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await testHouse({ BASIC_AUTH_PASSWORD: oldSettings.BASIC_AUTH_PASSWORD })
  })
  afterAll(() => house?.stop())

  test('S1 to S9 are there under their scopes', async () => {
    const rows = tableRowsOf(sectionOf(page, 'Routes')).filter(([name]) => /^S\d$/u.test(name ?? ''))
    expect(rows.map(([name]) => name)).toEqual(Array.from({ length: 9 }, (_, at) => `S${at + 1}`))
    const { body } = await house.call<{ paths: Record<string, Record<string, object>> }>('GET', '/openapi.json')
    for (const [name, route = '', scope = ''] of rows) {
      const [method = '', path = ''] = route.replaceAll('`', '').split(' ')
      const described = JSON.stringify(body.paths[path]?.[method.toLowerCase()])
      expect(described, name).toMatch(/responses/u)
      if (scope !== 'open') expect(described, name).toContain(scope.replaceAll('`', ''))
    }
  })

  test('every line of the client works at the new address', async () => {
    const folder = await emptyFolder()
    const blocks = fencesOf(sectionOf(page, 'Client')).filter(({ language }) => language === 'sh')
    const prelude = `ENGINE=${house.address} BASIC_AUTH_PASSWORD='${oldSettings.BASIC_AUTH_PASSWORD}'`
    const printed = (
      await runBlocks(
        blocks.map(({ text }) => text),
        { folder: folder.path, prelude },
      )
    ).join('\n')
    await folder.remove()
    for (const part of [
      '"algorithm_used":"popular"',
      '"algorithm_used":"popular_fallback"',
      '"gender":"f"',
      '"accepted":1',
    ])
      expect(printed).toContain(part)
    expect(printed.match(/"status":"success"/gu)).toHaveLength(2)
    expect(printed).not.toContain('"code"')
  })
})

test('every fault of the list has its line here and its test', async () => {
  const numbers = Array.from({ length: 22 }, (_, at) => at + 1)
  const listed = tableRowsOf(sectionOf(page, 'What was wrong')).map(([number]) => Number(number))
  expect(listed).toEqual(numbers)
  const tests = await readPage('test/journeys/items-faults.test.ts')
  const titles = [...tests.matchAll(/^ *(?:test|\]\))\('([^']*)'/gmu)].map(
    ([, title = '']) => title.split('. ')[0] ?? '',
  )
  const proven = new Set(titles.flatMap((beginning) => beginning.split(' and ').map(Number)))
  expect(numbers.filter((number) => !proven.has(number))).toEqual([])
})
