import assert from 'node:assert/strict'
import { test } from 'vitest'
import { openGathering } from './gathering.ts'
import type { Answered, Recommended } from '../recommending/index.ts'
import type { Gathering } from './gathering.ts'

const noon = new Date('2026-03-01T12:00:00Z')
const after = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000)

const recommended = (id: string, changes: Partial<Recommended> = {}): Recommended => ({
  id,
  userId: 'ana',
  algorithm: 'popular',
  variant: null,
  items: ['cup', 'pen'],
  sources: ['popular', 'new'],
  ...changes,
})

const answered = (changes: Partial<Answered> = {}): Answered => ({
  id: 'one',
  algorithm: 'popular',
  variant: null,
  isHit: false,
  tookMs: 1,
  items: ['cup', 'pen', 'hat'],
  sources: ['popular', 'popular', 'new'],
  ...changes,
})

const take = (gathering: Gathering, rowsMax = 1000) => {
  const gathered = gathering.take(rowsMax)
  assert.ok(gathered)
  return gathered
}

const idsOf = (gathering: Gathering, rowsMax?: number): string[] =>
  take(gathering, rowsMax).recommendations.map(({ id }) => id)

test('what was answered is counted by five minutes, algorithm and variant', () => {
  const gathering = openGathering(10)
  gathering.answered(answered(), noon)
  gathering.answered(answered({ isHit: true, tookMs: 1000 }), after(299))
  gathering.answered(answered({ variant: 'spring/b' }), noon)
  gathering.answered(answered(), after(300))
  const { answers } = take(gathering)
  assert.deepEqual(
    answers.map(({ slot, variant, answers: count, hits }) => [slot, variant, count, hits]),
    [
      [noon, null, 2, 1],
      [noon, 'spring/b', 1, 0],
      [after(300), null, 1, 0],
    ],
  )
  assert.deepEqual(
    answers[0]?.histogram.flatMap((count, step) => (count > 0 ? [[step, count]] : [])),
    [
      [16, 1],
      [55, 1],
    ],
  )
})

test('each item of each answer counts as shown, under what brought it', () => {
  const gathering = openGathering(10)
  gathering.answered(answered(), noon)
  gathering.answered(answered(), noon)
  assert.deepEqual(take(gathering).shown, [
    { slot: noon, source: 'popular', variant: null, shown: 4 },
    { slot: noon, source: 'new', variant: null, shown: 2 },
  ])
})

test('an item is noted once a minute for each source and variant that showed it', () => {
  const gathering = openGathering(10)
  for (const seconds of [0, 30, 59]) gathering.recommended(recommended(`at-${seconds}`), after(seconds))
  gathering.recommended(recommended('b', { variant: 'spring/b' }), noon)
  assert.equal(take(gathering).shownItems.length, 4)
  gathering.recommended(recommended('again'), after(59))
  assert.equal(take(gathering).shownItems.length, 0)
  gathering.recommended(recommended('later'), after(60))
  assert.deepEqual(take(gathering).shownItems, [
    { itemId: 'cup', source: 'popular', variant: null, shownAt: after(60) },
    { itemId: 'pen', source: 'new', variant: null, shownAt: after(60) },
  ])
})

test('what was taken is gone, and of nothing there is nothing to write', () => {
  const gathering = openGathering(10)
  assert.equal(gathering.take(10), null)
  gathering.recommended(recommended('one'), noon)
  gathering.answered(answered(), noon)
  take(gathering)
  assert.equal(gathering.take(10), null)
})

test('a batch holds no more rows than are asked for, and the rest is in the next, in order', () => {
  const gathering = openGathering(10)
  for (const id of ['1', '2', '3']) gathering.recommended(recommended(id, { items: [id], sources: ['popular'] }), noon)
  const first = take(gathering, 2)
  assert.deepEqual([first.recommendations.length, first.shownItems.length], [2, 2])
  const second = take(gathering, 2)
  assert.deepEqual(
    second.recommendations.map(({ id }) => id),
    ['3'],
  )
  assert.deepEqual(
    second.shownItems.map(({ itemId }) => itemId),
    ['3'],
  )
})

test('what is put back is taken again once, with what came meanwhile', () => {
  const gathering = openGathering(10)
  gathering.recommended(recommended('old'), noon)
  gathering.answered(answered({ tookMs: 4 }), noon)
  const taken = take(gathering)
  gathering.recommended(recommended('new'), after(60))
  gathering.answered(answered({ tookMs: 4, isHit: true, items: [], sources: [] }), noon)
  gathering.putBack(taken)
  const all = take(gathering)
  assert.deepEqual(
    all.recommendations.map(({ id }) => id),
    ['old', 'new'],
  )
  assert.deepEqual(
    all.answers.map(({ answers, hits, histogram }) => [answers, hits, histogram[24]]),
    [[2, 1, 2]],
  )
  assert.deepEqual(
    all.shown.map(({ shown }) => shown),
    [2, 1],
  )
  assert.deepEqual(
    all.shownItems.map(({ shownAt }) => shownAt),
    [after(60), after(60)],
  )
})

test('what a kept answer shows has been shown, too', () => {
  const gathering = openGathering(10)
  gathering.answered(answered({ isHit: true, items: ['cup'], sources: ['popular'] }), after(120))
  gathering.answered(answered({ isHit: false, items: ['pen'], sources: ['popular'] }), after(120))
  assert.deepEqual(take(gathering).shownItems, [
    { itemId: 'cup', source: 'popular', variant: null, shownAt: after(120) },
  ])
})

test('counts that were put back and are counted on are no longer those that were taken', () => {
  const gathering = openGathering(10)
  gathering.answered(answered(), noon)
  const taken = take(gathering)
  gathering.putBack(taken)
  gathering.answered(answered(), noon)
  assert.equal(taken.answers[0]?.answers, 1)
  assert.equal(taken.answers[0]?.histogram[16], 1)
  assert.equal(taken.shown[0]?.shown, 2)
})

test('when too many wait the oldest are given up, and how many is told once', () => {
  const gathering = openGathering(10)
  for (let at = 0; at < 25; at += 1) gathering.recommended(recommended(String(at)), noon)
  const lost = gathering.lost()
  assert.equal(gathering.lost(), 0)
  const ids = idsOf(gathering)
  assert.ok(ids.length <= 10 && ids.length >= 9)
  assert.equal(ids.at(-1), '24')
  assert.equal(lost + ids.length, 25)
})

test('what is put back into a full queue is the first to be given up', () => {
  const gathering = openGathering(10)
  gathering.recommended(recommended('old'), noon)
  const taken = take(gathering)
  for (let at = 0; at < 10; at += 1) gathering.recommended(recommended(String(at)), noon)
  gathering.putBack(taken)
  assert.ok(!idsOf(gathering).includes('old'))
  assert.ok(gathering.lost() >= 1)
})
