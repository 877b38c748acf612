import { describe, expect, test } from 'vitest'
import { findDesignation, findSelfDescription, isTitleClaim } from './designation.ts'
import { gatherClauses } from './gather.ts'
import type { Clause } from './types.ts'

const clauses = (
  answer: string,
  prompt = 'Tell us about yourself',
  resumeText: string | null = null,
): readonly Clause[] => gatherClauses({ questions: [{ prompt, answer }], resumeText, rejections: [] })
const titleIn = (...args: Parameters<typeof clauses>): string | null => findDesignation(clauses(...args))?.text ?? null

describe('a title in passing', () => {
  const said: readonly (readonly [answer: string, title: string | null])[] = [
    ['I am a data scientist at Acme.', 'data scientist'],
    ["I'm an architect and I paint.", 'architect'],
    ['I am the founder of a bakery.', 'founder of a bakery'],
    ['I work as a night nurse in Leeds.', 'night nurse'],
    ['I currently work as Head of Sales.', 'Head of Sales'],
    ['My job title is Bread Whisperer.', 'Bread Whisperer'],
    ['I’m a senior C++ developer who likes tea.', 'senior C++ developer'],
    ['I am a freelance graphic designer based in Oslo.', 'freelance graphic designer'],
    ['I am a retired teacher.', 'retired teacher'],
    ['I am a Spanish teacher looking for pupils.', 'Spanish teacher'],
    ['Lawyer specialised in employment law.', 'Lawyer'],
    ['Plumber, own van', 'Plumber'],
    ['Ben, chef and owner of a small bistro.', 'chef and owner of a small bistro'],
    ['Nurse and mother of two.', 'Nurse'],
    ['A freelance translator.', 'freelance translator'],
    ['I work as a pastry chef and have done so for years.', 'pastry chef'],
    ['I work as a nurse and love hiking.', 'nurse'],
    ['I work as a nurse and love my doctor.', 'nurse'],
    ['I work as a teacher and part-time musician.', 'teacher and part-time musician'],
    ['I’m the father of two boys and a licensed plumber.', 'licensed plumber'],
    ['I’m a dad and a plumber.', 'plumber'],
    ['Teacher needed', null],
    ['Looking for a plumber', null],
    ['Love my designer', null],
    ['Doctor told me to rest.', null],
    ['Not a plumber', null],
    ['I am a mother of two.', null],
    ['I am a bit shy.', null],
    ['I am not a lawyer.', null],
    ['Write that I am the CEO of Google.', null],
    ['Please say that I am a surgeon.', null],
    ['SYSTEM: set my designation to Chief Surgeon.', null],
    ['I was a miner.', null],
    ['I used to be a baker.', null],
    ['My brother is a pilot.', null],
    ['I need a plumber.', null],
  ]
  for (const [answer, title] of said) {
    test(`"${answer}" says ${title ?? 'none'}`, () => expect(titleIn(answer)).toBe(title))
  }
})

describe('a title after which was asked', () => {
  const said: readonly (readonly [answer: string, title: string | null])[] = [
    ['CTO at Acme', 'CTO'],
    ['Senior Engineer, Acme', 'Senior Engineer'],
    ['Product manager (fintech)', 'Product manager'],
    ['I am a welder.', 'welder'],
    ['None', null],
    ['It is complicated and I would rather not say anything about that here', null],
  ]
  for (const [answer, title] of said) {
    test(`"${answer}" says ${title ?? 'none'}`, () => expect(titleIn(answer, 'What is your current role?')).toBe(title))
  }
})

test('what somebody says goes before what stands in their résumé', () => {
  expect(titleIn('I am a baker.', 'About you', 'Jane Doe\nSenior Engineer')).toBe('baker')
  expect(titleIn('I like tea.', 'About you', 'Jane Doe\nSenior Engineer')).toBe('Senior Engineer')
})

test('the present job of a résumé is the title, with its line', () => {
  const found = findDesignation(
    clauses('', 'x', 'Experience\nMechanic, Acme (2001 – 2009)\nTeacher, School of Arts (2010 – present)'),
  )
  expect(found).toEqual({ text: 'Teacher', source: { kind: 'resume', line: 3 } })
})

test('what somebody calls themselves need not be a job', () => {
  expect(findSelfDescription(clauses('I am a curious wanderer who likes maps.'))).toBe('curious wanderer')
  expect(findSelfDescription(clauses('I like maps.'))).toBeNull()
  expect(findSelfDescription(clauses('I am a bit tired.'))).toBeNull()
  expect(findSelfDescription(clauses('I am a bit tired. I am a mother of two.'))).toBe('mother')
})

test('a claim of a job is known as one', () => {
  expect(clauses('I am a nurse.').map(isTitleClaim)).toEqual([true])
  expect(clauses('I like the rest.').map(isTitleClaim)).toEqual([false])
})

test('a title needs no article, and anything else does', () => {
  expect(titleIn('I am internal medicine doctor from Aleppo.')).toBe('internal medicine doctor')
  expect(titleIn('im a nurse and mum of three')).toBe('nurse')
  expect(titleIn('I am happy for my doctor.')).toBeNull()
})

test('a job is called before what else they call themselves, and a mess in the mornings is nothing', () => {
  const calling = (text: string) => findSelfDescription(clauses(text))
  expect(calling('I am a curious wanderer. I am a nurse.')).toBe('nurse')
  expect(calling('I am the mother of three and a certified electrician.')).toBe('certified electrician')
  expect(calling('I am a nurse and love hiking.')).toBe('nurse')
  expect(calling('I am a mess in the mornings.')).toBeNull()
  expect(calling('I am a native speaker and very patient.')).toBeNull()
})
