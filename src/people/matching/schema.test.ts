import { expect, test } from 'vitest'
import { matchQuery } from './schema.ts'

test.each(['', ' ', 'x', '-0.1', '1.1'])(
  'the threshold %j is refused: no text but a number from 0 to 1 is one',
  (text) => {
    expect(matchQuery.safeParse({ similarity_threshold: text }).success).toBe(false)
  },
)

test('a threshold that is given is a number, and one that is not stays away', () => {
  expect(matchQuery.parse({ similarity_threshold: '0.25' }).similarity_threshold).toBe(0.25)
  expect(matchQuery.parse({}).similarity_threshold).toBeUndefined()
})
