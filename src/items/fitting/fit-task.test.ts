import { expect, test } from 'vitest'
import { rowOf, unlimitedEffort } from '../../engine/index.ts'
import { beginEffort } from '../../platform/compute/index.ts'
import { plantedLikes, tiny } from '../../../test/support/planted-likes.ts'
import { answerFit, orderedMatrix, packMatrix, unpackMatrix } from './fit-task.ts'
import type { FitTask } from './fit-task.ts'
import { unpackFolded } from './folded.ts'
import { decodeMember, encodeMember, fitMember, openMember } from './members.ts'
import type { MemberSettings } from './members.ts'
import { answerRefresh } from './refresh-task.ts'
import type { RefreshTask } from './refresh-task.ts'
import { runFit } from './run-fit.ts'

const { events, matrix, times } = plantedLikes()

const taskOf = (): FitTask => ({
  shape: { rows: tiny.rows, columns: tiny.columns },
  entries: {
    rows: Uint32Array.from(events.rows),
    columns: Uint32Array.from(events.columns),
    values: new Float32Array(events.rows.length).fill(1),
    times: Float64Array.from(events.times, (time) => time * 1000),
  },
  content: null,
  groups: null,
  halfLifeMs: Infinity,
  budgetSeconds: 2,
  seed: 1,
})

test('times are those of their entries, in the order of the matrix', () => {
  const { shape, entries } = taskOf()
  const ordered = orderedMatrix(shape, entries)
  expect(ordered.matrix.indices).toEqual(matrix.indices)
  expect(ordered.times).toEqual(times)
  expect(orderedMatrix(shape, { ...entries, times: null }).times).toBeNull()
})

test('a matrix comes back from its bytes', () => {
  const values = Float32Array.from(matrix.indices, (column) => column / 2)
  for (const each of [matrix, { ...matrix, values }]) expect(unpackMatrix(packMatrix(each))).toEqual(each)
  expect(() => unpackMatrix(packMatrix(matrix).slice(0, 40))).toThrow(RangeError)
})

test('what a fit answers can be asked, in this thread and out of one of its own', async () => {
  const task = taskOf()
  const here = answerFit(task, beginEffort({ seconds: task.budgetSeconds, seed: task.seed }))
  const there = await runFit(task)
  expect(task.entries.rows.length).toBe(0)
  for (const { settings, models, matrix: bytes } of [here, there]) {
    const known = unpackMatrix(bytes)
    const [first] = settings.members
    const member = decodeMember(first as NonNullable<typeof first>, models[0] as Uint8Array)
    const scores = new Float32Array(known.columns)
    openMember(member, known).score(rowOf(known, 0), scores)
    expect(scores.some((score) => score > 0)).toBe(true)
  }
})

test('a stop ends the thread with its reason', async () => {
  const stopping = new AbortController()
  const running = runFit({ ...taskOf(), budgetSeconds: 600 }, stopping.signal)
  setTimeout(() => stopping.abort(new Error('stopping')), 100)
  await expect(running).rejects.toThrow('stopping')
})

const spectral = { kind: 'spectral' as const, rank: 16, weights: { gamma: 1, beta: 1, rank: 16 } }
const neighbours = { kind: 'neighbours' as const }

/** With a column that the first twelve people have. */
function withNewItem(): Pick<RefreshTask, 'shape' | 'entries'> {
  const { entries, shape } = taskOf()
  const fans = Array.from({ length: 12 }, (_, row) => row)
  return {
    shape: { ...shape, columns: tiny.columns + 1 },
    entries: {
      rows: Uint32Array.from([...entries.rows, ...fans]),
      columns: Uint32Array.from([...entries.columns, ...fans.map(() => tiny.columns)]),
      values: new Float32Array(entries.rows.length + fans.length).fill(1),
      times: null,
    },
  }
}

const refreshed = (settings: MemberSettings) =>
  answerRefresh({
    ...withNewItem(),
    settings: { members: [settings] },
    models: [encodeMember(fitMember(matrix, settings, unlimitedEffort(1)))],
  })

test('a refresh takes in who came since, and gives what is new a vector', () => {
  const answer = refreshed(spectral)
  expect(unpackMatrix(answer.matrix).columns).toBe(tiny.columns + 1)
  const folded = unpackFolded(answer.folded as Uint8Array)
  expect([...folded.degrees]).toEqual([12])
  expect(folded.vectors.vectors.some((component) => component !== 0)).toBe(true)
  expect(folded.vectors.vectors.length).toBe(16)
})

test('where no model has vectors, or nothing is new, none are made', () => {
  expect(refreshed(neighbours).folded).toBeNull()
  const { shape, entries } = taskOf()
  const models = [encodeMember(fitMember(matrix, spectral, unlimitedEffort(1)))]
  expect(answerRefresh({ shape, entries, settings: { members: [spectral] }, models }).folded).toBeNull()
})

test('other bytes are no vectors', () => {
  expect(() => unpackFolded(packMatrix(matrix))).toThrow(RangeError)
})
