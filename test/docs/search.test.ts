/** The page on searching leaves out nothing that may be said; `demo.test.ts` runs its examples. */
import { expect, test } from 'vitest'
import { explainAnswer, savedSearchAnswer, searchAnswer, searchBody } from '../../src/people/search/schema.ts'
import { EXACT_MAX } from '../../src/people/search/gather.ts'
import { seenDaysMax } from '../../src/people/search/question.ts'
import { readPage, sectionOf } from '../support/pages.ts'

const page = await readPage('docs/search.md')

/** In prose, in a command or in an answer. */
const isNamed = (member: string): boolean => page.includes(`\`${member}\``) || page.includes(`"${member}"`)

test.each([
  ['request', searchBody],
  ['explanation', explainAnswer],
  ['saved search', savedSearchAnswer],
])('the page names every member of the %s', (_what, { shape }) => {
  expect(Object.keys(shape).filter((member) => !isNamed(member))).toEqual([])
})

test('the page names every member of the answer but how long it took', () => {
  const members = Object.keys(searchAnswer.shape).filter((member) => !isNamed(member))
  expect(members.toSorted()).toEqual(['processing_time_ms', 'success'])
})

test('the figures of the page are those of the code', () => {
  expect(sectionOf(page, 'Pages')).toContain(`up to ${EXACT_MAX.toLocaleString('en')} fit`)
  expect(sectionOf(page, 'Nobody twice')).toContain(`1 to ${seenDaysMax}.`)
})
