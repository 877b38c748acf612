/** People on the wire: what registration takes and what `GET` gives. */
import { z } from 'zod'
import { externalIdFault, visibleText } from '../../base/index.ts'
import { linkLengthMax } from '../../platform/documents/index.ts'

/** Words that are routes beside `/user/{user_id}`: nobody can be called so. */
const reservedIds = new Set(['register', 'approve-summary', 'feedback'])

/** Generous for people, small for a machine. All at once they pass the body limit, which holds a registration as a whole. */
export const limits = {
  questions: 100,
  promptCharacters: 2000,
  answerCharacters: 20_000,
  designationCharacters: 200,
  linkCharacters: linkLengthMax,
  sentences: 100,
  sentenceCharacters: 2000,
  reasonCharacters: 2000,
  /** Rejections that are kept; the oldest give way. */
  reasons: 20,
} as const

export const personId = z
  .string()
  .describe('An opaque id of the host product: 1 to 128 characters without "/" and control characters.')
  .check((context) => {
    const fault = reservedIds.has(context.value) ? 'is a word that routes use' : externalIdFault(context.value)
    if (fault) context.issues.push({ code: 'custom', message: fault, input: context.value })
  })

/** Words that others may read: hidden controls are taken out, as they are out of a résumé. */
export const spoken = (): z.ZodString => z.string().overwrite(visibleText)

const filled = (charactersMax: number): z.ZodType<string> =>
  spoken()
    .max(charactersMax, `must be at most ${charactersMax} characters long`)
    .refine((text) => text.trim() !== '', 'must not be blank')

/** R4, with `designation` as an addition. */
export const registration = z
  .object({
    user_id: personId,
    questions: z
      .array(z.object({ prompt: filled(limits.promptCharacters), answer: filled(limits.answerCharacters) }))
      .max(limits.questions)
      .default([]),
    resume_link: z
      .string()
      .max(limits.linkCharacters)
      .nullish()
      .describe('An https or s3 link. In an update: left out, the résumé stays; null, there is none any more.'),
    designation: filled(limits.designationCharacters)
      .nullish()
      .describe('A job title. Otherwise it is taken from the answers or the résumé. Left out, one given before stays.'),
    update: z.boolean().default(false),
  })
  .refine(({ questions, resume_link: link }) => questions.length > 0 || Boolean(link), {
    path: ['questions'],
    message: 'must not be empty when there is no résumé',
  })
export type Registration = z.infer<typeof registration>

export const registered = z.object({ user_id: z.string(), status: z.literal('queued'), job_id: z.string() })

/** Edited needs or offers: a list of sentences, or one text that is cut into sentences. */
const edited = z
  .union([z.array(filled(limits.sentenceCharacters)).max(limits.sentences), filled(limits.answerCharacters)])
  .optional()

/** R6. A member may leave everything but the id out. */
export const approval = z.object({
  user_id: personId,
  approved: z.boolean().default(true),
  reason: filled(limits.reasonCharacters).optional().describe('Why the persona is rejected.'),
  requirements: edited,
  offerings: edited,
})
export type Approval = z.infer<typeof approval>

export const approved = z.object({
  user_id: z.string(),
  status: z.enum(['queued', 'approved']),
  stage: z.string(),
  job_id: z.string().nullable(),
})

const source = z.union([
  z.object({ kind: z.literal('answer'), prompt: z.string(), text: z.string() }),
  z.object({ kind: z.literal('resume'), line: z.number().int(), text: z.string() }),
  z.object({ kind: z.literal('reason'), text: z.string() }),
  z.object({ kind: z.literal('edit') }),
])
const sentence = z.object({ text: z.string(), sources: z.array(source) })
const words = z.string().nullable()

/** The nine fields that the host’s clients know; null is "nothing was said". */
const personaOutput = z.object({
  name: words,
  archetype: words,
  experience: words,
  focus: words,
  profile_essence: words,
  investment_philosophy: words,
  what_theyre_looking_for: words,
  engagement_style: words,
  generated_at: z.string(),
})

/** R5: how far, what was said, what was concluded, and from where. */
export const personOutput = z.object({
  user_id: z.string(),
  stage: z.string(),
  failure: z.object({ stage: z.string(), reason: z.string() }).nullable(),
  status: z.enum(['active', 'paused']),
  needs_matchmaking: z.boolean(),
  designation: words,
  designation_source: z.object({ kind: z.string(), text: z.string() }).nullable(),
  persona: personaOutput.nullable(),
  composer: words,
  requirements: z.array(sentence),
  requirements_text: words,
  offerings: z.array(sentence),
  offerings_text: words,
  questions: z.array(z.object({ prompt: z.string(), answer: z.string() })),
  resume: z.object({
    link: words,
    status: z.enum(['none', 'waiting', 'read', 'left_out']),
    reason: words,
    text: words,
  }),
  created_at: z.string(),
  updated_at: z.string(),
  approved_at: words,
})
export type PersonOutput = z.infer<typeof personOutput>
