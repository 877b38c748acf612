/** What was read from a sentence, in one line: a table of sentences stays a table. */
import type { Understood, Wish } from '../../src/people/asking/index.ts'

/** "must age 25-35, near; prefer education; not serious; topic climbing (offers); ignored my age" */
export function sayUnderstood({ filters, preferences, excluded, topic, ignored, lifted }: Understood): string {
  return [
    said('must', filters),
    said('prefer', preferences),
    said('not', excluded),
    ...lifted.map((kind) => liftedWords[kind]),
    topic ? `topic ${topic.terms.join(' ')}${topic.side ? ` (${topic.side})` : ''}` : '',
    ignored.length > 0 ? `ignored ${ignored.map(({ from }) => from).join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join('; ')
}

export const liftedWords = { distance: 'anywhere', age: 'any age', gender: 'any gender' } as const

const said = (word: string, wishes: readonly Wish[]): string =>
  wishes.length === 0 ? '' : `${word} ${wishes.map((wish) => `${wish.not ? '-' : ''}${sayWish(wish)}`).join(', ')}`

function sayWish(wish: Wish): string {
  if (wish.kind === 'age')
    return `${wish.genders ? `${wish.genders.join('/')} ` : ''}age ${wish.min ?? ''}-${wish.max ?? ''}`
  if (wish.kind === 'distance') return wish.km === null ? 'near' : `${Math.round(wish.km * 10) / 10} km`
  if (wish.kind === 'words') return `"${wish.terms.join(' ')}"`
  return wish.values.join('/')
}
