/** What a profile says, ready to be looked up word by word. */
import { splitSentences } from '../../engine/index.ts'
import { affirmedStems, entryStems, mayDeny, meetingStems } from '../asking/index.ts'
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

/** Everything that may be quoted, lists first. */
export function saidBy(facts: Facts): readonly Said[] {
  const list = (field: 'interests' | 'offers' | 'needs'): Said[] =>
    facts[field].map((text) => ({ field, text, mentioned: entryStems(text), stems: entryStems(text) }))
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
