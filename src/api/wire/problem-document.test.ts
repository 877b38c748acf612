import { expect, test } from 'vitest'
import { Problem, problemCodes, problemList } from '../../base/index.ts'
import { answerProblem, problemDocument, problemType } from './problem-document.ts'

test('a problem tells what happened, under which code, and which request it was', () => {
  const problem = new Problem('person.not_found', 'There is nobody with the id anna.')
  expect(problemDocument(problem, 'request-1')).toEqual({
    type: '/docs/problems#person.not_found',
    title: 'There is no such person',
    status: 404,
    detail: 'There is nobody with the id anna.',
    code: 'person.not_found',
    request_id: 'request-1',
  })
})

test('bad fields are listed, and the list is left out when there are none', () => {
  const errors = [{ path: 'questions.0.answer', message: 'must not be empty' }]
  const problem = new Problem('request.invalid', 'One field is wrong.', { errors })
  expect(problemDocument(problem, 'r')).toMatchObject({ errors })
  expect(problemDocument(new Problem('auth.missing', 'Who are you?'), 'r')).not.toHaveProperty('errors')
})

test('to the clients of Circle the sentence is told as their error, too, and that nothing was done', () => {
  const problem = new Problem('search.nothing_asked', 'Valid prompt is required.')
  const plain = problemDocument(problem, 'r')
  expect(problemDocument(problem, 'r', 'circle')).toEqual({
    ...plain,
    error: 'Valid prompt is required.',
    success: false,
  })
  expect(Object.keys(plain)).not.toContain('error')
})

test('facts and causes stay in the house', () => {
  const cause = new Error('password=hunter2')
  const problem = new Problem('server.failed', 'Something went wrong.', { facts: { accountId: 'acct-77' }, cause })
  const { body } = answerProblem(problem, 'r')
  expect(body).not.toMatch(/hunter2|acct-77|stack/u)
})

test.each([
  [0.2, '1'],
  [1, '1'],
  [59.1, '60'],
])('a wait of %d s is told as %s whole seconds', (retryAfterSeconds, header) => {
  const problem = new Problem('request.too_many', 'Slower.', { retryAfterSeconds })
  expect(answerProblem(problem, 'r').headers).toEqual({ 'retry-after': header })
})

test('a problem without a wait asks for none', () => {
  expect(answerProblem(new Problem('auth.missing', 'Who?'), 'r').headers).toBe(undefined)
})

test('every code of the list has an address of its own', () => {
  expect(new Set(problemCodes.map(problemType)).size).toBe(problemCodes.length)
})

test.each(problemCodes)('%s is answered as a problem with its own status', (code) => {
  const answer = answerProblem(new Problem(code, 'A sentence.'), 'r')
  expect(answer.status).toBe(problemList[code].status)
  expect(answer.mediaType).toBe('application/problem+json; charset=utf-8')
  expect(JSON.parse(String(answer.body))).toMatchObject({
    code,
    status: problemList[code].status,
    title: problemList[code].title,
  })
})
