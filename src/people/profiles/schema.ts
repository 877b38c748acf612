/** Profiles on the wire: what a host or a member says, and what is given back. */
import { z } from 'zod'
import { personId, spoken } from '../registry/index.ts'
import { genderOf } from './genders.ts'
import { languageOf } from './languages.ts'

/** Generous for people, small for a machine. */
export const limits = {
  nameCharacters: 200,
  aboutCharacters: 20_000,
  entries: 100,
  entryCharacters: 200,
  ageMax: 120,
  /** Half the way round the world. */
  kmMax: 20_040,
  /** Of a wished age: whoever writes 999 means "no limit". */
  wishedAgeMax: 999,
} as const

const FIRST_YEAR = '1900-01-01'
/** Of a year that a database takes in any zone. */
const AFTER_LAST_YEAR = '2200-01-01'

/** Trimmed; blank is null. */
const text = (charactersMax: number) =>
  spoken()
    .trim()
    .max(charactersMax, `must be at most ${charactersMax} characters long`)
    .nullish()
    .transform((value) => value || null)

const entry = spoken().trim().max(limits.entryCharacters, `must be at most ${limits.entryCharacters} characters long`)

/** Without blank entries and without those that say what an earlier one said, in whatever case. */
function distinct(entries: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>()
  for (const each of entries) {
    const key = each.toLowerCase()
    if (each !== '' && !byKey.has(key)) byKey.set(key, each)
  }
  return [...byKey.values()]
}

const entries = z
  .array(entry)
  .max(limits.entries, `must have at most ${limits.entries} entries`)
  .nullish()
  .transform((list) => distinct(list ?? []))

const genders = entries.transform((list) => distinct(list.map(genderOf)))

const language = entry.transform((name, context) => {
  const code = name === '' ? '' : languageOf(name)
  if (code !== null) return code
  context.issues.push({ code: 'custom', message: 'is no language that has a code in ISO 639-1', input: name })
  return z.NEVER
})

const languages = z
  .array(language)
  .max(limits.entries, `must have at most ${limits.entries} entries`)
  .nullish()
  .transform((list) => distinct(list ?? []))
  .describe('ISO 639-1 codes, or names in English: "fr", "pt-BR" and "French" are taken.')

/** -0 is 0. */
const degrees = (max: number) =>
  z
    .number()
    .min(-max)
    .max(max)
    .nullish()
    .transform((value) => (value == null ? null : value + 0))

const years = z.number().int().min(0).max(limits.wishedAgeMax)

const preferences = z
  .strictObject({
    max_distance: z.number().min(0).max(limits.kmMax).nullish().describe('Kilometres.'),
    age_range: z.array(years).length(2).nullish().describe('[youngest, oldest], both included; put in order.'),
    genders,
    needs: entries,
  })
  .nullish()
  .describe('Whom this person wants to be found by.')

const dateOfBirth = z.iso.date().nullish().describe('Counts for more than `age`, which it must not contradict.')
const lastActive = z.iso
  .datetime({ offset: true, local: true })
  .refine((instant) => instant >= FIRST_YEAR, 'must not be before 1900')
  .refine((instant) => instant < AFTER_LAST_YEAR, 'must be before 2200')
  .nullish()
  .describe('Without an offset it is UTC.')

/** Of what was read and is written back these say nothing. */
const shown = z.unknown().optional()

/** What can be said of somebody. A field that is left out is not known; one that is misspelt is refused, not lost. */
export const profileBody = z.strictObject({
  name: text(limits.nameCharacters),
  age: z.number().int().min(0).max(limits.ageMax).nullish(),
  date_of_birth: dateOfBirth,
  gender: text(limits.entryCharacters)
    .transform((said) => said && genderOf(said))
    .describe('Free text; "woman" becomes "female", "man" "male", and so on.'),
  about: text(limits.aboutCharacters),
  interests: entries,
  needs: entries,
  offers: entries,
  languages,
  latitude: degrees(90),
  longitude: degrees(180),
  last_active: lastActive,
  visible: z.boolean().nullish(),
  suspended: z.boolean().nullish().describe('For services alone.'),
  preferences,
  user_id: shown,
  status: shown,
  created_at: shown,
  updated_at: shown,
})
export type ProfileBody = z.output<typeof profileBody>

/** Of what was said before; what it becomes is checked as a whole. Null takes a field away (RFC 7396). */
export const profilePatch = z
  .record(z.string(), z.unknown())
  .describe('Any of the fields of PUT. Null takes one away; `preferences` is merged field by field (RFC 7396).')

/** Words that are routes beside `/people/{user_id}`. */
const reservedIds = new Set(['import', 'imports', 'search', 'searches'])

const profileId = personId.refine((id) => !reservedIds.has(id), 'is a word that routes use')

export const ofPerson = z.object({ user_id: profileId })

/** One line of an import. */
export const importedProfile = z.strictObject({ ...profileBody.shape, user_id: profileId })
export type ImportedProfile = z.output<typeof importedProfile>

const words = z.string().nullable()
const figure = z.number().nullable()
const list = z.array(z.string())

export const profileOutput = z.object({
  user_id: z.string(),
  status: z.enum(['active', 'paused']),
  name: words,
  age: z.number().int().nullable().describe('As said, or as old as the date of birth makes her today.'),
  date_of_birth: words,
  gender: words,
  about: words,
  interests: list,
  needs: list,
  offers: list,
  languages: list,
  latitude: figure,
  longitude: figure,
  last_active: words,
  visible: z.boolean(),
  suspended: z.boolean(),
  preferences: z.object({
    max_distance: figure,
    age_range: z.array(z.number()).nullable(),
    genders: list,
    needs: list,
  }),
  created_at: z.string(),
  updated_at: z.string(),
})
export type ProfileOutput = z.infer<typeof profileOutput>

export const removedAnswer = z.object({ user_id: z.string(), deleted: z.literal(true) })
