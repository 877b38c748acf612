/** What of a profile is searched: its words, and the texts that are embedded. */
import { splitSentences } from '../../engine/index.ts'
import { affirmedStems, entryStems } from '../asking/index.ts'
import type { JoinedPersona, SaidProfile } from './profile.ts'

/** As far as it is searched. */
export type Searched = Pick<SaidProfile, 'about' | 'interests' | 'needs' | 'offers'> & JoinedPersona

/** Longer ones are no words, and no index takes them. In UTF-16 units. */
const WORD_LENGTH_MAX = 64

/**
 * Distinct stems of all that is searched word by word, without what is denied. A name is none of it: somebody called Rose is
 * no gardener.
 */
export function wordsIn(profile: Searched): string[] {
  const { name: _name, ...persona } = profile.persona ?? {}
  const texts = [profile.about, ...Object.values(persona)].flatMap((text) => (text ? affirmedStems(text) : []))
  const entries = Object.values(listsIn(profile)).flatMap((list) => list.flatMap(entryStems))
  return [...new Set([...texts, ...entries])].filter((stem) => stem.length <= WORD_LENGTH_MAX)
}

/** Said and joined, one after the other. */
function listsIn({ interests, offers, needs, personaOffers, personaNeeds }: Searched) {
  return { interests, offers: [...offers, ...personaOffers], needs: [...needs, ...personaNeeds] }
}

/** Texts that a model reads whole; an empty list gives no vector. */
export interface EmbeddedTexts {
  readonly interests: readonly string[]
  readonly offers: readonly string[]
  readonly needs: readonly string[]
  readonly about: readonly string[]
}

/**
 * Of each list one text, its entries with ", " between them. It is cut where it is too long for a model, as `about` is cut
 * into its sentences.
 */
export function embeddedTexts(profile: Searched): EmbeddedTexts {
  const pieces = (text: string): string[] => splitSentences(text).map((piece) => piece.text)
  const { interests, offers, needs } = listsIn(profile)
  const [liked, offered, needed] = [interests, offers, needs].map((entries) => pieces(entries.join(', ')))
  return { interests: liked ?? [], offers: offered ?? [], needs: needed ?? [], about: pieces(profile.about ?? '') }
}

/** What was embedded of one and is not of the other: kept embeddings of it are forgotten. */
export function goneTexts(before: Searched | null, after: Searched | null): readonly string[] {
  if (!before || (after && isSaidAgain(before, after))) return []
  const all = (profile: Searched): string[] => Object.values(embeddedTexts(profile)).flat()
  return [...new Set(all(before)).difference(new Set(after ? all(after) : []))]
}

/** Looked at first: parting texts into sentences takes longer, and most people say most of it again. */
const isSaidAgain = (before: Searched, after: Searched): boolean =>
  JSON.stringify([before.about, listsIn(before)]) === JSON.stringify([after.about, listsIn(after)])
