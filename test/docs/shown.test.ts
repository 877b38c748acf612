/** The comparison of shown with real answers must itself be able to fail. */
import { expect, test } from 'vitest'
import { lastJsonOf, shownIn } from '../support/shown.ts'

test.each([
  ['the same', { a: 1, b: ['c'] }, { a: 1, b: ['c'] }],
  ['members that are left out', { a: 1 }, { a: 1, b: 2 }],
  ['a figure that is rounded', { a: 0.85 }, { a: 0.848 }],
  ['a figure of many points that is rounded', { a: 33.71 }, { a: 33.82 }],
  ['something that differs from run to run', { id: '…' }, { id: 'e7d1' }],
  ['the beginning of a text', { text: 'They said: …' }, { text: 'They said: yes.' }],
])('%s is no difference', (_what, shown, actual) => {
  expect(shownIn(shown, actual)).toEqual([])
})

test.each([
  ['another word', { a: { b: 'c' } }, { a: { b: 'd' } }, 'the answer.a.b is shown as "c" but is "d"'],
  ['another figure', { a: 0.85 }, { a: 0.84 }, 'the answer.a is shown as 0.85 but is 0.84'],
  ['another figure of many points', { a: 33.71 }, { a: 33.9 }, 'the answer.a is shown as 33.71 but is 33.9'],
  ['another count', 300, 301, 'the answer is shown as 300 but is 301'],
  ['one more in a list', [1], [1, 2], 'the answer is shown as [1] but is [1,2]'],
  ['a member that is not there', { a: null }, {}, 'the answer.a is shown as null but is undefined'],
  ['something else altogether', { a: 1 }, 'a', 'the answer is shown as {"a":1} but is "a"'],
  ['another beginning', ['a…'], ['b'], 'the answer[0] is shown as "a…" but is "b"'],
])('%s is a difference', (_what, shown, actual, sentence) => {
  expect(shownIn(shown, actual)).toEqual([sentence])
})

test('the last answer of an output is taken, whatever stands around it', () => {
  expect(lastJsonOf('{"a":1}\nwaiting\n{"a":2}\n\n')).toEqual({ a: 2 })
  expect(() => lastJsonOf('nothing')).toThrow(/no answer/u)
})
