/** What the registry knows of a person. */
import type { Persona, SourcedSentence } from './compose-types.ts'
import type { Standing } from './stage.ts'

/** As it was asked and answered. */
export interface Question {
  readonly prompt: string
  readonly answer: string
}

/** Texts and persona are kept apart: most questions about a person need neither. */
export interface Person extends Standing {
  readonly id: string
  /** Counts what the person told us. */
  readonly version: number
  readonly status: 'active' | 'paused'
  readonly failedReason: string | null
  readonly needsMatchmaking: boolean
  /** How often the waiting update failed in a batch. */
  readonly updateAttempts: number
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
  /** Why the last persona was rejected. */
  readonly rejection: string | null
}

/** A sentence that a member wrote or changed while approving has no older source. */
export type Sentence = Omit<SourcedSentence, 'source'> & {
  readonly source: SourcedSentence['source'] | { readonly kind: 'edit' }
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
}
