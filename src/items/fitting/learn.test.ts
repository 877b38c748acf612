import { expect, test } from 'vitest'
import { measure, meanOf, mostPopular, rowOf, Stopped, unlimitedEffort, weightsFor } from '../../engine/index.ts'
import type { Effort, SparseMatrix } from '../../engine/index.ts'
import { beginEffort } from '../../platform/compute/index.ts'
import { plantedLikes, tiny } from '../../../test/support/planted-likes.ts'
import { blendedScorer } from './collaborative.ts'
import { holdOut } from './hold-out.ts'
import { learn, relearn } from './learn.ts'
import type { LearnInput, Learnt } from './learn.ts'
import { encodeMember, openMember } from './members.ts'

const { matrix, groups } = plantedLikes()
const shuffled = plantedLikes(tiny, { isShuffled: true })

const inputOf = (of: SparseMatrix, more: Partial<LearnInput> = {}): LearnInput => ({
  matrix: of,
  times: null,
  content: null,
  groups: null,
  halfLifeMs: Infinity,
  ...more,
})
const budget = (seconds = 10): Effort => beginEffort({ seconds, seed: 1 })

function ndcgOf({ members, settings }: Learnt, { train, test: later }: { train: SparseMatrix; test: SparseMatrix }) {
  const scorer = blendedScorer(
    members.map((member) => openMember(member, train)),
    settings.memberBlend,
  )
  const popular = mostPopular(train)
  const of = (each: typeof scorer) =>
    meanOf(measure({ train, test: later, k: 20 }, (row, scores) => each.score(rowOf(train, row), scores)).ndcg)
  return { ours: of(scorer), popular: of(popular) }
}

test('on data with a plant what is learnt finds half as much again as what is popular', () => {
  const held = holdOut(matrix, null, 99)
  const learnt = learn(inputOf(held.train), budget())
  const { ours, popular } = ndcgOf(learnt, held)
  expect(ours).toBeGreaterThan(1.5 * popular)
})

test('where popularity does not help, the blend is exactly the collaborative score', () => {
  const { settings } = learn(inputOf(matrix), budget())
  expect(settings.blend.sources).toEqual(['collaborative', 'popular'])
  expect(weightsFor(settings.blend, 20)).toEqual([1, 0])
})

test('on shuffled data what is learnt finds as much as what is popular, and no more', () => {
  const held = holdOut(shuffled.matrix, null, 99)
  const { ours, popular } = ndcgOf(learn(inputOf(held.train), budget()), held)
  expect(ours / popular).toBeGreaterThan(0.9)
  expect(ours / popular).toBeLessThan(1.15)
})

test('the same settings and data give the identical models again', () => {
  for (const seconds of [10, 1]) {
    const learnt = learn(inputOf(matrix), budget(seconds))
    const again = relearn(inputOf(matrix), learnt.settings, unlimitedEffort(77))
    expect(again.map(({ settings }) => settings)).toEqual(learnt.members.map(({ settings }) => settings))
    for (const [at, member] of learnt.members.entries()) {
      expect(Buffer.compare(encodeMember(member), encodeMember(again[at] as typeof member))).toBe(0)
    }
  }
})

test('settings and report are plain data that survive being stored', () => {
  const { settings, report } = learn(inputOf(matrix), budget())
  expect(JSON.parse(JSON.stringify(settings))).toMatchObject({ version: 1, seed: 1, members: settings.members })
  expect(report.data).toEqual({ people: tiny.rows, items: tiny.columns, positives: matrix.indices.length })
  expect(report.heldOut.people).toBeGreaterThan(100)
  expect(report.tried.length).toBeGreaterThan(20)
  expect(report.stages.map(({ stage }) => stage)).toContain('hold out')
  expect(report.chosen.length).toBeGreaterThan(3)
})

test('a time that is over leaves something that can be asked all the same', () => {
  const { members, settings } = learn(inputOf(matrix), budget(0.01))
  expect(settings.isFittedOnAll).toBe(false)
  const scores = new Float32Array(matrix.columns)
  openMember(members[0] as (typeof members)[number], matrix).score(rowOf(matrix, 0), scores)
  expect(scores.some((score) => score > 0)).toBe(true)
})

test('a stop ends it', () => {
  let looks = 0
  const effort: Effort = { ...unlimitedEffort(1), shouldStop: () => (looks += 1) > 3 }
  expect(() => learn(inputOf(matrix), effort)).toThrow(Stopped)
})

test('groups and times are taken into account where they are known', () => {
  const { times } = plantedLikes()
  const { settings } = learn(inputOf(matrix, { groups, times, halfLifeMs: 30 * 86_400_000 }), budget())
  expect(settings.blend.buckets.length).toBe(3)
})

const one = (rows: number, columns: number, pairs: readonly (readonly [number, number])[]): SparseMatrix => {
  const starts = new Uint32Array(rows + 1)
  for (const [row] of pairs) starts.fill((starts[row + 1] ?? 0) + 1, row + 1)
  return { rows, columns, starts, indices: Uint32Array.from(pairs, ([, column]) => column), values: null }
}

test.each([
  ['one item that one person likes', one(1, 1, [[0, 0]])],
  [
    'one person with two items',
    one(1, 2, [
      [0, 0],
      [0, 1],
    ]),
  ],
  [
    'an item that everybody likes',
    one(
      40,
      2,
      Array.from({ length: 40 }, (_, row) => [row, 0] as const),
    ),
  ],
  ['people without anything', one(3, 5, [[1, 2]])],
])('%s can be learnt from', (_, odd) => {
  const { members } = learn(inputOf(odd), budget(2))
  const scores = new Float32Array(odd.columns)
  for (const member of members) {
    openMember(member, odd).score(rowOf(odd, 0), scores)
    expect(scores.every(Number.isFinite)).toBe(true)
  }
})

test('somebody who likes everything does not outweigh all others', () => {
  const rows = 300
  const greedy = Array.from({ length: 3000 }, (_, column) => [0, column] as const)
  const others = Array.from({ length: rows - 1 }, (_, row) =>
    [0, 1, 2, 3].map((at) => [row + 1, ((row % 10) * 300 + ((row * 7 + at * 31) % 300)) as number] as const),
  ).flatMap((pairs) => pairs.toSorted(([, a], [, b]) => a - b))
  const wide = one(rows, 3000, [...greedy, ...others])
  const { members } = learn(inputOf(wide), budget(3))
  expect(members.length).toBeGreaterThan(0)
})
