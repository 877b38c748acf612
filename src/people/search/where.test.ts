import { describe, expect, test } from 'vitest'
import { candidateOf } from '../../../test/support/candidates.ts'
import { silentPersona } from '../../../test/support/silent-persona.ts'
import { Problem } from '../../base/index.ts'
import type { Candidate } from '../profiles/index.ts'
import { clauseShare, meetsClauses, readClauses, whereFields } from './where.ts'
import type { WrittenClause } from './where.ts'

const otto = candidateOf({
  name: 'Otto',
  age: 30,
  gender: 'male',
  about: 'I climb in Zürich.',
  interests: ['Climbing', 'Chess'],
  languages: ['de'],
  lastActive: new Date('2026-02-03T12:00:00Z'),
  persona: { ...silentPersona, archetype: 'The Guide' },
})
const meets = (is: string, candidate: Candidate = otto): boolean =>
  meetsClauses(
    candidate,
    readClauses([{ is }]).map(({ expression }) => expression),
  )

describe('a clause', () => {
  test.each([
    'name = "otto" and age in 25..35 and gender != "female"',
    'about contains "ZÜRICH"',
    'interests contains all ("chess", "climbing") and needs contains "x" or languages contains "de"',
    'last_active = 2026-02-03',
    'archetype matches /guide$/i',
  ])('is asked of profile and persona: %s', (is) => {
    expect(meets(is)).toBe(true)
  })

  test.each(['age > 30', 'interests contains "clim"', 'about matches /^Climb/', 'archetype is unknown'])(
    'that is not so keeps somebody out: %s',
    (is) => {
      expect(meets(is)).toBe(false)
    },
  )

  test('that nobody can judge keeps somebody out, denied or not', () => {
    const silent = candidateOf()
    for (const is of ['age = 30', 'not age = 30', 'archetype = "the guide"']) expect(meets(is, silent)).toBe(false)
    for (const field of Object.keys(whereFields)) expect(meets(`${field} is known`, otto)).toEqual(expect.any(Boolean))
  })

  test('may weigh instead: the share of the weights that hold, half for what is not known', () => {
    const clauses = (...written: WrittenClause[]) => readClauses(written)
    const young = { is: 'age < 40', weight: 3 }
    const sails = { is: 'interests contains "sailing"', weight: 1 }
    expect(clauseShare(otto, clauses(young, sails))).toBe(0.75)
    expect(clauseShare(candidateOf({ interests: ['Sailing'] }), clauses(young, sails))).toBe(0.625)
    expect(clauseShare(otto, clauses({ is: 'age = 1' }))).toBe(null)
    expect(clauseShare(otto, clauses({ is: 'age = 1', weight: 0 }))).toBe(null)
  })
})

test('every clause that cannot be read is named, with the character at which it breaks off', () => {
  const read = () => readClauses([{ is: 'age = ' }, { is: 'age = 30' }, { is: 'height = 1', weight: 2 }])
  expect(read).toThrow(Problem)
  try {
    read()
  } catch (error) {
    const { code, errors } = error as Problem
    expect(code).toBe('request.invalid')
    expect(errors).toMatchObject([
      { path: 'where.0.is', message: expect.stringContaining('(at character 7)') as string },
      { path: 'where.2.is', message: expect.stringContaining('(at character 1)') as string },
    ])
  }
})

test('patterns cost time for each person: of all clauses together three are looked for', () => {
  const pattern = 'about matches /a/'
  expect(readClauses([{ is: `${pattern} or ${pattern}` }, { is: `not (age = 1 and ${pattern})` }]).length).toBe(2)
  expect(() => readClauses([{ is: `${pattern} or ${pattern}` }, { is: `${pattern} and ${pattern}` }])).toThrow(Problem)
})

test('a member asks for nothing that would tell to the minute when somebody was there', () => {
  const clause = { is: 'last_active > 2026-01-01' }
  expect(readClauses([clause]).length).toBe(1)
  expect(() => readClauses([clause], true)).toThrow(Problem)
})
