import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowOf } from '../../engine/index.ts'
import { TAKEN_BACK } from './event-meaning.ts'
import { foldEvents } from './fold-events.ts'

interface Event {
  readonly user: number
  readonly item: number
  readonly weight: number
  readonly time: number
}

const shape = { people: 4, items: 5 }
const third = Math.fround(1 / 3)

function fold(events: readonly Event[], isMeant?: (event: number) => boolean) {
  const table = {
    users: Uint32Array.from(events, ({ user }) => user),
    items: Uint32Array.from(events, ({ item }) => item),
    weights: Float32Array.from(events, ({ weight }) => weight),
    times: Float64Array.from(events, ({ time }) => time),
  }
  const { matrix, times } = foldEvents(table, shape, isMeant)
  const cells: [user: number, item: number, weight: number, time: number][] = []
  for (let user = 0; user < matrix.rows; user += 1) {
    for (const [at, item] of rowOf(matrix, user).indices.entries()) {
      const entry = (matrix.starts[user] as number) + at
      cells.push([user, item, matrix.values?.[entry] as number, times[entry] as number])
    }
  }
  return cells
}

const event = (weight: number, time: number): Event => ({ user: 1, item: 2, weight, time })

test.each([
  ['a like', [event(1, 1)], [1, 1]],
  ['a view', [event(0, 1)], null],
  ['a click and a like', [event(1, 1), event(1 / 3, 2)], [1, 2]],
  ['a like that was taken back', [event(1, 1), event(TAKEN_BACK, 2)], null],
  ['a like after that', [event(TAKEN_BACK, 2), event(1, 3), event(1, 1)], [1, 3]],
  ['a click after that', [event(1, 1), event(1 / 3, 3), event(TAKEN_BACK, 2)], [third, 3]],
  ['of one instant, the later in the file', [event(1, 1), event(TAKEN_BACK, 1)], null],
  ['without times, the later in the file', [event(TAKEN_BACK, Number.NaN), event(1, Number.NaN)], [1, Number.NaN]],
])('%s counts', (_, events, stance) => {
  expect(fold(events)).toEqual(stance ? [[1, 2, ...stance]] : [])
})

test('events that are not meant are as if they were not there', () => {
  expect(fold([event(1, 1), event(TAKEN_BACK, 2)], (at) => at === 0)).toEqual([[1, 2, 1, 1]])
})

test('each pair has the time of its own, in whatever order the file is', () => {
  const one = fc.record({
    user: fc.nat(shape.people - 1),
    item: fc.nat(shape.items - 1),
    weight: fc.constantFrom(1, 1 / 3, 0, TAKEN_BACK),
    time: fc.nat(1000),
  })
  const events = fc.uniqueArray(one, { selector: ({ time }) => time })
  fc.assert(
    fc.property(events, (list) => {
      const cells = fold(list)
      expect(fold(list.toReversed())).toEqual(cells)
      for (const [user, item, , time] of cells) {
        const ofPair = list.filter((each) => each.user === user && each.item === item && each.weight !== 0)
        expect(time).toBe(Math.max(...ofPair.map((each) => each.time)))
      }
    }),
  )
})

test('of nothing comes nothing', () => {
  expect(fold([])).toEqual([])
})
