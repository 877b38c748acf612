import { expect, test } from 'vitest'
import { rowOf, sparseMatrix, unlimitedEffort } from '../../engine/index.ts'
import type { Blend, SparseMatrix } from '../../engine/index.ts'
import { encodeMember, fitMember, openMember } from '../fitting/index.ts'
import type { FitSettings } from '../fitting/index.ts'
import { joinShown } from './figures.ts'
import { rankEverybody } from './rank-everybody.ts'
import { rankPeople } from './rank-people.ts'
import type { RankTask } from './rank-people.ts'

/** Three circles of people and items; the last of everybody's five items is to be found. */
const people = 30
const shape = { rows: people + 1, columns: 19 }
const itemsOf = (row: number): number[] =>
  [0, 1, 2, 3].map((at) => (row % 3) * 6 + ((row + at) % 6)).toSorted((a, b) => a - b)
const rows = Array.from({ length: people }, (_, row) => row)

function matrixOf(pairs: readonly (readonly [number, number])[]): SparseMatrix {
  return sparseMatrix(shape, {
    rows: Uint32Array.from(pairs, ([row]) => row),
    columns: Uint32Array.from(pairs, ([, column]) => column),
  })
}
const train = matrixOf([
  ...rows.flatMap((row) => itemsOf(row).map((column) => [row, column] as const)),
  ...rows.map((row) => [row, 18] as const),
])
/** The last person has nothing yet, and wants what everybody has. */
const later = matrixOf([...rows.map((row) => [row, (row % 3) * 6 + ((row + 4) % 6)] as const), [people, 18]])

const bucket = (weights: readonly number[]) => ({
  historyMin: 1,
  weights,
  rows: 100,
  ndcg: 0.1,
  error: 0.01,
  alone: [],
  exact: 1,
  borrowed: null,
})
const blendOf = (sources: readonly string[], weights: readonly number[]): Blend => ({
  sources,
  buckets: [bucket(weights)],
})
const member = fitMember(train, { kind: 'neighbours' }, unlimitedEffort(1))

function taskOf(weights: readonly [number, number]): RankTask {
  const settings: FitSettings = {
    version: 1,
    seed: 1,
    isFittedOnAll: true,
    members: [{ kind: 'neighbours' }],
    memberBlend: blendOf(['neighbours'], [1]),
    blend: blendOf(['collaborative', 'popular'], weights),
  }
  return {
    train,
    test: later,
    people: Uint32Array.from({ length: people + 1 }, (_, row) => row),
    k: 3,
    lastLiked: Int32Array.from({ length: people + 1 }, (_, row) => (row < people ? (itemsOf(row)[3] as number) : -1)),
    settings,
    models: [encodeMember(member)],
    content: null,
    groups: null,
    fading: null,
  }
}

test('our engine shows what its blend says: here the neighbours of what somebody has', () => {
  const { ours, popular } = rankPeople(taskOf([1, 0]))
  const scores = new Float32Array(shape.columns)
  openMember(member, train).score(rowOf(train, 4), scores)
  const best = [...scores.keys()]
    .filter((column) => !rowOf(train, 4).indices.includes(column))
    .toSorted((one, other) => (scores[other] as number) - (scores[one] as number) || one - other)
  expect([...(ours?.lists.subarray(12, 15) ?? [])]).toEqual(best.slice(0, 3))
  expect(ours?.hit[4]).toBe(1)
  expect(ours?.ndcg.reduce((sum, each) => sum + each, 0)).toBeGreaterThan(
    popular?.ndcg.reduce((sum, each) => sum + each, 0) ?? Infinity,
  )
})

test('with all weight on favourites it shows these', () => {
  const { ours, popular } = rankPeople(taskOf([0, 1]))
  expect(ours?.lists).toEqual(popular?.lists)
})

test('whoever has nothing yet is shown favourites, whatever the blend says', () => {
  const { ours } = rankPeople(taskOf([1, 0]))
  expect(ours?.lists[3 * people]).toBe(18)
  expect(ours?.ndcg[people]).toBe(1)
})

test('all engines are asked about the same people, and the group is one more where it is known', () => {
  expect(Object.keys(rankPeople(taskOf([1, 0])))).toEqual(['ours', 'item-knn', 'last-liked', 'popular'])
  const groups = { cells: new Uint32Array(people + 1), genders: 0, ages: 0 }
  const shown = rankPeople({ ...taskOf([1, 0]), groups })
  expect(Object.keys(shown)).toContain('popular-by-group')
  expect(shown['popular-by-group']?.lists).toEqual(shown.popular?.lists)
})

test('two halves are what everybody is, also in threads of their own', async () => {
  const task = taskOf([1, 0])
  const [first, second] = [task.people.slice(0, 9), task.people.slice(9)]
  const joined = joinShown([rankPeople({ ...task, people: first }), rankPeople({ ...task, people: second })])
  expect(joined).toEqual(rankPeople(task))
  expect(await rankEverybody(task)).toEqual(joined)
})
