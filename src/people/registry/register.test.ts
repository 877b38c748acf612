import { expect, test } from 'vitest'
import type { Person } from './person.ts'
import { registration } from './schema.ts'
import { planRegistration, textsOf } from './register.ts'
import { somebody } from '../../../test/support/somebody.ts'

const unapproved = { ...somebody, approvedAt: null }

test('a stranger is created, and has nothing to update', () => {
  const stranger: Person = { ...unapproved, stage: 'unregistered' }
  expect(planRegistration(stranger, false)).toEqual({ kind: 'create' })
  expect(() => planRegistration(stranger, true)).toThrow(expect.objectContaining({ code: 'person.not_found' }))
})

test('a person who is known is not registered again', () => {
  expect(() => planRegistration(somebody, false)).toThrow(expect.objectContaining({ code: 'person.exists' }))
  expect(() => planRegistration({ ...unapproved, stage: 'awaiting_approval' }, false)).toThrow(/update/u)
})

test('an approved person keeps her persona until the next batch', () => {
  expect(planRegistration(somebody, true)).toEqual({ kind: 'update' })
  expect(planRegistration({ ...somebody, stage: 'failed', failedStage: 'matching' }, true)).toEqual({ kind: 'update' })
})

test('a person whom nobody has approved yet starts over at once', () => {
  expect(planRegistration({ ...unapproved, stage: 'awaiting_approval' }, true)).toEqual({ kind: 'restart' })
  expect(planRegistration({ ...unapproved, stage: 'persona' }, true)).toEqual({ kind: 'restart' })
})

test('after a failure the same call goes on', () => {
  expect(planRegistration({ ...unapproved, stage: 'failed', failedStage: 'persona' }, false)).toEqual({
    kind: 'restart',
  })
})

const valid = { user_id: 'ada', questions: [{ prompt: 'Need?', answer: 'Yes.' }] }
const faultsOf = (body: unknown): string[] =>
  registration.safeParse(body).error?.issues.map(({ path }) => path.join('.')) ?? []

test('answers or a résumé there must be', () => {
  expect(faultsOf(valid)).toEqual([])
  expect(faultsOf({ user_id: 'ada', questions: [], resume_link: 'https://example.org/cv.pdf' })).toEqual([])
  expect(faultsOf({ user_id: 'ada', resume_link: 'https://example.org/cv.pdf' })).toEqual([])
  expect(faultsOf({ user_id: 'ada', questions: [] })).toEqual(['questions'])
})

test.each([
  ['a blank answer', { ...valid, questions: [{ prompt: 'Need?', answer: '  ' }] }, 'questions.0.answer'],
  ['a blank prompt', { ...valid, questions: [{ prompt: '', answer: 'Yes.' }] }, 'questions.0.prompt'],
  [
    'an answer of 100,000 characters',
    { ...valid, questions: [{ prompt: 'Need?', answer: 'x'.repeat(100_000) }] },
    'questions.0.answer',
  ],
  ['an id of 129 characters', { ...valid, user_id: 'x'.repeat(129) }, 'user_id'],
  ['an id with a slash', { ...valid, user_id: 'a/b' }, 'user_id'],
  ['an id of two dots', { ...valid, user_id: '..' }, 'user_id'],
  ['an id that is a route', { ...valid, user_id: 'register' }, 'user_id'],
  ['a lone surrogate in an id', { ...valid, user_id: 'a\ud800' }, 'user_id'],
  ['101 questions', { ...valid, questions: Array.from({ length: 101 }, () => valid.questions[0]) }, 'questions'],
  ['a blank title', { ...valid, designation: ' ' }, 'designation'],
])('%s is refused by name', (_, body, path) => {
  expect(faultsOf(body)).toEqual([path])
})

test('a résumé that is not mentioned stays as it is, null is none, and another is still to be read', () => {
  const questions = [{ prompt: 'What do you need?', answer: 'A gardener.' }]
  const saying = (more: object) => registration.parse({ user_id: 'ada', questions, update: true, ...more })
  const before = {
    questions: [{ prompt: 'What do you need?', answer: 'A cook.' }],
    resumeLink: 'https://example.org/cv.pdf',
    resumeStatus: 'read',
    resumeReason: null,
    resumeText: 'I sing.',
    rejections: ['No.'],
  } as const
  const none = {
    questions,
    rejections: [],
    resumeLink: null,
    resumeStatus: 'none',
    resumeReason: null,
    resumeText: null,
  }
  expect(textsOf(saying({}), before)).toEqual({ ...before, questions, rejections: [] })
  expect(textsOf(saying({ resume_link: null }), before)).toEqual(none)
  expect(textsOf(saying({}), null)).toEqual(none)
  expect(textsOf(saying({ update: false }), before)).toEqual(none)
  const link = 'https://example.org/new.pdf'
  const waiting = { ...none, resumeLink: link, resumeStatus: 'waiting' }
  expect(textsOf(saying({ resume_link: link }), before)).toEqual(waiting)
})

test('a link may be as long as one that is signed beforehand', () => {
  const link = `https://example.org/${'a'.repeat(3000)}`
  expect(registration.safeParse({ user_id: 'ada', resume_link: link }).success).toBe(true)
})
