/** How far a profile says the words of a topic, and where. */
import type { Topic } from '../asking/index.ts'
import type { Relate } from './overlap.ts'
import type { Field, Said } from './said.ts'

/** One word of a topic: its stem, and how much the word tells, in nats. */
export interface TopicTerm {
  readonly stem: string
  readonly weight: number
}

/** Where a word is worth most: in what somebody offers when a helper is looked for, in what she needs when a helped one is. */
export function fieldStrengths(side: Topic['side']): Readonly<Record<Field, number>> {
  if (side === 'offers') return { offers: 1, interests: 0.8, about: 0.8, needs: 0.3 }
  if (side === 'needs') return { needs: 1, interests: 0.8, about: 0.7, offers: 0.3 }
  return { interests: 1, offers: 1, about: 0.8, needs: 0.8 }
}

/** The best place of one word; null when it is said nowhere. */
export interface TopicHit {
  readonly term: TopicTerm
  readonly said: Said
  /** 0 to 1: the strength of the field times how near the word is. */
  readonly strength: number
}

export interface TopicWords {
  readonly terms: readonly TopicTerm[]
  /** Stems one of which whoever says any of it says. */
  readonly stems: ReadonlySet<string>
  readonly strengths: Readonly<Record<Field, number>>
  readonly relate: Relate
}

/** The best place of each word that is said at all, in the order of the topic. */
export function topicHits(said: readonly Said[], { terms, strengths, relate }: TopicWords): readonly TopicHit[] {
  return terms.flatMap((term) => {
    const nearest = (stems: readonly string[]): number =>
      stems.reduce((most, stem) => Math.max(most, relate(term.stem, stem)), 0)
    let best: TopicHit | null = null
    for (const one of said) {
      const strongest: number = best?.strength ?? 0
      if (nearest(one.mentioned) * strengths[one.field] <= strongest) continue
      const strength = nearest(one.stems) * strengths[one.field]
      if (strength > strongest) best = { term, said: one, strength }
    }
    return best ?? []
  })
}

/** 0 to 1: of what the words of the topic tell, the share that the profile says. */
export function topicShare(hits: readonly TopicHit[], terms: readonly TopicTerm[]): number {
  const total = terms.reduce((sum, { weight }) => sum + weight, 0)
  return total === 0 ? 0 : hits.reduce((sum, { term, strength }) => sum + term.weight * strength, 0) / total
}
