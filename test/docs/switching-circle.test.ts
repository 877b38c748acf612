/** The page for those who come from Circle ML matching: its settings are known, its clients run as they stand. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSettings, settingList } from '../../src/settings/index.ts'
import { serviceKey, testHouse } from '../support/house.ts'
import type { TestHouse } from '../support/house.ts'
import { fencesOf, readPage, sectionOf, tableRowsOf } from '../support/pages.ts'
import { takePeople } from '../support/searching.ts'
import { emptyFolder } from '../support/shell.ts'

const page = await readPage('docs/switching/circle.md')

/** Every setting that Circle ML matching and the server before it read, with a value as they had it. */
const oldSettings = {
  SUPABASE_URL: 'https://circle.example',
  SUPABASE_SERVICE_ROLE_KEY: 'a-role-key',
  INTERNAL_API_KEY: 'a-key-of-16-characters',
  SERVICE_PORT: '8090',
  INACTIVE_DAYS: '45',
  ML_SERVICE_URL: 'http://localhost:8090',
  TOGETHER_AI_API_KEY: 'a-key',
  JWT_SECRET: 'x'.repeat(32),
}

describe('the settings of the page', () => {
  test('every old one has its line', () => {
    const listed = tableRowsOf(sectionOf(page, 'Settings')).flatMap(([old = '']) =>
      [...old.matchAll(/`([A-Z_]+)`/gu)].map(([, name]) => name),
    )
    expect(Object.keys(oldSettings).filter((name) => !listed.includes(name))).toEqual([])
  })

  test('every new one is a setting', () => {
    const named = [...page.matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/gu)].map(([, name = '']) => name)
    const known = new Set([...Object.keys(settingList), ...Object.keys(oldSettings)])
    expect(named.length).toBeGreaterThan(15)
    expect(named.filter((name) => !known.has(name))).toEqual([])
  })

  test('an old file of settings is read as it is, with a line for each that has no meaning left', () => {
    const settings = readSettings(oldSettings)
    const without = ['SUPABASE_URL', 'SUPABASE_SERVICE_ROLE_KEY', 'ML_SERVICE_URL', 'TOGETHER_AI_API_KEY']
    const told = settings.notices.map((notice) => notice.split(' ')[0])
    expect(without.filter((name) => !told.includes(name))).toEqual([])
  })
})

const clients = fencesOf(sectionOf(page, 'Client')).filter(({ language }) => language === 'js')
const clientWith = (words: string): string => clients.find(({ text }) => text.includes(words))?.text ?? ''

let house: TestHouse
let folder: Awaited<ReturnType<typeof emptyFolder>>

beforeAll(async () => {
  folder = await emptyFolder()
  house = await testHouse()
  await takePeople(house.call, [
    { user_id: 'mira', age: 30, interests: ['Climbing'] },
    { user_id: 'bo', age: 28, about: 'I teach climbing.', offers: ['Climbing lessons'] },
  ])
})
afterAll(async () => {
  await house?.stop()
  await folder?.remove()
})

/** What a client of the page prints when a program asks it, in an environment of its own. */
async function printedBy(client: string, asking: string, environment: Readonly<Record<string, string>>) {
  const file = join(folder.path, 'client.mjs')
  await writeFile(file, `${client}\n${asking}`)
  const child = spawn(process.execPath, [file], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (printed += text))
  await once(child, 'close')
  return printed.trim()
}

describe('the clients of the page', () => {
  const ask = (client: string, asking: string): Promise<string> =>
    printedBy(client, asking, { RECIPROCITY_URL: house.address, RECIPROCITY_KEY: serviceKey })

  test('the new one finds people, with the score and the reasons', async () => {
    const asking = `const [first] = await findPeople('mira', 'somebody who teaches climbing')
      console.log(first.id, first.match_score > 0, first.factors.length > 0)`
    expect(await ask(clientWith('RECIPROCITY_URL'), asking)).toBe('bo true true')
  })

  test('the new one fails with the sentence of the answer where the service fails', async () => {
    const asking = `await findPeople('nobody', 'climbing').catch((error) => console.log(error.message))`
    const { body } = await house.call('POST', '/api/ml/match', { user_id: 'nobody', prompt: 'climbing' })
    expect(body['error']).toMatch(/\.$/u)
    expect(await ask(clientWith('RECIPROCITY_URL'), asking)).toBe(body['error'])
  })

  test('the old one goes on working at the new address with a key of ours', async () => {
    const asking = `const response = await findPeople('mira', 'somebody who teaches climbing')
      const answer = await response.json()
      console.log(response.status, answer.success, answer.matches.map(({ id }) => id).join())`
    const environment = { ML_SERVICE_URL: house.address, INTERNAL_API_KEY: serviceKey }
    expect(await printedBy(clientWith('ML_SERVICE_URL'), asking, environment)).toBe('200 true bo')
  })
})
