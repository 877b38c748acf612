import { expect, test } from 'vitest'
import { applyCorrections, clausesFor } from './corrections.ts'
import type { Correction } from './corrections.ts'
import { noPrompt } from './gather.ts'
import type { SortedClause } from './types.ts'

const clause = (
  text: string,
  kind: SortedClause['kind'],
  source: SortedClause['source'] = { kind: 'resume', line: 1 },
): SortedClause => ({
  text,
  kind,
  source,
  prompt: noPrompt,
  cue: null,
  isAside: false,
  strength: 1,
})
const said = [
  clause('I need a van', 'need'),
  clause('I can teach piano', 'offer'),
  clause('I am a lawyer', 'background'),
  clause('I need a lawyer', 'need'),
  clause('I need a bigger van', 'need', { kind: 'reason', reason: 0 }),
]
const kindsAfter = (...corrections: Correction[]): string[] =>
  applyCorrections(said, corrections).map(({ kind }) => kind)

test('what is dropped is an aside from then on', () => {
  const [van] = applyCorrections(said, [{ action: 'drop', about: 'the van' }])
  expect(van).toMatchObject({ kind: 'aside', isAside: true })
})

test('a dropped need leaves offers of the same words alone', () => {
  expect(kindsAfter({ action: 'drop need', about: 'piano' })).toEqual(said.map(({ kind }) => kind))
  expect(kindsAfter({ action: 'drop offer', about: 'piano' })[1]).toBe('aside')
})

test('who is no lawyer may need one', () => {
  expect(kindsAfter({ action: 'drop claim', about: 'lawyer' })).toEqual(['need', 'offer', 'aside', 'need', 'need'])
})

test('what is no need becomes background, and what is one goes to the needs', () => {
  expect(kindsAfter({ action: 'not need', about: 'van' })[0]).toBe('background')
  expect(kindsAfter({ action: 'not offer', about: 'van' })[0]).toBe('need')
  expect(kindsAfter({ action: 'need', about: 'piano' })[1]).toBe('need')
  expect(kindsAfter({ action: 'offer', about: 'van' })[0]).toBe('offer')
})

test('what the rejection itself says stands', () => {
  expect(kindsAfter({ action: 'drop need', about: 'a van' })).toEqual(['aside', 'offer', 'background', 'need', 'need'])
})

test('a sentence is meant by two thirds of the words that are named', () => {
  expect(kindsAfter({ action: 'drop', about: 'teaching the piano slowly' })[1]).toBe('aside')
  expect(kindsAfter({ action: 'drop', about: 'piano concert in Vienna' })[1]).toBe('offer')
})

test('words that name no sentence mean none', () => {
  for (const about of ['it', 'everything', 'the part', '']) {
    expect(kindsAfter({ action: 'drop', about }), about).toEqual(said.map(({ kind }) => kind))
  }
})

test('a field that is turned down takes only what the rejection says', () => {
  const corrections: Correction[] = [{ action: 'drop field', about: 'name' }]
  expect(clausesFor('name', said, [corrections]).map(({ source }) => source.kind)).toEqual(['reason'])
  expect(clausesFor('focus', said, [corrections])).toBe(said)
})
