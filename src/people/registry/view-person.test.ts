import { expect, test } from 'vitest'
import { somebody } from '../../../test/support/somebody.ts'
import type { PersonTexts, Sentence, StoredPersona } from './person.ts'
import { preciseTime, viewPerson } from './view-person.ts'

const texts: PersonTexts = {
  questions: [{ prompt: 'What can you offer?', answer: 'I teach Spanish.' }],
  resumeLink: null,
  resumeStatus: 'none',
  resumeReason: null,
  resumeText: null,
  rejections: [],
}
const viewOf = (...requirements: Sentence[]) =>
  viewPerson(somebody, texts, {
    requirements,
    offerings: [],
    persona: {},
    generatedAt: new Date(0),
  } as unknown as StoredPersona).requirements

test('a sentence shows the words that it came from, though others stand there now', () => {
  const source = { kind: 'answer', question: 0, prompt: 'Need?', text: 'I need a cook. Soon.' } as const
  expect(viewOf({ text: 'I need a cook.', source })).toEqual([
    { text: 'I need a cook.', sources: [{ kind: 'answer', prompt: 'Need?', text: 'I need a cook. Soon.' }] },
  ])
})

test('one that was stored without its words is never shown beside another question', () => {
  const source = { kind: 'answer', question: 0 } as const
  const [cook, teacher] = viewOf({ text: 'I need a cook.', source }, { text: 'I teach Spanish.', source })
  expect(cook?.sources).toEqual([{ kind: 'answer', prompt: '', text: '' }])
  expect(teacher?.sources).toEqual([{ kind: 'answer', prompt: 'What can you offer?', text: 'I teach Spanish.' }])
})

test('a sentence of the member’s own has no older source', () => {
  expect(viewOf({ text: 'I need rest.', source: { kind: 'edit' } })[0]?.sources).toEqual([{ kind: 'edit' }])
})

test('a title that was given is its own source, and one that was said shows where', () => {
  const said = { kind: 'resume', line: 1, text: 'Singer at the opera' }
  const source = (person: object) => viewPerson({ ...somebody, ...person }, texts, null).designation_source
  expect(source({ givenDesignation: 'Cook' })).toEqual({ kind: 'given', text: 'Cook' })
  expect(source({ designation: 'Singer', designationSource: said })).toEqual({ kind: 'resume', text: said.text })
  expect(source({})).toBeNull()
})

test('a persona’s time has microseconds and an offset', () => {
  expect(preciseTime(new Date('2026-01-02T03:04:05.678Z'))).toBe('2026-01-02T03:04:05.678000+00:00')
})
