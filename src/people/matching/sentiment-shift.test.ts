import { expect, test } from 'vitest'
import { norm } from '../../engine/index.ts'
import { shiftMax, shiftOf, termOf } from './sentiment-shift.ts'
import { silentTelemetry } from '../../platform/telemetry/index.ts'
import { plainSentiment, readSentiment } from './feedback.ts'
import type { SentimentModel } from './feedback.ts'
import type { FeedbackBody } from './schema.ts'

const towards = Float32Array.from([1, 0])
const offers = new Map([
  ['bo', towards],
  ['cy', Float32Array.from([0, 1])],
])

test('liking somebody moves towards what they offer, disliking away from it', () => {
  expect(shiftOf([{ otherId: 'bo', sentiment: 1 }], offers)?.[0]).toBeGreaterThan(0)
  expect(shiftOf([{ otherId: 'bo', sentiment: -1 }], offers)?.[0]).toBeLessThan(0)
})

test('neutral words, and words about somebody without offers, move nothing', () => {
  expect(shiftOf([{ otherId: 'bo', sentiment: 0 }], offers)).toBeNull()
  expect(shiftOf([{ otherId: 'gone', sentiment: 1 }], offers)).toBeNull()
  expect(shiftOf([], offers)).toBeNull()
})

test('opposite opinions cancel out', () => {
  expect(
    shiftOf(
      [
        { otherId: 'bo', sentiment: 1 },
        { otherId: 'bo', sentiment: -1 },
      ],
      offers,
    ),
  ).toBeNull()
})

test('however much is said, the shift stays within its bound', () => {
  const many = Array.from({ length: 100 }, () => ({ otherId: 'bo', sentiment: 1 }))
  expect(norm(shiftOf(many, offers) as Float32Array)).toBeCloseTo(shiftMax, 5)
})

test('the term on a pair is the mean of what was said of that one person', () => {
  const opinions = [
    { otherId: 'bo', sentiment: 1 },
    { otherId: 'bo', sentiment: 0 },
    { otherId: 'cy', sentiment: -1 },
  ]
  expect(termOf(opinions, 'bo')).toBeCloseTo(0.075)
  expect(termOf(opinions, 'cy')).toBeCloseTo(-0.15)
  expect(termOf(opinions, 'di')).toBe(0)
})

const said = (feedback: string, plain: Partial<FeedbackBody> = {}): FeedbackBody => ({
  user_id: 'ada',
  type: 'match',
  feedback_id: 'bo',
  feedback,
  ...plain,
})

const { log } = silentTelemetry()
const reading = (sentimentModel: SentimentModel | null) => ({ sentimentModel, log })

test('an outcome wins over a rating, a rating over words', async () => {
  expect(plainSentiment({ outcome: 'declined', rating: 5 })).toBe(-1)
  expect(plainSentiment({ rating: 5 })).toBe(1)
  expect(plainSentiment({ rating: 3 })).toBe(0)
  expect(await readSentiment(reading(null), said('It was wonderful!', { rating: 1 }))).toBe(-1)
})

test('negation is understood', async () => {
  expect(await readSentiment(reading(null), said('Not good at all.'))).toBeLessThan(0)
  expect(await readSentiment(reading(null), said("It couldn't be better."))).toBeGreaterThan(0)
  expect(await readSentiment(reading(null), said('Meh.'))).toBeLessThanOrEqual(0)
  expect(await readSentiment(reading(null), said('We talked about trains.'))).toBe(0)
})

test('another language is neutral without a model, and unread while the model is lost', async () => {
  const spanish = said('Fue una experiencia maravillosa y muy buena conversación.')
  expect(await readSentiment(reading(null), spanish)).toBe(0)
  expect(
    await readSentiment(
      reading(async () => 0.8),
      spanish,
    ),
  ).toBe(0.8)
  expect(
    await readSentiment(
      reading(() => Promise.reject(new Error('lost'))),
      spanish,
    ),
  ).toBeNull()
})
