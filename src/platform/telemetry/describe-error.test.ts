import { expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import { describeError } from './describe-error.ts'
import { redactFacts } from './redact-facts.ts'

const describe = (error: Error) => describeError(error, redactFacts)
const asText = (error: Error): string => JSON.stringify(describe(error))

test('an error is told by name, code, message and frames of ours', () => {
  const told = describe(Object.assign(new TypeError('It broke.'), { code: 'EBROKEN' }))
  expect(told).toMatchObject({ name: 'TypeError', code: 'EBROKEN', message: 'It broke.' })
  expect(told.stack?.[0]).toContain('src/platform/telemetry/describe-error.test.ts:')
  expect(told.stack?.join(' ')).not.toMatch(/node_modules|node:|\/work\//u)
})

test('what a database error says of rows and parameters is left out', () => {
  const error = Object.assign(new Error('duplicate key value violates unique constraint "people_email"'), {
    code: '23505',
    detail: 'Key (email)=(ann@planted.example) already exists.',
    where: 'planted-where',
    parameters: ['planted-parameter'],
    query: 'insert planted-query',
  })
  expect(asText(error)).not.toMatch(/planted/u)
  expect(describe(error)).toMatchObject({
    code: '23505',
    message: 'duplicate key value violates unique constraint "people_email"',
  })
})

test('a data exception does not quote the value that it is about', () => {
  const error = Object.assign(new Error('invalid input syntax for type uuid: "my "planted" diary"'), { code: '22P02' })
  expect(describe(error).message).toBe('invalid input syntax for type uuid: "…"')
})

test('a text that is no JSON is not quoted', () => {
  let thrown: unknown
  try {
    JSON.parse('planted secret text')
  } catch (error) {
    thrown = error
  }
  expect(asText(thrown as Error)).not.toContain('planted')
  expect(asText(thrown as Error)).toContain('JSON')
})

test('messages of causes and of all errors of a group are told, redacted', () => {
  const cause = new Error('no route to postgres://ann:planted@db/app', { cause: new Error('Bearer planted') })
  const group = new AggregateError([new Error('whsec_planted'), 'planted'], 'Both failed.', { cause })
  const told = describe(group)
  expect(JSON.stringify(told)).not.toContain('planted')
  expect(told.cause?.cause?.message).toBe('Bearer [redacted]')
  expect(told.errors?.map(({ message }) => message)).toEqual(['whsec_[redacted]'])
})

test('the facts of a problem are told, its secrets are not', () => {
  const problem = new Problem('model.refused', 'The model gave no answer.', {
    facts: { model: 'small', prompt: 'planted' },
  })
  expect(describe(problem)).toMatchObject({ code: 'model.refused', facts: { model: 'small', prompt: '[redacted]' } })
})

test('something thrown that is no error is named by its type', () => {
  expect(describe(new Error('odd', { cause: { password: 'planted' } })).cause).toEqual({
    name: 'Thrown',
    message: 'a value of type object',
  })
  expect(describe(new Error('odd', { cause: 'Bearer planted' })).cause?.message).toBe('Bearer [redacted]')
})

test('an error that is its own cause is told to a depth', () => {
  const error = new Error('round')
  error.cause = error
  expect(asText(error).match(/round/gu)?.length).toBe(6)
})

test('a message that looks like a frame is not taken for one', () => {
  const told = describe(new Error('one\n    at planted secret'))
  expect(told.stack?.join(' ')).not.toContain('planted')
})
