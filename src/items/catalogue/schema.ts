/** Items on the wire: what a host says of one, and what is given back. */
import { z } from 'zod'
import { visibleText } from '../../base/index.ts'
import { itemId, userId } from './ids.ts'
import { instant } from './instant.ts'
import { IN_STOCK } from './item.ts'

/** Generous for things, small for a machine. */
export const limits = {
  titleCharacters: 1000,
  descriptionCharacters: 20_000,
  names: 100,
  nameCharacters: 100,
  wordCharacters: 200,
  textCharacters: 2000,
  entries: 100,
  /** What a PostgreSQL integer holds. */
  geoIdMax: 2_147_483_647,
} as const

const spoken = (charactersMax: number) =>
  z.string().overwrite(visibleText).trim().max(charactersMax, `must be at most ${charactersMax} characters long`)

/** Trimmed; blank is null. */
const text = (charactersMax: number) =>
  spoken(charactersMax)
    .nullish()
    .transform((value) => value || null)

const word = spoken(limits.wordCharacters)
const name = z.string().min(1).max(limits.nameCharacters, `must be at most ${limits.nameCharacters} characters long`)

/** What is null or blank says nothing. */
const named = <Value>(value: z.ZodType<Value>) =>
  z
    .record(name, value.nullable())
    .refine((record) => Object.keys(record).length <= limits.names, `must have at most ${limits.names} names`)
    .nullish()
    .transform((record) => Object.fromEntries(Object.entries(record ?? {}).filter(isSaid<Value>)))

const isSaid = <Value>(entry: [string, Value | null]): entry is [string, Value] => entry[1] !== null && entry[1] !== ''

const attribute = z.union(
  [
    spoken(limits.textCharacters),
    z.number(),
    z.boolean(),
    z.array(word).max(limits.entries, `must have at most ${limits.entries} entries`),
  ],
  { error: 'must be a text, a number, true or false, or a list of texts' },
)

/** Of what was read and is written back this says nothing. */
const shown = z.unknown().optional()

/** -0 is 0. */
const price = z
  .number()
  .min(0)
  .nullish()
  .transform((value) => (value == null ? null : value + 0))

/** What can be said of an item. A field that is left out is not known; one that is misspelt is refused, not lost. */
export const itemBody = z.strictObject({
  id: itemId.optional().describe('May repeat the id of the path.'),
  title: text(limits.titleCharacters),
  description: text(limits.descriptionCharacters),
  categories: named(word).describe(
    '`gender`, `age`, `category`, `suitable_for`, `acquaintance_level`, and other words.',
  ),
  attributes: named(attribute).describe('By name a text, a number, true or false, or a list of texts.'),
  price,
  platform: text(limits.wordCharacters),
  geo_id: z.number().int().min(-limits.geoIdMax).max(limits.geoIdMax).nullish().describe('Left out: it is everywhere.'),
  status: text(limits.wordCharacters)
    .transform((value) => value ?? IN_STOCK)
    .describe(`Whatever is not "${IN_STOCK}" is not recommended.`),
  owner: userId.nullish().describe('Whose it is: what has an owner is private.'),
  created_at: instant.nullish().describe('Left out: as it stands, or now.'),
  updated_at: shown,
})
export type ItemBody = z.output<typeof itemBody>

export const ofItem = z.object({ id: itemId })

/** One line of an import. */
export const importedItem = z.strictObject({ ...itemBody.shape, id: itemId })
export type ImportedItem = z.output<typeof importedItem>

const words = z.string().nullable()

export const itemOutput = z.object({
  id: z.string(),
  title: words,
  description: words,
  categories: z.record(z.string(), z.string()),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string())])),
  price: z.number().nullable(),
  platform: words,
  geo_id: z.number().int().nullable(),
  status: z.string(),
  owner: words,
  created_at: z.string(),
  updated_at: z.string(),
})
export type ItemOutput = z.infer<typeof itemOutput>

export const removedItem = z.object({ id: z.string(), deleted: z.literal(true) })
