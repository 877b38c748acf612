import { describe, expect, test } from 'vitest'
import { findFocus } from './focus.ts'
import { gatherClauses } from './gather.ts'
import { sortClause } from './sort.ts'

const focusIn = (answer: string, prompt = 'Tell us about yourself'): string | null =>
  findFocus(
    gatherClauses({ questions: [{ prompt, answer }], resumeText: null, rejections: [] }).map((clause) =>
      sortClause(clause, null),
    ),
  )

describe('focus', () => {
  const said: readonly (readonly [answer: string, prompt: string | undefined, focus: string | null])[] = [
    ['fintech, climate and board games', 'Interests?', 'fintech | climate | board games'],
    ['- AI\n- health\n- AI', 'Which industries?', 'AI | health'],
    ['Fintech / Insurance', 'Sector', 'Fintech | Insurance'],
    ['I focus on energy and water.', undefined, 'energy | water'],
    ['I am passionate about old maps.', undefined, 'old maps'],
    ['My interests are tea, and mainly green tea.', undefined, 'tea | green tea'],
    ['Skills: Go, Rust', undefined, 'Go | Rust'],
    ['I am interested in meeting bakers.', undefined, null],
    ['I live in Leeds.', undefined, null],
    ['a very long answer that names no thing but tells a story', 'Interests?', null],
    ['I calculate timber and steel structures.', 'Your field?', 'I calculate timber and steel structures'],
    ['Bread and how it is made.', 'Interests?', 'Bread and how it is made'],
    ['Hobbies: chess, tea', undefined, null],
    ['', 'Interests?', null],
  ]
  for (const [answer, prompt, focus] of said) {
    test(`"${answer}" is concerned with ${focus ?? 'nothing named'}`, () => expect(focusIn(answer, prompt)).toBe(focus))
  }
})

test('the list is bounded', () => {
  const items = Array.from({ length: 30 }, (_, index) => `thing${index}`).join(', ')
  expect(focusIn(items, 'Interests?')?.split(' | ').length).toBe(8)
})
