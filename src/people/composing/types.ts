/** The words of the composer. */

export interface CompositionInput {
  readonly questions: readonly { readonly prompt: string; readonly answer: string }[]
  /** The text of the résumé; null when there is none. */
  readonly resumeText: string | null
  /** Why the person turned earlier compositions down, oldest first. */
  readonly rejections: readonly string[]
}

/** Where a sentence was said. Questions and reasons count from 0, as in their lists; lines from 1, as in an editor. */
export type SentenceSource =
  | { readonly kind: 'answer'; readonly question: number }
  | { readonly kind: 'resume'; readonly line: number }
  | { readonly kind: 'reason'; readonly reason: number }

export interface SourcedSentence {
  /** Verbatim, apart from whitespace, a bullet, number or label before it and a list mark after it. */
  readonly text: string
  readonly source: SentenceSource
}

/** Null is "nothing was said about it". */
export interface Persona {
  readonly name: string | null
  readonly archetype: string | null
  readonly experience: string | null
  /** Items with " | " between them. */
  readonly focus: string | null
  readonly profile_essence: string | null
  /** Lines that begin with "- ". */
  readonly investment_philosophy: string | null
  readonly what_theyre_looking_for: string | null
  readonly engagement_style: string | null
}

export interface Composition {
  readonly persona: Persona
  /** In the order in which they were said. */
  readonly requirements: readonly SourcedSentence[]
  readonly offerings: readonly SourcedSentence[]
  /** The job title, as said. */
  readonly designation: SourcedSentence | null
}

/** What an answer is about, as far as its question tells. */
export interface Prompt {
  /** Mixed: asks for both. Null: asks for neither, or cannot be told. */
  readonly side: 'need' | 'offer' | 'mixed' | null
  readonly topics: ReadonlySet<Topic>
}

export type Topic =
  | 'about'
  | 'name'
  | 'role'
  | 'experience'
  | 'focus'
  | 'engagement'
  | 'investing'
  | 'leisure'
  | 'refused'

/** What the wording of a clause tells: its side; that it denies one side or turns down both; or that it is about the speaker. */
export interface Cue {
  readonly kind: 'need' | 'offer' | 'not need' | 'not offer' | 'not either' | 'self'
  /** Where in the clause the telling words begin. */
  readonly at: number
}

/** A sentence, or a part of one that is of a side of its own. */
export interface Clause extends SourcedSentence {
  readonly prompt: Prompt
  readonly cue: Cue | null
  /** A line that only announces what follows, or says nothing of the speaker: part of no list and no field. */
  readonly isAside: boolean
}

export type Kind = 'need' | 'offer' | 'background' | 'aside'

export interface SortedClause extends Clause {
  readonly kind: Kind
  /** How sure the kind is, and how much the clause says; only compared. */
  readonly strength: number
}
