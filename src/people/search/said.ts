/** What a profile says, ready to be looked up word by word. */
import { splitSentences } from '../../engine/index.ts'
import { affirmedStems, mayDeny, meetingStems } from '../asking/index.ts'
import type { Facts } from '../profiles/index.ts'

export type Field = 'interests' | 'offers' | 'needs' | 'about'

/** One entry of a list, or one sentence of the text about somebody, as it stands there. */
export interface Said {
  readonly field: Field
  readonly text: string
  /** All stems that stand there, denied or not. */
  readonly mentioned: readonly string[]
  /** Of these, what it says. */
  readonly stems: readonly string[]
}

/** Entries are few and come again and again among people who like the same things. */
const remembered = new Map<string, readonly string[]>()
const REMEMBERED_MAX = 20_000

/** Stems by which an entry of a list is met: nobody who wants no pets meets one who has some. */
export function stemsOf(entry: string): readonly string[] {
  const known = remembered.get(entry)
  if (known) return known
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  const stems = affirmedStems(entry)
  remembered.set(entry, stems)
  return stems
}

/** Everything that may be quoted, lists first. */
export function saidBy(facts: Facts): readonly Said[] {
  const list = (field: 'interests' | 'offers' | 'needs'): Said[] =>
    facts[field].map((text) => ({ field, text, mentioned: stemsOf(text), stems: stemsOf(text) }))
  const about = splitSentences(facts.about ?? '').map(({ text }) => saidAbout(text))
  return [...list('interests'), ...list('offers'), ...list('needs'), ...about]
}

/** What is denied is looked for when it is asked for: it takes ten times as long as finding the stems. */
function saidAbout(text: string): Said {
  const mentioned = meetingStems(text)
  let stems: readonly string[] | null = null
  return {
    field: 'about',
    text,
    mentioned,
    get stems() {
      stems ??= mayDeny(text) ? affirmedStems(text) : mentioned
      return stems
    },
  }
}
