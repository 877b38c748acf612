import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { armName, armOf, variantOf } from './variant.ts'

const people = Array.from({ length: 10_000 }, (_, at) => `person-${at}`)

const inB = (share: number, name = 'spring'): ReadonlySet<string> =>
  new Set(people.filter((id) => variantOf({ name, share }, id) === 'b'))

test('without an experiment, or without a person, there is no arm', () => {
  assert.equal(variantOf(null, 'ana'), null)
  assert.equal(variantOf({ name: 'spring', share: 1 }, null), null)
})

test('arms of an experiment hold about their shares', () => {
  for (const share of [0.1, 0.5, 0.9]) assert.ok(Math.abs(inB(share).size / people.length - share) < 0.015)
  assert.equal(inB(0).size, 0)
  assert.equal(inB(1).size, people.length)
})

test('whoever was in b stays there when its share grows', () => {
  const [few, many] = [inB(0.2), inB(0.3)]
  assert.deepEqual(
    [...few].filter((id) => !many.has(id)),
    [],
  )
})

test('another experiment shuffles everybody anew', () => {
  const [one, other] = [inB(0.5), inB(0.5, 'summer')]
  const both = [...one].filter((id) => other.has(id)).length
  assert.ok(Math.abs(both / people.length - 0.25) < 0.015)
})

test('an arm does not change from one version to the next', () => {
  const arms = ['ana', 'ben', '42', 'cleo', '3f1c'].map((id) => variantOf({ name: 'spring', share: 0.5 }, id))
  assert.deepEqual(arms, ['a', 'a', 'b', 'a', 'b'])
})

test('what is kept of an arm says which experiment it was', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9_-]{1,40}$/u), fc.constantFrom('a', 'b'), (experiment, arm) => {
      assert.deepEqual(armOf(armName({ name: experiment }, arm)), { experiment, arm })
    }),
  )
})
