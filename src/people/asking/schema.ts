/** What was read from a sentence, on the wire: what a client sends back as `filters`, and what a text model's answer becomes. */
import { z } from 'zod'
import { AGE_MAX } from './age-rules.ts'
import { KM_MAX } from './distances.ts'
import { languageNames } from './language-names.ts'
import { PIECE_CHARACTERS_MAX } from './line.ts'
import { IGNORED_MAX } from './read-sentence.ts'
import { WISHES_MAX } from './settle.ts'
import { TERM_CHARACTERS_MAX, TERMS_MAX } from './terms.ts'
import { TOPIC_CHARACTERS_MAX } from './topic.ts'
import { genders, liftable, purposes, relationships } from './wish.ts'
import type { Understood } from './wish.ts'

const languages = [...new Set(Object.values(languageNames))].toSorted()

/** No database keeps half characters and NUL. */
const isKeepable = (text: string): boolean => text.isWellFormed() && !text.includes('\0')
const words = (charactersMax: number): z.ZodString =>
  z.string().max(charactersMax).refine(isKeepable, 'must not hold half characters or NUL')
const filled = (charactersMax: number): z.ZodString =>
  words(charactersMax).refine((text) => text.trim() !== '', 'must not be blank')

const piece = words(PIECE_CHARACTERS_MAX)
  .default('')
  .describe('The piece of the sentence that it was read from; of a wish that somebody added, nothing.')
const years = z.number().int().min(0).max(AGE_MAX).nullable()
const anyOf = <const Value extends string>(values: readonly Value[]) =>
  z.array(z.enum(values)).min(1).max(values.length).describe('Any of them will do.')
const terms = z.array(filled(TERM_CHARACTERS_MAX)).min(1).max(TERMS_MAX)

const kinds = {
  age: { kind: z.literal('age'), min: years.default(null), max: years.default(null) },
  gender: { kind: z.literal('gender'), values: anyOf(genders) },
  distance: {
    kind: z.literal('distance'),
    km: z.number().positive().max(KM_MAX).nullable().describe('Null: as far as whoever asks has said elsewhere.'),
  },
  language: { kind: z.literal('language'), values: anyOf(languages).describe('ISO 639-1.') },
  relationship: { kind: z.literal('relationship'), values: anyOf(relationships) },
  purpose: { kind: z.literal('purpose'), values: anyOf(purposes) },
  words: { kind: z.literal('words'), text: filled(PIECE_CHARACTERS_MAX), terms: terms.describe('Its content words.') },
}

interface Ages {
  readonly min: number | null
  readonly max: number | null
}

const saysSomething = ({ min, max }: Ages): boolean => min !== null || max !== null
/** "between 40 and 30" is 30 to 40. */
function inOrder<Wish extends Ages>(wish: Wish): Wish {
  const { min, max } = wish
  return min !== null && max !== null && min > max ? { ...wish, min: max, max: min } : wish
}

/** `extra` is what a wish may hold beside its kind, `ofAge` what an age may hold besides. */
const wishWith = <Extra extends z.ZodRawShape, OfAge extends z.ZodRawShape>(extra: Extra, ofAge: OfAge) =>
  z.discriminatedUnion('kind', [
    z
      .strictObject({ ...kinds.age, ...extra, ...ofAge })
      .refine((wish) => saysSomething(wish as Ages), 'must have a min or a max')
      .overwrite((wish) => inOrder(wish as Ages) as typeof wish),
    z.strictObject({ ...kinds.gender, ...extra }),
    z.strictObject({ ...kinds.distance, ...extra }),
    z.strictObject({ ...kinds.language, ...extra }),
    z.strictObject({ ...kinds.relationship, ...extra }),
    z.strictObject({ ...kinds.purpose, ...extra }),
    z.strictObject({ ...kinds.words, ...extra }),
  ])

const amongGenders = {
  genders: anyOf(genders).exactOptional().describe('Only those of such an age who are of one of these.'),
}
const wish = wishWith({ from: piece }, {})
const against = wishWith({ from: piece }, amongGenders)
const preference = wishWith(
  { from: piece, not: z.literal(true).exactOptional().describe('Better without.') },
  amongGenders,
)

const topic = z.strictObject({
  text: filled(TOPIC_CHARACTERS_MAX),
  terms: z.array(filled(TERM_CHARACTERS_MAX)).max(TERMS_MAX).default([]),
  side: z.enum(['offers', 'needs']).nullable().default(null).describe('Where it is looked for first; null: anywhere.'),
})

/** Keys that are not known are refused; lists that are left out are empty. */
export const understood = z.strictObject({
  filters: z.array(wish).max(WISHES_MAX).default([]).describe('Facts that somebody must fit.'),
  preferences: z.array(preference).max(WISHES_MAX).default([]).describe('Facts that somebody had better fit.'),
  excluded: z.array(against).max(WISHES_MAX).default([]).describe('Facts that nobody may fit.'),
  topic: topic.nullable().default(null).describe('What is left: looked for by meaning and word by word.'),
  ignored: z
    .array(z.strictObject({ from: words(PIECE_CHARACTERS_MAX), because: filled(PIECE_CHARACTERS_MAX * 2) }))
    .max(IGNORED_MAX)
    .default([])
    .describe('Pieces that decide nothing, and why.'),
  lifted: z
    .array(z.enum(liftable))
    .max(liftable.length)
    .default([])
    .describe('What is set or saved of these is left aside: "anywhere", "any age", "any gender".'),
}) satisfies z.ZodType<Understood>
