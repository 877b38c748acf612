import { expect, test } from 'vitest'
import { connectingPhrases, personaOf } from './fields.ts'
import { gatherClauses } from './gather.ts'
import { sortClause } from './sort.ts'
import type { CompositionInput, Persona, SortedClause } from './types.ts'

function personaIn(answer: string, prompt = 'Tell us about yourself', rest: Partial<CompositionInput> = {}): Persona {
  const gathered = gatherClauses({ questions: [{ prompt, answer }], resumeText: null, rejections: [], ...rest })
  const clauses = gathered.map((clause) => sortClause(clause, null))
  const kind = (wanted: SortedClause['kind']): readonly SortedClause[] =>
    clauses.filter((clause) => clause.kind === wanted)
  return personaOf({ from: () => clauses, requirements: kind('need'), offerings: kind('offer'), designation: null })
}

test('the essence is what they say of themselves, without needs, offers, hours and names', () => {
  const answer = 'My name is Ada. I grew up in Leeds. I need a van. I can cook. I am free in the evenings. I like maps.'
  expect(personaIn(answer).profile_essence).toBe('I grew up in Leeds. I like maps.')
})

test('a full stop is set where a sentence has none', () => {
  expect(personaIn('I grew up in Leeds\nI like maps!').profile_essence).toBe('I grew up in Leeds. I like maps!')
})

test('without an account the essence says what they give and lack, with fixed words between', () => {
  expect(personaIn('I can cook. I need a van.').profile_essence).toBe(
    `${connectingPhrases[0]} I can cook. ${connectingPhrases[1]} I need a van.`,
  )
  expect(personaIn('I need a van.').profile_essence).toBe(`${connectingPhrases[1]} I need a van.`)
})

test('experience is a career, in answers and under its heading', () => {
  expect(personaIn('I led a team of nine. I like tea.').experience).toBe('I led a team of nine.')
  expect(personaIn('', 'x', { resumeText: 'Experience\nCook, Ritz' }).experience).toBe('Cook, Ritz.')
  expect(personaIn('I need somebody with ten years of experience.').experience).toBeNull()
})

test('what somebody does for fun is neither experience nor focus', () => {
  for (const resumeText of [
    'Hobbies: building model trains since 1990, chess',
    'Hobbies\nBuilt trains for ten years',
  ]) {
    expect(personaIn('', 'x', { resumeText })).toMatchObject({ experience: null, focus: null })
  }
})

test('a list mark is followed by no full stop', () => {
  expect(personaIn('a nanny for two afternoons a week;', 'What do you need?').what_theyre_looking_for).toBe(
    'a nanny for two afternoons a week.',
  )
})

test('a philosophy of investing takes somebody who invests', () => {
  const answer = 'I am an angel investor. I look for stubborn founders. I like tea.'
  expect(personaIn(answer).investment_philosophy).toBe('- I am an angel investor.\n- I look for stubborn founders.')
  for (const other of [
    'We are raising from investors.',
    'I need an investor.',
    'I look for founders to join.',
    'I like tea.',
  ]) {
    expect(personaIn(other).investment_philosophy, other).toBeNull()
  }
})

test('who only mentions investors has no philosophy of investing', () => {
  for (const [answer, prompt] of [
    ['intros to angel investors', 'What do you need?'],
    ['intros to angel investors', 'What can you offer?'],
    ['I repair bikes', 'How can you help founders and investors?'],
  ] as const) {
    expect(personaIn(answer, prompt).investment_philosophy, prompt).toBeNull()
  }
  expect(personaIn('Angel investor in Leeds.').investment_philosophy).toBe('- Angel investor in Leeds.')
})

test('the style is how, when and where they like to meet', () => {
  expect(personaIn('I prefer to meet in person. I like tea.').engagement_style).toBe('I prefer to meet in person.')
  expect(personaIn('Slowly, by letter.', 'How do you like to communicate?').engagement_style).toBe('Slowly, by letter.')
  expect(personaIn('I like tea.').engagement_style).toBeNull()
})

test('what they deny is in no field', () => {
  const persona = personaIn('I am not looking for investors. I no longer teach evenings.')
  expect(Object.values(persona).filter((field) => field !== null)).toEqual([])
})

test('a field is bounded, however much was said', () => {
  const answer = Array.from({ length: 100 }, (_, index) => `I worked in town${index}.`).join(' ')
  expect(personaIn(answer).experience?.split('. ').length).toBe(6)
})

test('experience is the speaker’s own, and no mention of somebody else’s career', () => {
  expect(personaIn('My wife has worked in banks for ten years.').experience).toBeNull()
  expect(personaIn('I gladly read the letters of career changers.').experience).toBeNull()
  expect(personaIn('I can offer ten years of welding.').experience).toBe('I can offer ten years of welding.')
})

test('references are no way to meet', () => {
  expect(personaIn('', 'x', { resumeText: 'Interests\nReferences available on request' }).engagement_style).toBeNull()
})

test('the essence prefers who they are to what else was left over', () => {
  expect(personaIn('A long swim and two lessons.', 'What would a great week look like?').profile_essence).toBeNull()
  expect(personaIn('Rain and shine for forty winters! I deliver letters.').profile_essence).toBe('I deliver letters.')
  expect(personaIn('nothing. my wife signed me up', 'What do you need?').profile_essence).toBeNull()
})
