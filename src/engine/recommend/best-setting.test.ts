import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bestSetting } from './best-setting.ts'
import { meanOf } from './bootstrap.ts'

const figure = fc.double({ min: 0, max: 1, noNaN: true })
const figures = fc.array(
  fc.array(figure, { minLength: 6, maxLength: 6 }).map((list) => Float64Array.from(list)),
  { minLength: 1, maxLength: 6 },
)

test('nothing that was tried is ahead of the best, which is the first of its kind', () => {
  fc.assert(
    fc.property(figures, (lists) => {
      const { setting, tried } = bestSetting([...lists.keys()], (index) => lists[index] as Float64Array)
      const means = lists.map(meanOf)
      expect(setting).toBe(means.indexOf(Math.max(...means)))
      for (const each of tried) expect(each.behind).toBeGreaterThanOrEqual(-1e-12)
      expect(tried[setting]).toMatchObject({ behind: 0, behindError: 0 })
      expect(tried.map((each) => each.setting)).toEqual([...lists.keys()])
    }),
  )
})

test('rows that gain alike make a small error of the difference, though each figure has a large one', () => {
  const plain = Float64Array.from({ length: 50 }, (_, row) => (row % 10) / 20)
  const { tried } = bestSetting([0, 0.25], (more) => plain.map((each) => each + more))
  expect(tried[0]?.error).toBeGreaterThan(0.015)
  expect(tried[0]?.behindError).toBeLessThan(1e-9)
  expect(tried[0]?.behind).toBeCloseTo(0.25, 12)
})

test('each setting is tried once, in order', () => {
  const asked: string[] = []
  bestSetting(['a', 'b', 'c'], (name) => {
    asked.push(name)
    return Float64Array.of(1, 0)
  })
  expect(asked).toEqual(['a', 'b', 'c'])
})
