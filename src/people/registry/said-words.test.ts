import { expect, test } from 'vitest'
import type { SentenceSource } from '../composing/index.ts'
import { quoted, quotedAgain } from './said-words.ts'

const said = {
  questions: [
    { prompt: 'Need?', answer: 'I need a cook.\nSoon.' },
    { prompt: 'Offer?', answer: 'I sing.' },
  ],
  resumeText: 'Ada\r\nSinger\rPainter\nDancer',
  rejections: ['Too long.', 'I need a maid.'],
}

test.each([
  [
    { kind: 'answer', question: 1 },
    { prompt: 'Offer?', text: 'I sing.' },
  ],
  [{ kind: 'resume', line: 2 }, { text: 'Singer' }],
  [{ kind: 'resume', line: 4 }, { text: 'Dancer' }],
  [{ kind: 'reason', reason: 1 }, { text: 'I need a maid.' }],
] as const)('a sentence out of %j is kept with the words that stand there', (source, words) => {
  expect(quoted({ text: 'x', source }, said)).toEqual({ text: 'x', source: { ...source, ...words } })
})

const older = (text: string, source: unknown) => quotedAgain({ text, source: source as SentenceSource }, said)

test('a sentence that was stored without its words finds them while they are there', () => {
  expect(older('I need a cook. Soon.', { kind: 'answer', question: 0 })).toMatchObject({ prompt: 'Need?' })
  expect(older('I need a maid.', { kind: 'reason' })).toMatchObject({ text: 'I need a maid.' })
})

test('when they have been replaced it is laid in no other mouth', () => {
  expect(older('I need a carpenter.', { kind: 'answer', question: 1 })).toEqual({
    kind: 'answer',
    question: 1,
    text: '',
  })
  expect(older('I paint.', { kind: 'resume', line: 77 }).text).toBe('')
  expect(older('I paint.', { kind: 'answer', question: 9 }).text).toBe('')
})
