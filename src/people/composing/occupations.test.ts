import { describe, expect, test } from 'vitest'
import { isTitle } from './occupations.ts'

describe('titles', () => {
  const titles = [
    'software engineer',
    'Senior Product Manager',
    'CTO',
    'Head of Growth',
    'Director of Engineering for Europe',
    'co-founder',
    'paediatric nurse',
    'gerontologist',
    'mathematician',
    'goldsmith',
    'PhD student',
    'professor of law',
  ]
  for (const title of titles) test(`"${title}" is one`, () => expect(isTitle(title)).toBe(true))

  const others = [
    'morning person',
    'fast learner',
    'mother of two',
    'big believer',
    'German',
    'fan of jazz',
    'optimist',
    '',
    '...',
    '王',
  ]
  for (const words of others) test(`"${words}" is none`, () => expect(isTitle(words)).toBe(false))
})
