import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { silentLogger } from '../../base/index.ts'
import { topK } from '../../engine/index.ts'
import { fittingRoom } from '../../../test/support/fitting-room.ts'
import type { FittingRoom } from '../../../test/support/fitting-room.ts'
import { fitIfNew, isEnough } from './fit-model.ts'
import { findReadyFit } from './fits-store.ts'
import type { Learned } from './learned.ts'
import { openFits } from './open-fits.ts'
import { refreshIfNew } from './refresh-model.ts'

let room: FittingRoom
beforeAll(async () => void (room = await fittingRoom()))
afterAll(() => room.corner.close())
beforeEach(() => room.clear())

/** Four circles of people; each likes most of the items of her circle, and nothing else. */
const circles: Record<string, string[]> = Object.fromEntries(
  Array.from({ length: 80 }, (_, person) => [
    `u${person}`,
    Array.from({ length: 12 }, (__, at) => at)
      .filter((at) => (person * 5 + at * 3) % 4 !== 0)
      .map((at) => `circle${person % 4}-${at}`),
  ]),
)

const fit = () => fitIfNew(room.deps, room.run)
const refresh = () => refreshIfNew(room.deps, room.run)
const ready = () => findReadyFit(room.corner.db.query, 'model')

/** What is loaded now by a process that has just started. */
async function loaded(): Promise<Learned | null> {
  const fits = openFits({ db: room.corner.db, log: silentLogger })
  await fits.settled()
  fits.close()
  return fits.model()
}

function bestFor({ scorer, columnOf, itemIds }: Learned, liked: readonly string[], count: number): string[] {
  const indices = Uint32Array.from(liked.flatMap((id) => columnOf(id) ?? [])).sort()
  const scores = new Float32Array(scorer.columns)
  scorer.score({ indices, values: null }, scores)
  return [...topK(scores, count, indices)].map((column) => itemIds[column] as string)
}

test('whoever likes three things of a circle is shown the others of it', async () => {
  await room.like(circles)
  expect(await fit()).toBe('fitted')
  const model = await loaded()
  expect(model?.people).toBe(80)
  const best = bestFor(model as Learned, ['circle2-0', 'circle2-1', 'circle2-2'], 5)
  expect(best.every((id) => id.startsWith('circle2-'))).toBe(true)
  expect(model?.columnOf('unknown')).toBeUndefined()
  const { collaborative, content, popular } = model?.weightsFor(9) ?? { collaborative: 0, content: 0, popular: 0 }
  expect(collaborative + content + popular).toBeCloseTo(1)
  expect(collaborative).toBeGreaterThan(0.5)
})

test('what was chosen and why is kept with the model, and a print of what it was made from', async () => {
  await room.like(circles)
  await fit()
  const stored = await ready()
  expect(stored).toMatchObject({ baseId: null, seed: 1, settings: { version: 1 }, report: { data: { people: 80 } } })
  expect(stored?.fingerprint).toMatch(/^\d+-[0-9a-f]{16}$/u)
})

test('of the same events nothing is learnt a second time', async () => {
  await room.like(circles)
  await fit()
  const { id = '' } = (await ready()) ?? {}
  expect(await fit()).toBe('nothing new')
  expect((await ready())?.id).toBe(id)
  await room.like({ newcomer: ['circle0-1', 'circle0-2'] })
  expect(await fit()).toBe('fitted')
  expect((await ready())?.id).not.toBe(id)
})

test.each([
  ['nothing', {}],
  ['one item that everybody likes', Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`u${at}`, ['one']]))],
  ['one person who likes much', { ada: Array.from({ length: 50 }, (_, at) => `i${at}`) }],
])('too little is not learnt from: %s', async (_, likes) => {
  await room.like(likes)
  expect(await fit()).toBe('too little')
  expect(await loaded()).toBeNull()
  expect(await refresh()).toBe('nothing to refresh')
})

test('thirty positives of ten people on ten items are enough', () => {
  expect(isEnough({ people: 10, items: 10, positives: 30 })).toBe(true)
  expect(isEnough({ people: 9, items: 10, positives: 30 })).toBe(false)
  expect(isEnough({ people: 10, items: 9, positives: 30 })).toBe(false)
  expect(isEnough({ people: 10, items: 10, positives: 29 })).toBe(false)
})

test('a stop in the middle leaves the one before answering, and nothing half-written', async () => {
  await room.like(circles)
  await fit()
  const { id = '' } = (await ready()) ?? {}
  await room.like({ newcomer: ['circle0-1'] })
  const stopping = new AbortController()
  const fitting = fitIfNew(room.deps, { ...room.run, signal: stopping.signal })
  setTimeout(() => stopping.abort(new Error('stopping')), 200)
  await expect(fitting).rejects.toThrow('stopping')
  expect((await loaded())?.id).toBe(id)
  expect(await fit()).toBe('fitted')
})

test('two processes that are due at once fit once', async () => {
  await room.like(circles)
  const outcomes = await Promise.all([fit(), fit()])
  expect(outcomes.toSorted()).toEqual(['another fits', 'fitted'])
})

test('between two fits new people count and new items are recommended, with the settings that were chosen', async () => {
  await room.like(circles)
  await fit()
  const before = await loaded()
  const fans = Object.fromEntries(
    Array.from({ length: 15 }, (_, at) => [`fan${at}`, ['new-item', 'circle1-1', 'circle1-2', 'circle1-3']]),
  )
  await room.like(fans)
  expect(await refresh()).toBe('refreshed')
  const after = await loaded()
  expect(after?.settings).toEqual(before?.settings)
  expect(after?.people).toBe(95)
  expect(before?.columnOf('new-item')).toBeUndefined()
  expect(bestFor(after as Learned, ['circle1-1', 'circle1-2', 'circle1-3'], 4)).toContain('new-item')
  expect(bestFor(after as Learned, ['new-item'], 5).every((id) => id.startsWith('circle1-'))).toBe(true)
  expect(after?.itemIds.slice(0, before?.itemIds.length)).toEqual(before?.itemIds)
})

test('without news nothing is refreshed, and a refresh is not made the next moment again', async () => {
  await room.like(circles)
  await fit()
  expect(await refresh()).toBe('nothing new')
  await room.like({ newcomer: ['circle0-1'] })
  expect(await refresh()).toBe('refreshed')
  await room.like({ another: ['circle0-1'] })
  expect(await refresh()).toBe('too soon')
})

test('the vectors of a fit are stored once, however often it is refreshed', async () => {
  await room.like(circles)
  await fit()
  const { id: base = '' } = (await ready()) ?? {}
  await room.like({ newcomer: ['circle0-1'] })
  await refresh()
  const refreshed = await ready()
  expect(refreshed?.baseId).toBe(base)
  expect(refreshed?.parts.filter(({ name }) => name.startsWith('model')).map(({ fitId }) => fitId)).toContain(base)
})

test('a process that runs hears of a new model and takes it in', async () => {
  await room.like(circles)
  const fits = openFits({ db: room.corner.db, log: silentLogger })
  await fits.settled()
  expect(fits.model()).toBeNull()
  await fit()
  for (let tries = 0; tries < 200 && !fits.model(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 25))
  const first = fits.model()
  expect(first).not.toBeNull()
  await room.like({ newcomer: ['circle0-1'] })
  await refresh()
  for (let tries = 0; tries < 200 && fits.model() === first; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 25))
  expect(fits.model()?.people).toBe(81)
  expect(fits.model()?.opened.members).toBe(first?.opened.members)
  fits.close()
})

test('a part that is gone leaves the model before it in place', async () => {
  await room.like(circles)
  await fit()
  // Hears nothing by itself, so that what is ready can be spoilt before it looks.
  const fits = openFits({ db: { query: room.corner.db.query, listen: () => () => {} }, log: silentLogger })
  await fits.settled()
  const { id } = fits.model() as Learned
  await room.like({ newcomer: ['circle0-1'] })
  await fit()
  await room.corner.db.statements(`delete from fit_parts where name = 'matrix' and fit_id <> $1`, [id])
  await fits.settled()
  expect(fits.model()?.id).toBe(id)
  fits.close()
})
