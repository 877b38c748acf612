import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listItems } from './listed.ts'

describe('a list of things comes apart', () => {
  test.each([
    [
      'A plumber, an electrician and someone to paint my house.',
      ['A plumber', 'an electrician', 'someone to paint my house.'],
    ],
    [
      'angel cheque ($50k), a lawyer who gets GDPR, maybe gym buddy in Berlin.',
      ['angel cheque ($50k)', 'a lawyer who gets GDPR', 'maybe gym buddy in Berlin.'],
    ],
    ['a van, a driver, and help', ['a van', 'a driver', 'help']],
    ['legal advice, warehouse space, angel investors', ['legal advice', 'warehouse space', 'angel investors']],
    [
      'A cook (French, Thai and Greek), a waiter and a barista',
      ['A cook (French, Thai and Greek)', 'a waiter', 'a barista'],
    ],
  ])('%j', (sentence, items) => expect(listItems(sentence)).toEqual(items))
})

describe('anything else stays whole', () => {
  test.each([
    'A plumber and an electrician.',
    'A patient, kind and funny teacher',
    'A very patient, really kind and funny teacher',
    'Investors, customers and advisors',
    'A home, a garden and I would be happy.',
    'A friend called, a colleague wrote and a boss was waiting.',
    'part-time work, from home, in the evenings',
    'A flat, near the park, with a garden',
    'I need a van, a driver and a lawyer.',
    'Go, Rust and SQL',
  ])('%j', (sentence) => expect(listItems(sentence)).toEqual([sentence]))
})

test('items are verbatim, and a sentence without end is read in no time', () => {
  const words = fc.constantFrom('a van', ',', 'and', '(', ')', 'someone to cook', 'legal advice', 'I sing', 'maybe')
  fc.assert(
    fc.property(fc.array(words, { maxLength: 15 }), (list) => {
      for (const item of listItems(list.join(' '))) expect(list.join(' ')).toContain(item)
    }),
  )
  const startedAt = performance.now()
  listItems('a van, ('.repeat(20_000))
  listItems(`${'maybe '.repeat(20_000)}, a, b`)
  expect(performance.now() - startedAt).toBeLessThan(20_000)
})
