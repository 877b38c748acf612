import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyDepthMax, findTextFaults, textFault } from './request-text.ts'

const HALF = '\u{D800}'

test.each([
  ['', null],
  ['plain', null],
  ['línea\n\t ✓ 😀', null],
  ['a\0b', 'must not contain the character NUL'],
  [`a${HALF}`, 'must not contain unpaired surrogates'],
])('of %j it is said: %s', (text, fault) => {
  expect(textFault(text)).toBe(fault)
})

test('a fault is named by its dotted path', () => {
  const body = { questions: [{ prompt: 'fine' }, { prompt: 'why', answer: 'a\0' }], name: HALF }
  expect(findTextFaults(body)).toEqual([
    { path: 'name', message: 'must not contain unpaired surrogates' },
    { path: 'questions.1.answer', message: 'must not contain the character NUL' },
  ])
})

test('a field whose name is the fault is named by its object, and no answer carries the name itself', () => {
  const faults = findTextFaults({ outer: { 'a\0b': 'c\0', [HALF]: 1 } })
  expect(faults.map(({ path }) => path)).toEqual(['outer', 'outer.a\u{FFFD}b', 'outer'])
  expect(JSON.stringify(faults)).not.toContain('\\u0000')
  expect(faults.every(({ path }) => path.isWellFormed())).toBe(true)
})

test('a text by itself has no path', () => {
  expect(findTextFaults('\0')).toEqual([{ path: '', message: 'must not contain the character NUL' }])
})

test.each([[null], [undefined], [1], [true], [{}], [[]], [{ a: [null, 1, { b: 'c' }] }]])(
  '%j has no faults',
  (value) => {
    expect(findTextFaults(value)).toEqual([])
  },
)

test('__proto__ is refused wherever it stands', () => {
  expect(findTextFaults(JSON.parse('{"a": {"__proto__": {"isAdmin": true}}}'))).toEqual([
    { path: 'a.__proto__', message: 'must not be sent' },
  ])
})

test('a constructor is refused only when it reaches for a prototype', () => {
  expect(findTextFaults({ constructor: { prototype: {} } })).toEqual([
    { path: 'constructor', message: 'must not be sent' },
  ])
  expect(findTextFaults({ constructor: 'Norman Foster' })).toEqual([])
})

function nested(depth: number): unknown {
  let value: unknown = 'core'
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { a: value }
  return value
}

test('a body may be nested as deeply as is allowed and no deeper', () => {
  expect(findTextFaults(nested(bodyDepthMax))).toEqual([])
  expect(findTextFaults(nested(bodyDepthMax + 1))).toMatchObject([
    { message: `must not be nested deeper than ${bodyDepthMax} levels` },
  ])
})

test('a body nested half a million deep is refused without falling over', () => {
  const bomb = JSON.parse('['.repeat(500_000) + ']'.repeat(500_000)) as unknown
  expect(findTextFaults(bomb)).toHaveLength(1)
})

test('a list of half a million strings is read, and its one fault found', () => {
  const texts = Array.from({ length: 500_000 }, () => 'a')
  texts[400_000] = '\0'
  expect(findTextFaults(texts)).toEqual([{ path: '400000', message: 'must not contain the character NUL' }])
})

test('a million faults get a short answer', () => {
  expect(findTextFaults(Array.from({ length: 1_000_000 }, () => '\0'))).toHaveLength(20)
})

test('whatever passes can be kept by PostgreSQL as JSON and as text', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      if (findTextFaults(value).length > 0) return
      const text = JSON.stringify(value)
      expect(text).not.toContain('\\u0000')
      expect(text).not.toMatch(/\\ud[89a-f]/u)
    }),
  )
})

test('a fault anywhere is found', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('\0', HALF), (value, bad) => {
      expect(findTextFaults({ before: value, here: [`x${bad}`] }).length).toBeGreaterThan(0)
    }),
  )
})
