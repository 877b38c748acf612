import { expect, test } from 'vitest'
import { suggestField } from './nearest-field.ts'

const known = ['age', 'gender', 'last_active']

test.each([
  ['agee', 'age'],
  ['gneder', 'gender'],
  ['egdner', 'gender'],
  ['Gender', 'gender'],
  ['lastactive', 'last_active'],
  ['LAST_ACTIV', 'last_active'],
])('%s was meant to be %s', (name, field) => {
  expect(suggestField(name, known)).toBe(`Did you mean "${field}"?`)
})

test('a name that is like no field is answered with those that there are', () => {
  expect(suggestField('height', known)).toBe('A field is age, gender or last_active.')
  expect(suggestField('height', ['age'])).toBe('A field is age.')
  expect(suggestField('height', [])).toBe('There are no fields here.')
})

test('a name shares a letter at least with what it was meant to be', () => {
  expect(suggestField('x', ['id'])).toBe('A field is id.')
  expect(suggestField('ix', ['id'])).toBe('Did you mean "id"?')
})

test('of very many fields the first are listed', () => {
  const many = Array.from({ length: 500 }, (_, index) => `field_${index}`)
  expect(suggestField('x', many)).toMatch(/^Among the fields are field_0, .*, field_19\.$/u)
})
