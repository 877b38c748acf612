import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { silentLogger } from '../../base/index.ts'
import { fittingRoom } from '../../../test/support/fitting-room.ts'
import type { FittingRoom } from '../../../test/support/fitting-room.ts'
import { countFavourites } from './count-popularity.ts'
import { openFits } from './open-fits.ts'
import type { PopularityTable } from './popularity-table.ts'

let room: FittingRoom
beforeAll(async () => void (room = await fittingRoom()))
afterAll(() => room.corner.close())
beforeEach(() => room.clear())

const count = () => countFavourites(room.deps, room.run)

async function loaded(): Promise<PopularityTable | null> {
  const fits = openFits({ db: room.corner.db, log: silentLogger })
  await fits.settled()
  fits.close()
  return fits.popularity()
}

const say = (userId: string, gender: string | null, ageGroup: string | null) =>
  room.corner.db.statements('insert into tastes (user_id, gender, age_group) values ($1, $2, $3)', [
    userId,
    gender,
    ageGroup,
  ])

/** Women like tea, men like coffee, and there are twice as many men. */
async function teaAndCoffee(): Promise<void> {
  const women = Array.from({ length: 100 }, (_, at) => `w${at}`)
  const men = Array.from({ length: 200 }, (_, at) => `m${at}`)
  for (const id of women) await say(id, 'f', '25-34')
  for (const id of men) await say(id, 'm', '25-34')
  await room.like({
    ...Object.fromEntries(women.map((id) => [id, ['tea']])),
    ...Object.fromEntries(men.map((id) => [id, ['coffee']])),
  })
}

function favourite({ rank, itemIds }: PopularityTable, gender: string | null, age: string | null = null): string {
  const { scores } = rank({ gender, age })
  return itemIds[scores.indexOf(Math.max(...scores))] as string
}

test('each group has its favourites, and somebody of no known group those of everybody', async () => {
  await teaAndCoffee()
  expect(await count()).toBe(2)
  const table = (await loaded()) as PopularityTable
  expect([favourite(table, 'f'), favourite(table, 'm'), favourite(table, null)]).toEqual(['tea', 'coffee', 'coffee'])
  expect(favourite(table, 'martian')).toBe('coffee')
  expect(favourite(table, 'f', '25-34')).toBe('tea')
  expect(table.columnOf('tea')).toBe(table.itemIds.indexOf('tea'))
  expect(table.columnOf('milk')).toBeUndefined()
})

test('whose liking a ranking is made of is said, and the parts add up', async () => {
  await teaAndCoffee()
  await count()
  const { groups } = ((await loaded()) as PopularityTable).rank({ gender: 'f', age: null })
  expect(groups[0]).toMatchObject({ gender: 'f', age: null })
  expect(groups.at(-1)).toMatchObject({ gender: null, age: null })
  expect(groups[0]?.evidence).toBeCloseTo(100, -1)
  expect(groups.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1)
})

test('of nothing there is no table, and the first event makes one', async () => {
  expect(await count()).toBe(0)
  expect(await loaded()).toBeNull()
  await room.like({ ada: ['tea'] })
  expect(await count()).toBe(1)
  expect(favourite((await loaded()) as PopularityTable, null)).toBe('tea')
})

test('when everything is taken back the table is empty, and does not go on saying what was', async () => {
  await room.like({ ada: ['tea'] })
  await count()
  await room.corner.db.statements('delete from interactions')
  expect(await count()).toBe(0)
  expect((await loaded())?.itemIds).toEqual([])
})

test('two that are due at once count once', async () => {
  await room.like({ ada: ['tea'] })
  expect((await Promise.all([count(), count()])).filter((each) => each === null)).toHaveLength(1)
})

test('a word for a gender that few use does not make a group of its own', async () => {
  await teaAndCoffee()
  for (const word of ['a', 'b', 'c', 'd', 'e']) {
    await say(`odd ${word}`, word, null)
    await room.like({ [`odd ${word}`]: ['milk'] })
  }
  await count()
  const table = (await loaded()) as PopularityTable
  expect(favourite(table, 'f')).toBe('tea')
  expect(table.rank({ gender: 'e', age: null }).groups.length).toBe(1)
})
