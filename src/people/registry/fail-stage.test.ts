import { afterAll, beforeAll, expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import { testDb } from '../../../test/support/db.ts'
import type { Corner } from '../../../test/support/db.ts'
import { failStage, workingOn } from './fail-stage.ts'
import type { Person } from './person.ts'
import type { Stage } from './stage.ts'
import { findPerson, holdPeople, updatePerson } from './store.ts'

let corner: Corner
beforeAll(async () => {
  corner = await testDb()
})
afterAll(() => corner.close())

async function somebodyIn(stage: Stage): Promise<Person> {
  const id = `person-${Math.random()}`
  await holdPeople(corner.db.query, [id])
  await updatePerson(corner.db.query, id, { stage: 'registered' })
  await updatePerson(corner.db.query, id, { stage })
  return read(id)
}
const read = async (id: string): Promise<Person> => {
  const person = await findPerson(corner.db.query, id)
  if (!person) throw new Error('gone')
  return person
}
const refusal = new Problem('model.refused', 'The model would not.')

test('a person is told where she failed and why, in the words of the problem', async () => {
  const { id } = await somebodyIn('persona')
  await failStage(corner.db, 'persona')({ personId: id }, refusal)
  expect(await read(id)).toMatchObject({ stage: 'failed', failedStage: 'persona', failedReason: refusal.detail })
})

test.each([
  ['registered', 'resume'],
  ['registered', 'persona'],
  ['resume', 'persona'],
  ['approved', 'embedding'],
  ['embedding', 'matching'],
] as const)('who stands at %s while the work of %s is given up before it began has failed there', async (at, stage) => {
  const { id } = await somebodyIn(at)
  await failStage(corner.db, stage)({ personId: id }, refusal)
  expect(await read(id)).toMatchObject({ stage: 'failed', failedStage: stage })
})

test.each([
  ['approved', 'persona'],
  ['persona', 'embedding'],
  ['matched', 'matching'],
] as const)('who stands at %s has not failed at %s', async (at, stage) => {
  const { id } = await somebodyIn(at)
  await failStage(corner.db, stage)({ personId: id }, refusal)
  expect((await read(id)).stage).toBe(at)
})

test('our own fault is named so, without its words', async () => {
  const { id } = await somebodyIn('resume')
  await failStage(corner.db, 'resume')({ personId: id }, new TypeError('undefined is not a function'))
  expect((await read(id)).failedReason).toMatch(/^Something went wrong here/u)
})

test('who speaks again while the last run is at work on the old words has not failed', async () => {
  const person = await somebodyIn('persona')
  const run = workingOn(person, async () => {
    await updatePerson(corner.db.query, person.id, { version: person.version + 1 })
    throw refusal
  })
  const thrown = await run.catch((error: unknown) => error)
  await failStage(corner.db, 'persona')({ personId: person.id }, thrown)
  expect(await read(person.id)).toMatchObject({ stage: 'persona', version: person.version + 1 })
})

test('who has come further meanwhile has not failed either', async () => {
  const { id } = await somebodyIn('awaiting_approval')
  await failStage(corner.db, 'persona')({ personId: id }, refusal)
  expect((await read(id)).stage).toBe('awaiting_approval')
})

test('a failure keeps its words, its cause and when it is worth another try', async () => {
  const spent = new Problem('model.budget_spent', 'Tomorrow.', { retryAfterSeconds: 60, facts: { model: 'm' } })
  const thrown = await workingOn({ version: 4 }, () => Promise.reject(spent)).catch((error: unknown) => error)
  expect(thrown).toMatchObject({ code: spent.code, detail: spent.detail, retryAfterSeconds: 60, cause: spent })
  expect((thrown as Problem).facts).toEqual({ model: 'm', personVersion: 4 })
  expect(await workingOn({ version: 4 }, async () => 'done')).toBe('done')
})
