import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readSettings } from '../settings/index.ts'
import { runCommand } from './commands.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'reciprocity-evaluating-'))))
afterAll(() => rm(folder, { recursive: true }))

const settings = readSettings({
  DATABASE_URL: 'postgres://nobody@localhost/nowhere',
  SERVICE_API_KEY: 'a-key-of-sixteen-or-more',
  JWT_SECRET: 'a-secret-of-thirty-two-or-more-characters',
  FIT_BUDGET: '1s',
})
const never = () => Promise.reject(new Error('a database was asked for'))
const told: string[] = []
const run = (...args: string[]) =>
  runCommand(['evaluate', 'items', ...args], async () => ({
    settings,
    db: never,
    dbAsItIs: never,
    items: never,
    tell: (line) => void told.push(line),
  }))

async function likes(): Promise<string> {
  const path = join(folder, 'likes.txt')
  const lines = Array.from({ length: 60 }, (_, row) => {
    const circle = (row % 3) * 10
    return [row, ...[0, 1, 2, 3, 4, 5].map((at) => circle + ((row + at) % 8))].join(' ')
  })
  await writeFile(path, lines.join('\n'))
  return path
}

test('a file is evaluated without a database, and the table is printed with how it was got', async () => {
  const { lines, exitCode } = await run('--interactions', await likes(), '--k', '5')
  expect(exitCode).toBe(0)
  expect(lines[0]).toMatch(/^60 people, 24 items; learnt from \d+, to be found \d+ \(split: random, seed 1\)\./u)
  expect(lines.join('\n')).toMatch(/engine +recall@5 +ndcg@5 +map@5 +hits@5 +coverage@5 +novelty@5/u)
  expect(lines.join('\n')).toMatch(/reciprocity +(?:0\.\d{4}|1\.0000) ±/u)
  expect(told.join('\n')).toContain('Ranking 24 items')
})

test('as JSON it can be read by a program, and nothing else is printed', async () => {
  told.length = 0
  const { lines, exitCode } = await run('--interactions', await likes(), '--json', '--seed', '7')
  expect(exitCode).toBe(0)
  const report = JSON.parse(lines.join('\n')) as { data: unknown; slices: { engines: { ndcg: { mean: number } }[] }[] }
  expect(report.data).toMatchObject({ people: 60, items: 24, seed: 7, k: 20 })
  expect(report.slices[0]?.engines[0]?.ndcg.mean).toBeGreaterThan(0)
  expect(told).toEqual([])
})

test.each([
  [['--interactions', '/nowhere/likes.csv'], 'There is no file /nowhere/likes.csv.'],
  [['--interactions', 'x', '--k', '0'], '--k is a whole number from 1 to 1000.'],
  [['--interactions', 'x', '--k', '1e3'], '--k is a whole number from 1 to 1000.'],
  [['--interactions', 'x', '--seed', '-1'], '--seed is a whole number from 0 to 4294967295.'],
  [['--interactions', 'x', '--split', 'by hand'], '--split is one of: temporal, leave-last, random.'],
  [['--interactions', 'x', '--liked-from', 'much'], '--liked-from is a number.'],
])('%j fails with one sentence', async (args, sentence) => {
  expect(await run(...args)).toEqual({ lines: [sentence], exitCode: 1 })
})

test('an empty file fails with one sentence', async () => {
  const path = join(folder, 'empty.csv')
  await writeFile(path, '')
  expect(await run('--interactions', path)).toEqual({ lines: [`${path} is empty.`], exitCode: 1 })
})

test('without a file the command says what it wants', async () => {
  const { lines, exitCode } = await run()
  expect(exitCode).not.toBe(0)
  expect(lines.join('\n')).toContain('--interactions')
})
