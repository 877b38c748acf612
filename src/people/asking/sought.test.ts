import { expect, test } from 'vitest'
import { lineOf } from './line.ts'
import { isSought } from './sought.ts'

/** Asked of the word in brackets. */
function isSoughtIn(marked: string): boolean {
  const line = lineOf(marked.replace(/[[\]]/gu, ''))
  const before = lineOf(marked.slice(0, marked.indexOf('['))).tokens.length
  return isSought(line, before)
}

test.each([
  '[woman]',
  'looking for a [woman]',
  'somebody to chat with, a [man]',
  'who is a patient [woman]',
  'who identifies as [female]',
  'a group of [women] to hike with',
  'must be [male]',
  'for my band a [woman]',
])('%s is looked for', (marked) => {
  expect(isSoughtIn(marked)).toBe(true)
})

test.each([
  'clothes for [men]',
  'a book about young [women]',
  'who coaches [women]',
  'who is good at coaching [women]',
  'experience teaching [girls]',
  'my [girl]',
  'a teacher for my little [boy]',
  'friend of [men]',
])('%s is not', (marked) => {
  expect(isSoughtIn(marked)).toBe(false)
})
