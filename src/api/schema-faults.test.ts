import { expect, test } from 'vitest'
import { z } from 'zod'
import { schemaFaults } from './schema-faults.ts'

const thing = z.object({ name: z.string().min(1, 'must not be empty'), count: z.number() })
const faultsOf = (schema: z.ZodType, value: unknown) =>
  schemaFaults(schema.safeParse(value).error?.issues ?? [], 'body')

test('each fault has its path, and that of the whole is the part', () => {
  expect(faultsOf(thing, { name: '', count: 'x' }).map(({ path }) => path)).toEqual(['name', 'count'])
  expect(faultsOf(thing, 'text').map(({ path }) => path)).toEqual(['body'])
})

test('what is missing is called so, and so is what is no number', () => {
  expect(faultsOf(thing, { name: 'a' })).toEqual([{ path: 'count', message: 'is missing' }])
  expect(faultsOf(thing, { name: 'a', count: Number.NaN })).toEqual([{ path: 'count', message: 'must be a number' }])
})

test('of one thing or a list of them, the faults of what was sent are told', () => {
  const oneOrMany = z.union([thing, z.array(thing)])
  expect(faultsOf(oneOrMany, { name: '', count: 1 })).toEqual([{ path: 'name', message: 'must not be empty' }])
  expect(faultsOf(oneOrMany, [{ name: 'a', count: 1 }, { name: '' }])).toEqual([
    { path: '1.name', message: 'must not be empty' },
    { path: '1.count', message: 'is missing' },
  ])
  expect(
    faultsOf(oneOrMany, 7).map(({ path }) => path),
    'neither',
  ).toEqual(['body'])
})

test('a choice within a choice is told from where it stands', () => {
  const deep = z.object({ in: z.union([z.string(), z.object({ list: z.union([z.number(), z.array(thing)]) })]) })
  expect(faultsOf(deep, { in: { list: [{ name: 'a' }] } })).toEqual([
    { path: 'in.list.0.count', message: 'is missing' },
  ])
})

test('where several shapes were possible none is chosen', () => {
  const either = z.union([thing, z.object({ other: z.number() })])
  expect(faultsOf(either, {}).map(({ path }) => path)).toEqual(['body'])
})
