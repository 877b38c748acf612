import { describe, expect, test } from 'vitest'
import { readCue } from './cues.ts'
import { readPrompt } from './prompts.ts'
import { needsVector, sortClause } from './sort.ts'
import type { Clause, Kind } from './types.ts'

const clause = (prompt: string, text: string, rest: Partial<Clause> = {}): Clause => ({
  text,
  source: { kind: 'answer', question: 0 },
  prompt: readPrompt(prompt),
  cue: readCue(text),
  isAside: false,
  ...rest,
})
const SEEK = 'What are you looking for?'
const GIVE = 'What can you offer?'
const BOTH = 'What do you need and what can you offer?'
const OTHER = 'Anything else?'
const like = (need: number, offer: number, background: number) => ({ need, offer, background })

describe('sorting', () => {
  const cases: readonly (readonly [string, string, ReturnType<typeof like> | null, Kind])[] = [
    [GIVE, 'I need tea', null, 'need'],
    [SEEK, 'I can cook', null, 'offer'],
    [SEEK, 'Tea', null, 'need'],
    [SEEK, 'Tea', like(0, 0, 0.5), 'need'],
    [SEEK, 'The shop was sold', like(0, 0, 0.5), 'background'],
    [SEEK, 'The shop was sold', null, 'need'],
    [SEEK, 'No agencies please', null, 'background'],
    [SEEK, 'Tea', like(0.2, 0, 0.22), 'need'],
    [SEEK, 'I am a nurse', null, 'background'],
    [SEEK, 'Evenings', null, 'need'],
    [SEEK, "I can't cook", null, 'need'],
    [SEEK, 'I am not looking for tea', like(1, 0, 0), 'background'],
    [GIVE, 'Tea', null, 'offer'],
    [GIVE, 'Tea', like(0, 0, 0.5), 'offer'],
    [GIVE, 'Please no agencies', null, 'background'],
    [GIVE, 'I am a nurse', like(0, 0, 0.5), 'offer'],
    [GIVE, 'I no longer teach tea', like(0, 1, 0), 'background'],
    [BOTH, 'Tea', like(0.3, 0.2, 0), 'need'],
    [BOTH, 'Tea', like(0.2, 0.3, 0), 'offer'],
    [BOTH, 'Tea', like(0.2, 0.3, 0.4), 'background'],
    [BOTH, 'Tea', null, 'background'],
    [OTHER, 'Tea', like(0.3, 0.2, 0.2), 'need'],
    [OTHER, 'Tea', like(0.2, 0.3, 0.2), 'offer'],
    [OTHER, 'Tea', like(0.3, 0.29, 0.2), 'background'],
    [OTHER, 'Tea', null, 'background'],
    ['Your name', 'Tea', like(1, 0, 0), 'background'],
  ]
  for (const [prompt, text, nearness, kind] of cases) {
    const sound = nearness ? ` sounding ${JSON.stringify(nearness)}` : ''
    test(`"${prompt}" – "${text}"${sound} is ${kind}`, () => {
      expect(sortClause(clause(prompt, text), nearness).kind).toBe(kind)
    })
  }
})

test('an aside stays one, whatever it says', () => {
  expect(sortClause(clause(SEEK, 'I need tea', { isAside: true }), like(1, 0, 0))).toMatchObject({ kind: 'aside' })
})

test('own words are surer than the question, the question than the sound', () => {
  const strengths = [
    sortClause(clause(SEEK, 'I need tea'), null),
    sortClause(clause(OTHER, 'I need tea'), null),
    sortClause(clause(SEEK, 'Tea'), null),
    sortClause(clause(OTHER, 'Tea'), like(0.3, 0.2, 0.2)),
  ].map(({ strength }) => strength)
  expect(strengths).toEqual(strengths.toSorted((one, other) => other - one))
  expect(new Set(strengths).size).toBe(4)
})

test('who says more says it more strongly, up to a point', () => {
  const strength = (words: number): number =>
    sortClause(clause(SEEK, 'I need ' + 'tea pot '.repeat(words)), null).strength
  expect(strength(2)).toBeGreaterThan(strength(1))
  expect(strength(40)).toBe(strength(20))
})

test('a vector is asked for only where neither words nor question tell', () => {
  expect(needsVector(clause(OTHER, 'Tea'))).toBe(true)
  expect(needsVector(clause(BOTH, 'Tea'))).toBe(true)
  expect(needsVector(clause(SEEK, 'Tea'))).toBe(true)
  expect(needsVector(clause(OTHER, 'I need tea'))).toBe(false)
  expect(needsVector(clause(SEEK, 'I am a nurse'))).toBe(false)
  expect(needsVector(clause('Your name', 'Tea'))).toBe(false)
  expect(needsVector(clause(OTHER, 'Tea', { isAside: true }))).toBe(false)
  expect(needsVector(clause(OTHER, 'Tea', { source: { kind: 'resume', line: 1 } }))).toBe(false)
})
