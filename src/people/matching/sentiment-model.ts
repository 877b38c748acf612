/** Reads the feeling of feedback in languages that the word list does not cover. */
import { z } from 'zod'
import type { TextModel } from '../../platform/models/index.ts'
import type { SentimentModel } from './feedback.ts'

const answer = z.object({ sentiment: z.number().min(-1).max(1) })

const instructions =
  'Say how the writer of the feedback feels about the person whom it is about: a number from -1 (very bad) over 0 (neutral, or impossible to tell) to 1 (very good). Mind negation.'

/** The text is data to the model: an order in it is only an odd feedback. */
export function sentimentModelOf(model: TextModel): SentimentModel {
  return async (text, signal) => {
    const { sentiment } = await model.complete({
      purpose: 'people.sentiment',
      instructions,
      data: [{ label: 'feedback', text }],
      schema: answer,
      signal,
    })
    return sentiment
  }
}
