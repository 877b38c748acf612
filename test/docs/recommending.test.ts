/** The page on recommending leaves out nothing that may be said; `demo.test.ts` runs its examples. */
import { expect, test } from 'vitest'
import { facetNames } from '../../src/items/shelf/index.ts'
import {
  personalisedBody,
  popularBody,
  recommendationAnswer,
  similarBody,
  sourceNames,
  trendingBody,
} from '../../src/items/recommending/schema.ts'
import { readPage } from '../support/pages.ts'

const page = await readPage('docs/recommending.md')
const sizes = { standard: 20, max: 100 }

/** In prose, in a command or in an answer. */
const isNamed = (member: string): boolean => page.includes(`\`${member}\``) || page.includes(`"${member}"`)

test.each([
  ['popular', popularBody(sizes)],
  ['personalised', personalisedBody(sizes)],
  ['similar', similarBody(sizes)],
  ['trending', trendingBody(sizes)],
  ['the answer', recommendationAnswer],
])('the page names every member of %s', (_what, { shape }) => {
  expect(Object.keys(shape).filter((member) => !isNamed(member))).toEqual([])
})

test('the page names every field of an expression and every source', () => {
  expect([...facetNames, ...sourceNames].filter((name) => !isNamed(name))).toEqual([])
})
