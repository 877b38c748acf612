/** Why an item is on a page, in a sentence. */
import type { Segment } from './question.ts'
import type { SourceName } from './schema.ts'

export interface Reason {
  readonly source: SourceName
  /** The item that speaks most for it, as she knows it; null where none does. */
  readonly liked: string | null
  /** The group whose liking it is; null: everybody. */
  readonly group: Segment | null
}

export function because({ source, liked, group }: Reason): string {
  if (source === 'new') return 'This is new.'
  if (source === 'popular' || liked === null) return `${peopleOf(group)} like this.`
  if (source === 'content') return `It is like “${liked}”, which you liked.`
  return `You liked “${liked}”, and so did people who like this.`
}

const GENDERS: Readonly<Record<string, string>> = { f: 'Women', m: 'Men' }

function peopleOf(group: Segment | null): string {
  if (group === null || (group.gender === null && group.age === null)) return 'Many people'
  const { gender, age } = group
  const who = gender === null ? 'People' : (GENDERS[gender] ?? `People of the group “${gender}”`)
  return age === null ? who : `${who} of ${age}`
}
