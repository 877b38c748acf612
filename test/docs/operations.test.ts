/** The operator's page is done: every command of it, with a server and without one. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fencesOf, readPage, sectionOf } from '../support/pages.ts'
import { quickFlags } from '../support/quick-start.ts'
import { emptyFolder, runBlocks, startServer } from '../support/shell.ts'
import type { RunningServer } from '../support/shell.ts'

const page = await readPage('docs/operations.md')
const commands = fencesOf(sectionOf(page, 'Commands'))
  .filter(({ language }) => language === 'sh')
  .map(({ text }) => text)

let folder: Awaited<ReturnType<typeof emptyFolder>>
let server: RunningServer

beforeAll(async () => {
  folder = await emptyFolder()
  server = await startServer(folder.path)
}, 300_000)

afterAll(async () => {
  await server?.stop()
  await folder?.remove()
})

const keyOf = (printed: string): string => /^rk_\w+$/mu.exec(printed.replaceAll('-', '_'))?.[0] ?? ''

test('every command of the page works while a server runs', async () => {
  const blocks = commands.map((text) => text.replaceAll('http://127.0.0.1:8000', server.address))
  const printed = await runBlocks(blocks, { folder: folder.path })
  const all = printed.join('\n')
  expect(keyOf(all)).not.toBe('')
  expect(all).toContain('Usage: reciprocity')
  expect(all).toMatch(/Billing {2}people:read,people:write {2}active/u)
  expect(all).toMatch(/Key \w{8} is revoked\./u)
  const token = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/mu.exec(all)?.[0] ?? ''
  const asMira = (path: string) => fetch(`${server.address}${path}`, { headers: { authorization: `Bearer ${token}` } })
  expect([(await asMira('/api/v1/user/mira')).status, (await asMira('/api/v1/user/tom')).status]).toEqual([404, 403])
  expect(all).toMatch(/0001-edge {2}applied/u)
  expect(all).toContain('"status":"ready"')
  expect(all).toContain('reciprocity_job_queue_length')
  expect(all).toContain('"status":"queued"')
}, 300_000)

/** What npm starts, without the second that npm itself takes. */
const WITHOUT_NPM = `npm() { shift 4; node ${quickFlags.join(' ')} "$REPOSITORY/src/cli.ts" "$@"; }`

test('the same commands work by themselves, on a folder that nothing has run in', async () => {
  const bare = await emptyFolder()
  try {
    const lines = commands.flatMap((text) => text.split('\n'))
    const offline = lines.filter((line) => line.includes('npm run') && !line.includes('--help'))
    const printed = await runBlocks([offline.join('\n')], { folder: bare.path, prelude: WITHOUT_NPM })
    expect(printed[0]).toMatch(/Key \w{8} is revoked\./u)
    expect(existsSync(join(bare.path, 'data/owner.lock'))).toBe(false)
  } finally {
    await bare.remove()
  }
}, 300_000)

test('every symptom has something to look at and something to do', () => {
  const rows = sectionOf(page, 'When something is wrong')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| symptom'))
  expect(rows.length).toBeGreaterThan(15)
  for (const row of rows)
    expect(
      row.split(' | ').every((cell) => cell.trim().length > 3),
      row,
    ).toBe(true)
})
