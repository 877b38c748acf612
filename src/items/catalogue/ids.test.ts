import { expect, test } from 'vitest'
import { itemId, userId } from './ids.ts'

test('a whole number means its decimal digits, and is the same person as that text', () => {
  expect([userId.parse(7), userId.parse('7'), userId.parse(0), userId.parse(-3)]).toEqual(['7', '7', '0', '-3'])
  expect(userId.parse('007'), 'a text stays as it is').toBe('007')
})

test.each([[1.5], [2 ** 53], [Number.NaN], [true], [null], [['7']], [''], ['a/b'], ['x'.repeat(129)]])(
  'nobody is called %j',
  (value) => {
    expect(userId.safeParse(value).success).toBe(false)
  },
)

test('an id that nobody can have is refused with what is wrong with it', () => {
  expect(userId.safeParse('a/b').error?.issues[0]?.message).toBe('must not contain "/"')
  expect(userId.safeParse({}).error?.issues[0]?.message).toBe('must be a text or a whole number')
})

test.each(['import', 'imports', 'metrics', 'trending'])('no item is called %s, which is an address', (id) => {
  expect(itemId.safeParse(id).success).toBe(false)
  expect(userId.safeParse(id).success).toBe(true)
})

test('ids of items are texts alone', () => {
  expect(itemId.safeParse(7).success).toBe(false)
  expect(itemId.parse('7')).toBe('7')
})
