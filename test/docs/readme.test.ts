/** The README is run: every command of it, in order, against a server that starts with nothing. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings } from '../../src/settings/index.ts'
import { fencesOf, localLinksOf, readPage, repository } from '../support/pages.ts'
import { emptyFolder, startServer } from '../support/shell.ts'
import type { RunningServer } from '../support/shell.ts'
import { lastJsonOf, shownIn } from '../support/shown.ts'
import { runSteps, stepsOf } from '../support/steps.ts'
import type { PrintedStep } from '../support/steps.ts'

const page = await readPage('README.md')
const fences = fencesOf(page)

/** Starting, installing and testing is what this test is itself in the middle of. */
const isMapped = (line: string): boolean => /^npm (?:install|start|test)\b/u.test(line)

/** What stands beside the demo is run beside the demo, by another test. */
const isOfDemo = (commands: string): boolean => commands.includes('data/demo/')

let folder: Awaited<ReturnType<typeof emptyFolder>>
let server: RunningServer
let steps: readonly PrintedStep[] = []

beforeAll(async () => {
  folder = await emptyFolder()
  server = await startServer(folder.path)
  const runnable = stepsOf(page, server.address).flatMap((step) => {
    const commands = step.commands
      .split('\n')
      .filter((line) => !isMapped(line))
      .join('\n')
    return commands === '' || isOfDemo(commands) ? [] : [{ ...step, commands }]
  })
  steps = await runSteps(runnable, { folder: folder.path })
}, 300_000)

afterAll(async () => {
  await server?.stop()
  await folder?.remove()
})

const stepWith = (words: string): PrintedStep => {
  const step = steps.find(({ commands }) => commands.includes(words))
  if (!step) throw new Error(`No block of the README holds "${words}".`)
  return step
}

test('the two commands that open the README are the two that everybody needs', () => {
  const [start, run] = fences
  expect(start?.text).toMatch(/^npm install && npm start\b/u)
  expect(run?.text).toMatch(/^npm install && npm test\b/u)
})

test('every command of the README succeeds, in the order in which it stands there', () => {
  expect(steps.length).toBeGreaterThan(15)
  expect(steps.map(({ printed }) => printed).filter((text) => text.includes('"code":'))).toEqual([])
})

test('what the README shows is what the server answers', () => {
  const shown = steps.filter((step) => step.shown !== undefined)
  expect(shown.length).toBeGreaterThanOrEqual(3)
  for (const step of shown) expect(shownIn(step.shown, lastJsonOf(step.printed))).toEqual([])
})

interface Matches {
  readonly requirements_matches: readonly {
    readonly user_id: string
    readonly match_id: string
    readonly mutual_score: number
    readonly reasons: readonly { readonly mine: string; readonly theirs: string }[]
  }[]
}

test('the two who need each other see the same pair from both sides, with their own sentences as reasons', () => {
  const [mine] = (lastJsonOf(stepWith('matching/mira/requirements-matches').printed) as Matches).requirements_matches
  const [theirs] = (lastJsonOf(stepWith('matching/tom/requirements-matches').printed) as Matches).requirements_matches
  expect([mine?.user_id, theirs?.user_id]).toEqual(['tom', 'mira'])
  expect(mine?.match_id).toBe(theirs?.match_id)
  expect(mine?.mutual_score).toBe(theirs?.mutual_score)
  for (const { mine: said, theirs: heard } of [...(mine?.reasons ?? []), ...(theirs?.reasons ?? [])]) {
    expect(page).toContain(said)
    expect(page).toContain(heard)
  }
})

test('the key is made at the first start, readable by its owner alone, and no log holds it', () => {
  const file = join(folder.path, 'data/secrets')
  const { SERVICE_API_KEY: key = '' } = parseEnv(readFileSync(file, 'utf8'))
  expect(key).toMatch(/^rk_made_/u)
  expect(server.output()).not.toContain(key)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

/** The model's runtime keeps an id and reports to its maker, unless it is told not to: it would leave a folder here. */
test('nothing is written outside the data folder, and no library reports home', () => {
  expect(readdirSync(folder.path)).toEqual(['data'])
})

test('the settings that the README shows for several machines are good settings', () => {
  const [block] = fences.filter(({ language }) => language === 'ini')
  const settings = readSettings(parseEnv(block?.text ?? ''))
  expect(settings.database.url).toMatch(/^postgres:/u)
  expect(settings.webhooks.secrets).toHaveLength(1)
  expect(settings.redisUrl).toMatch(/^redis:/u)
})

test('every page that the README names is there', () => {
  const links = localLinksOf(page)
  expect(links.length).toBeGreaterThan(8)
  const missing = links.filter((link) => !statSync(new URL(link, repository), { throwIfNoEntry: false }))
  expect(missing).toEqual([])
})
