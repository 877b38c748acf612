import { expect, test } from 'vitest'
import { openReport } from './fit-report.ts'

const about = { data: { people: 1, items: 2, positives: 3 }, heldOut: { people: 1, positives: 1 } }

test('a report says in order what was done, for how long, what was tried and what was chosen', () => {
  let left = 60
  const book = openReport(() => left)
  expect(book.stage('fit', () => ((left -= 2.5), 'done'))).toBe('done')
  book.stage('choose', () => (left -= 0.25))
  book.tried({ what: 'rank 8', ndcg: 0.1, error: 0.01 })
  book.chose('Rank 8 it is.')
  expect(book.report(about)).toEqual({
    ...about,
    tried: [{ what: 'rank 8', ndcg: 0.1, error: 0.01 }],
    chosen: ['Rank 8 it is.'],
    stages: [
      { stage: 'fit', seconds: 2.5 },
      { stage: 'choose', seconds: 0.25 },
    ],
  })
})

test('a stage that fails is noted too', () => {
  const book = openReport(() => Infinity)
  expect(() =>
    book.stage('fit', () => {
      throw new Error('no')
    }),
  ).toThrow('no')
  expect(book.report(about).stages).toEqual([{ stage: 'fit', seconds: 0 }])
})
