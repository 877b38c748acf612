/** `npm start -- --demo`, as the README offers it: a world that is there, and lines that work. */
import { readdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/jobs.ts'
import { emptyFolder, runBlocks, startServer } from '../support/shell.ts'
import type { RunningServer } from '../support/shell.ts'
import { fencesOf, readPage } from '../support/pages.ts'
import { lastJsonOf, shownIn } from '../support/shown.ts'
import { runSteps, stepsOf } from '../support/steps.ts'

/** Whoever tries the demo where the product is at work: none of this may be touched. */
const OPERATORS = `SERVICE_API_KEY=a-key-of-the-operator
RECIPROCITY_BACKEND_URL=http://127.0.0.1:9/api
OPENAI_BASE_URL=http://127.0.0.1:9/v1
`

let folder: Awaited<ReturnType<typeof emptyFolder>>
let server: RunningServer
let lines: readonly string[] = []

beforeAll(async () => {
  folder = await emptyFolder()
  await writeFile(join(folder.path, '.env'), OPERATORS)
  server = await startServer(folder.path, { DATABASE_URL: 'postgres://ours@127.0.0.1:1/ours' }, [
    '--demo',
    '--roles=api',
  ])
  await eventually(() => server.output().includes('gifts lie on the shelf'), 180_000)
  lines = server
    .output()
    .split('\n')
    .flatMap((line) => (line.startsWith('  ') ? [line.trim()] : []))
}, 300_000)

afterAll(async () => {
  await server?.stop()
  await folder?.remove()
})

test('the demo lives in a folder of its own', () => {
  expect(readdirSync(join(folder.path, 'data'))).toEqual(['demo'])
})

test('what is set for the product beside it is not used, and the demo says so in one line', () => {
  expect(server.output()).toMatch(/The demo does not use .*ROLES.*DATABASE_URL.*: it keeps to itself\./u)
})

test('every line that the demo prints works, for the service and for a member', async () => {
  expect(lines.length).toBeGreaterThanOrEqual(4)
  expect(lines.some((line) => line.includes('Authorization: Bearer'))).toBe(true)
  const printed = await runBlocks(lines, { folder: folder.path })
  const answers = printed.filter((_, index) => lines[index]?.startsWith('curl '))
  expect(answers.length).toBe(8)
  for (const answer of answers) expect(JSON.parse(answer)).not.toHaveProperty('code')
})

test('what it prints holds no key, for it may be read by more people than the folder', () => {
  expect(server.output()).not.toMatch(/rk_made_|eyJ/u)
})

test('whoever looks first sees somebody who fits, with reasons', async () => {
  const [key = '', line = ''] = lines
  const [, printed = ''] = await runBlocks([key, line], { folder: folder.path })
  const { requirements_matches: matches } = JSON.parse(printed) as { requirements_matches: { reasons: unknown[] }[] }
  expect(matches.length).toBeGreaterThan(0)
  expect(matches[0]?.reasons.length).toBeGreaterThan(0)
})

test('a sentence finds people in the demo, with parts that add up to the score', async () => {
  const [key = ''] = lines
  const line = lines.find((one) => one.includes('/api/v1/people/search')) ?? ''
  const [, printed = ''] = await runBlocks([key, line], { folder: folder.path })
  const { matches } = JSON.parse(printed) as {
    matches: { id: string; match_score: number; factors: { points: number }[] }[]
  }
  expect(matches.map(({ id }) => id).slice(0, 2)).toEqual(['anna', 'sven'])
  for (const { match_score: score, factors } of matches)
    expect(factors.reduce((sum, { points }) => sum + Math.round(points * 100), 0)).toBe(Math.round(score * 100))
})

/** The differences between what a page shows and what is answered, of those commands that the page says of the demo. */
async function untruthsOf(page: string, isMeant: (commands: string) => boolean): Promise<readonly string[]> {
  const steps = stepsOf(page, server.address).filter(({ commands }) => isMeant(commands))
  const printed = await runSteps(steps, { folder: folder.path })
  const shown = printed.filter((step) => step.shown !== undefined)
  expect(shown.length).toBeGreaterThan(0)
  return shown.flatMap((step) => shownIn(step.shown, lastJsonOf(step.printed)))
}

test('the commands of the README beside the demo find whom and what they show, for the reasons that they show', async () => {
  const isOfDemo = (commands: string): boolean => commands.includes('data/demo/')
  const readme = await readPage('README.md')
  const blocks = fencesOf(readme).filter(({ text }) => isOfDemo(text))
  expect(blocks.map(({ text }) => text.match(/\bcurl /gu)?.length)).toEqual([1, 3])
  const points = [...readme.matchAll(/"points": ([\d.]+)/gu)].map(([, figure]) => Math.round(Number(figure) * 100))
  const [, score] = /"match_score": ([\d.]+)/u.exec(readme) ?? []
  expect(points.reduce((sum, cents) => sum + cents, 0)).toBe(Math.round(Number(score) * 100))
  expect(await untruthsOf(readme, isOfDemo)).toEqual([])
})

test.each(['docs/search.md', 'docs/recommending.md'])('every example of %s is answered as it shows', async (page) => {
  expect(await untruthsOf(await readPage(page), () => true)).toEqual([])
})

/** For each of them, who was made up to meet the need. */
const meant = {
  mira: 'ines tomas',
  tomas: 'mira',
  ines: 'mira',
  bela: 'oksana',
  oksana: 'bela',
  kofi: 'lena',
  lena: 'kofi',
  yusuf: 'anna',
  anna: 'yusuf',
  pavel: 'ruth',
  ruth: 'pavel',
  sven: 'ruth',
}

test('everybody sees first who was meant for them, quoted for what they need', async () => {
  const [key = '', line = ''] = lines
  for (const [id, others] of Object.entries(meant)) {
    const [, printed = ''] = await runBlocks([key, line.replace('/mira/', `/${id}/`)], { folder: folder.path })
    const { requirements_matches: matches } = JSON.parse(printed) as {
      requirements_matches: { user_id: string; reasons: unknown[] }[]
    }
    const wanted = others.split(' ')
    expect([id, matches.slice(0, wanted.length).map((match) => match.user_id)]).toEqual([id, wanted])
    for (const match of matches) expect(match.reasons.length).toBeGreaterThan(0)
  }
})
