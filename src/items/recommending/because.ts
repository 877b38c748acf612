/** Why an item is on a page, in a sentence. */
import type { Segment } from './question.ts'
import type { SourceName } from './schema.ts'

/** An item that speaks for another. */
export interface Speaker {
  readonly name: string
  /** Whether she liked it, or only clicked at it, or whether somebody asks what is like it. */
  readonly how: 'liked' | 'clicked' | 'asked'
}

export interface Reason {
  readonly source: SourceName
  /** What speaks most for it; null where nothing does that may be named. */
  readonly speaker: Speaker | null
  /** The group whose liking it is; null: everybody. */
  readonly group: Segment | null
  /** Whether anybody has shown that she likes it. */
  readonly isLiked: boolean
}

export function because({ source, speaker, group, isLiked }: Reason): string {
  if (source === 'new') return 'This is new.'
  if (source === 'content' && speaker) return `It is like “${speaker.name}”${DONE_WITH[speaker.how]}.`
  if (source === 'collaborative' && speaker) return neighbours(speaker)
  return isLiked ? `${peopleOf(group)} like this.` : 'Nobody has said yet how this is liked.'
}

const DONE_WITH = { liked: ', which you liked', clicked: ', which you looked at', asked: '' } as const

function neighbours({ name, how }: Speaker): string {
  if (how === 'asked') return `People who like “${name}” like this.`
  return how === 'liked'
    ? `You liked “${name}”, and so did people who like this.`
    : `You looked at “${name}”, and people who like that like this.`
}

const GENDERS: Readonly<Record<string, string>> = { f: 'Women', m: 'Men' }

function peopleOf(group: Segment | null): string {
  if (group === null || (group.gender === null && group.age === null)) return 'Many people'
  const { gender, age } = group
  const who = gender === null ? 'People' : (GENDERS[gender] ?? `People of the group “${gender}”`)
  return age === null ? who : `${who} of ${age}`
}
