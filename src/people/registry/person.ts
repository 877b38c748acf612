/** What the registry knows of a person. */
import type { Persona, SourcedSentence } from '../composing/index.ts'
import type { Progress } from './stage.ts'

/** As it was asked and answered. */
export interface Question {
  readonly prompt: string
  readonly answer: string
}

/** Texts and persona are kept apart: most questions about a person need neither. */
export interface Person extends Progress {
  readonly id: string
  /** Another with everything that the person tells us, and never one that somebody before her had under her id. */
  readonly version: number
  readonly status: 'active' | 'paused'
  readonly failedReason: string | null
  readonly needsMatchmaking: boolean
  /** How often the waiting update failed in a batch. */
  readonly updateAttempts: number
  /** When it is tried again; null where nothing has failed. */
  readonly updateDueAt: Date | null
  readonly givenDesignation: string | null
  readonly designation: string | null
  readonly designationSource: unknown
  readonly firstMatchedAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** `left_out`: it could not be fetched or read, and the persona does without. */
export type ResumeStatus = 'none' | 'waiting' | 'read' | 'left_out'

/** What a person said, word for word. */
export interface PersonTexts {
  readonly questions: readonly Question[]
  readonly resumeLink: string | null
  readonly resumeStatus: ResumeStatus
  /** Why the résumé was left out; null when it was not. */
  readonly resumeReason: string | null
  readonly resumeText: string | null
  /** Why personas were rejected since, oldest first. */
  readonly rejections: readonly string[]
}

/**
 * The words that stood at a source when the sentence was drawn from it, and the question that they answered. Absent in
 * what older versions stored.
 */
export interface SourceWords {
  readonly prompt?: string
  readonly text?: string
}

/** A sentence that a member wrote or changed while approving has no older source. */
export type Sentence = Omit<SourcedSentence, 'source'> & {
  readonly source: (SourcedSentence['source'] & SourceWords) | { readonly kind: 'edit' }
}

/** What was concluded, and from which version of the person. */
export interface StoredPersona {
  readonly version: number
  readonly persona: Persona
  readonly requirements: readonly Sentence[]
  readonly offerings: readonly Sentence[]
  /** Which composer wrote it: `extractive`, or provider and model. */
  readonly composer: string
  readonly generatedAt: Date
  /** The lists that the member has edited since she last answered. */
  readonly edited: readonly SentenceList[]
  /** Digest of the texts that it was made from; null when that is not known. */
  readonly madeOf: Uint8Array | null
}

export type SentenceList = 'requirements' | 'offerings'

/** Whether nothing was composed or edited between two readings of one person's persona. */
export function isSamePersona(one: StoredPersona | null, other: StoredPersona): boolean {
  return one?.version === other.version && one.generatedAt.getTime() === other.generatedAt.getTime()
}

/** What the member put into her own words outlives a composition from the answers that she gave before. */
export function keepEdits(composed: StoredPersona, current: StoredPersona | null): StoredPersona {
  if (!current || current.edited.length === 0) return composed
  const lists = Object.fromEntries(current.edited.map((list) => [list, current[list]]))
  return { ...composed, ...lists, edited: current.edited }
}
