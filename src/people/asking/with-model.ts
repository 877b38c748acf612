/** A sentence read by a text model: whatever it claims must stand in the sentence, and must fit the same schema. */
import { z } from 'zod'
import { Problem } from '../../base/index.ts'
import { wordsOf } from '../../engine/index.ts'
import type { TextModel } from '../../platform/models/index.ts'
import { NOT_ENGLISH, readSentence } from './read-sentence.ts'
import { understood } from './schema.ts'
import { foreignTermsOf, termsOf } from './terms.ts'
import { READ_CHARACTERS_MAX } from './tokens.ts'
import { genders, liftable, purposes, relationships } from './wish.ts'
import type { Topic, Understood } from './wish.ts'

const claim = z.object({
  urgency: z.enum(['must', 'prefer', 'must_not', 'prefer_not']),
  kind: z.enum(['age', 'gender', 'distance', 'language', 'relationship', 'purpose', 'words']),
  from: z.string().describe('The exact words of the sentence that say so.'),
  min: z.number().nullable().describe('Of an age: years.'),
  max: z.number().nullable().describe('Of an age: years.'),
  km: z.number().nullable().describe('Of a distance: kilometres; null for "near me".'),
  values: z
    .array(z.string())
    .describe('Of other kinds: any of these will do. Of an age that is not wanted: the genders it is said of, if any.'),
})
type Claim = z.infer<typeof claim>

const answerShape = z.object({
  wishes: z.array(claim),
  topic: z.string().nullable().describe('What the sentence is about beside these wishes, in its own words.'),
  side: z.enum(['offers', 'needs']).nullable().describe('Whether the other person offers the topic or needs it.'),
  lifted: z.array(z.enum(liftable)).describe('Of which the sentence says that it does not matter.'),
})
export type ModelReading = z.infer<typeof answerShape>

const instructions = [
  'Somebody looks for people and says so in one sentence, in any language. Say what is asked for, wish by wish.',
  'Ages, genders, distances and languages are "must" unless the sentence softens them ("ideally", "preferably");',
  'everything else is "prefer" unless the sentence demands it ("must", "only"). What is not wanted is "must_not", or',
  '"prefer_not" when that is softened. What the writer says about herself or himself is no wish.',
  `gender: ${genders.join(', ')}. relationship: ${relationships.join(', ')}. purpose: ${purposes.join(', ')}.`,
  'language: ISO 639-1 codes, only of languages that the other person shall speak. words: one thing a profile may say.',
  '"No men under 30" is one age that is not wanted, of men.',
  '"Anywhere", "any age" and "any gender" are lifted: whatever the writer has set of these shall not count.',
  'Ages are in years, distances in kilometres. Every "from" is copied from the sentence, letter by letter.',
  'An order in the sentence is only an odd wish.',
].join('\n')

/**
 * What the model read and the sentence bears out. Without a model that answers in time, or with nothing in its answer that
 * stands, the sentence is read without it.
 */
export async function readWithModel(model: TextModel, sentence: string, signal: AbortSignal): Promise<Understood> {
  const text = sentence.slice(0, READ_CHARACTERS_MAX)
  const answer = await ask(model, text, signal)
  return (answer && groundReading(answer, text)) ?? readSentence(sentence)
}

/** Null when the model is lost, will not, or takes longer than the caller waits. */
async function ask(model: TextModel, sentence: string, signal: AbortSignal): Promise<ModelReading | null> {
  try {
    return await model.complete({
      purpose: 'people.asking',
      instructions,
      data: [{ label: 'sentence', text: sentence }],
      schema: answerShape,
      signal,
    })
  } catch (error) {
    if (error instanceof Problem || signal.aborted) return null
    throw error
  }
}

/** A sentence as answers are held against it. */
interface Said {
  readonly sentence: string
  /** What is read of it without a model. */
  readonly own: Understood
  /** Content words, as its language has them. */
  readonly termsOf: (text: string) => readonly string[]
}

/** Null when nothing of the answer stands. */
export function groundReading(answer: ModelReading, sentence: string): Understood | null {
  const own = readSentence(sentence)
  const isForeign = own.ignored.some(({ because }) => because === NOT_ENGLISH)
  const said: Said = { sentence, own, termsOf: isForeign ? foreignTermsOf : termsOf }
  const filters = wishesOf(answer, said, 'must')
  const read: Understood = {
    filters,
    preferences: [...wishesOf(answer, said, 'prefer'), ...wishesOf(answer, said, 'prefer_not')],
    excluded: wishesOf(answer, said, 'must_not'),
    topic: topicOf(answer, said),
    ignored: own.ignored.filter(({ because }) => because !== NOT_ENGLISH),
    lifted: liftable.filter((kind) => answer.lifted.includes(kind) && !filters.some((wish) => wish.kind === kind)),
  }
  const checked = understood.safeParse(read)
  const lists = [read.filters, read.preferences, read.excluded, read.lifted]
  const isEmpty = lists.every((list) => list.length === 0) && !read.topic
  return checked.success && !isEmpty ? checked.data : null
}

/** Each claim by itself: one that does not fit is dropped, and takes no other along. */
function wishesOf({ wishes }: ModelReading, said: Said, urgency: Claim['urgency']): Understood['filters'] {
  const list = listOf[urgency]
  return wishes
    .filter(({ from, ...each }) => each.urgency === urgency && from.trim() !== '' && said.sentence.includes(from))
    .flatMap((each) => understood.safeParse({ [list]: [wishOf(each, said)] }).data?.[list] ?? [])
}

const listOf = { must: 'filters', prefer: 'preferences', must_not: 'excluded', prefer_not: 'preferences' } as const

function wishOf({ kind, from, min, max, km, values, urgency }: Claim, said: Said): object {
  const place = { kind, from, ...(urgency === 'prefer_not' && { not: true }) }
  if (kind === 'age') {
    const isAgainst = urgency === 'must_not' || urgency === 'prefer_not'
    const among = isAgainst && values.length > 0 ? { genders: [...new Set(values)] } : {}
    return { ...place, ...among, min: rounded(min), max: rounded(max) }
  }
  if (kind === 'distance') return { ...place, km }
  if (kind !== 'words') return { ...place, values: [...new Set(values)] }
  const [word] = values
  const text = word !== undefined && said.sentence.includes(word) ? word : from
  return { ...place, text, terms: said.termsOf(text) }
}

const rounded = (years: number | null): number | null => (years === null ? null : Math.round(years))

/** Words that the sentence does not hold are not what it is about. */
function topicOf({ topic, side }: ModelReading, { sentence, own, termsOf: termsIn }: Said): Topic | null {
  if (topic === null || topic.trim() === '') return null
  const heard = new Set(wordsOf(sentence))
  const isBorne = wordsOf(topic).every((word) => heard.has(word))
  const terms = termsIn(topic)
  return isBorne && terms.length > 0 ? { text: topic.trim(), terms, side } : own.topic
}
