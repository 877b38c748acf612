import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { plantedLikes, tiny } from '../../../test/support/planted-likes.ts'
import type { PlantedLikes } from '../../../test/support/planted-likes.ts'
import { evaluateItems } from './evaluate.ts'
import type { EvaluationQuestion } from './evaluation-data.ts'
import { printReport } from './evaluation-report.ts'
import type { EvaluationReport } from './evaluation-report.ts'
import type { EngineName, SliceFigures } from './figures.ts'

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'reciprocity-evaluate-'))))
afterAll(() => rm(folder, { recursive: true }))

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, text)
  return path
}

const told: string[] = []
const evaluate = (question: Partial<EvaluationQuestion> & Pick<EvaluationQuestion, 'interactions'>) =>
  evaluateItems(
    { k: 20, seed: 1, ...question },
    {
      budgetSeconds: 1,
      halfLifeDays: 365,
      tell: (line) => void told.push(line),
      openEmbed: async () => ({
        embed: async (texts) =>
          texts.map((text) => Float32Array.from({ length: 384 }, (_, at) => (at === text.length % 384 ? 1 : 0))),
        close: async () => void told.push('closed'),
      }),
    },
  )

const csvOf = ({ events }: PlantedLikes): string =>
  [
    'user_id,item_id,type,time',
    ...Array.from(
      events.rows,
      (row, at) => `u${row},i${events.columns[at]},like,${1.6e9 + (events.times[at] as number)}`,
    ),
  ].join('\n')

const usersOf = ({ groups }: PlantedLikes): string =>
  ['id,gender,age_group', ...Array.from(groups.cells, (cell, row) => `u${row},g${cell % 2},a${cell % 3}`)].join('\n')

const figureOf = ({ engines }: SliceFigures, name: EngineName) => engines.find(({ engine }) => engine === name)
const everybody = ({ slices }: EvaluationReport): SliceFigures => slices[0] as SliceFigures

test('on planted data the plant is recovered, whichever way it is split, and that is said', async () => {
  const interactions = await file('planted.csv', csvOf(plantedLikes()))
  for (const split of ['random', 'leave-last'] as const) {
    const report = await evaluate({ interactions, split })
    const [ours, popular] = (['ours', 'popular'] as const).map((name) => figureOf(everybody(report), name)?.ndcg)
    expect(ours?.mean).toBeGreaterThan(1.3 * (popular?.mean ?? Infinity))
    expect(report.isAnythingBetter).toBe(true)
    expect(printReport(report).join('\n')).toContain('Our engine finds more')
  }
})

test('on shuffled data it is said in a sentence that nothing beats most-popular', async () => {
  const interactions = await file('shuffled.csv', csvOf(plantedLikes(tiny, { isShuffled: true })))
  const report = await evaluate({ interactions, split: 'random' })
  expect(report.isAnythingBetter).toBe(false)
  expect(report.verdict).toEqual([expect.stringContaining('Nothing beats most-popular here')])
})

test('with items and people there is more to be said: content, and favourites of groups', async () => {
  const likes = plantedLikes()
  const interactions = await file('planted.csv', csvOf(likes))
  const items = await file(
    'items.csv',
    ['id,title,category', ...likes.titles.map((title, at) => `i${at},"${title}",${likes.categories[at]}`)].join('\n'),
  )
  const users = await file('users.csv', usersOf(likes))
  const report = await evaluate({ interactions, items, users })
  expect(report.data).toMatchObject({ split: 'temporal', items: tiny.columns })
  expect(everybody(report).engines.map(({ engine }) => engine)).toEqual([
    'ours',
    'item-knn',
    'last-liked',
    'popular',
    'popular-by-group',
  ])
  expect(report.groups.length).toBeGreaterThan(1)
  expect(report.fit.chosen.join(' ')).toContain('content')
  expect(told).toContain('closed')
  expect(printReport(report).join('\n')).toContain('favourites of a group')
})

test('what is to be found can come in a file of its own, as papers have it', async () => {
  const likes = plantedLikes()
  const lines = new Map<string, string[]>()
  const later = new Map<string, string[]>()
  for (const [at, row] of likes.events.rows.entries()) {
    const into = at % 5 === 0 ? later : lines
    into.set(`${row}`, [...(into.get(`${row}`) ?? []), `${likes.events.columns[at]}`])
  }
  const text = (of: Map<string, string[]>): string =>
    [...of].map(([user, items]) => [user, ...items].join(' ')).join('\n')
  const report = await evaluate({
    interactions: await file('train.txt', text(lines)),
    test: await file('test.txt', text(later)),
  })
  expect(report.data).toMatchObject({ split: 'file', people: tiny.rows })
  const found = figureOf(everybody(report), 'ours')?.recall.mean
  expect(found).toBeGreaterThan(figureOf(everybody(report), 'popular')?.recall.mean ?? Infinity)
})

test('nothing of what is to be found is known before: whoever has never been seen is shown what is popular', async () => {
  const known = Array.from({ length: 40 }, (_, row) => `${row} 0 ${1 + (row % 5)} ${6 + (row % 3)}`)
  const report = await evaluate({
    interactions: await file('known.txt', known.join('\n')),
    test: await file('new.txt', 'stranger 0\n3 9'),
  })
  const stranger = report.slices.find(({ slice }) => slice === 'people with nothing known')
  expect(stranger?.people).toBe(1)
  expect(figureOf(stranger as SliceFigures, 'ours')?.ndcg.mean).toBe(1)
  expect(report.slices.map(({ slice }) => slice)).toContain('items that nobody had')
})

test('bad lines are told behind the figures', async () => {
  const good = csvOf(plantedLikes({ ...tiny, rows: 100, events: 1500 }))
  const interactions = await file('bad.csv', `${good}\n,nobody,like,5\nada,cup,juggle,5`)
  const report = await evaluate({ interactions })
  expect(report.remarks[0]).toMatch(/^2 lines of .*bad\.csv were not read:$/u)
})

test.each([
  ['gone.csv', null, 'There is no file'],
  ['empty.csv', '', 'is empty'],
  ['one.csv', 'user_id,item_id,type\nada,cup,like', 'nothing to be found again'],
  ['views.csv', 'user_id,item_id,type\nada,cup,view\nada,pen,view', 'nothing to learn from'],
  ['words.csv', 'hello', 'does not say who and what'],
])('%s is refused in one sentence', async (name, text, words) => {
  const interactions = text === null ? join(folder, name) : await file(name, text)
  await expect(evaluate({ interactions })).rejects.toMatchObject({
    code: 'request.invalid',
    message: expect.stringContaining(words),
  })
})
