/** The words by which a profile says what kind of company it is after, and what somebody is good for. */
import { contentStems } from '../../engine/index.ts'
import type { Purpose, Relationship } from '../asking/index.ts'

const relationshipWords: Readonly<Record<Relationship, string>> = {
  casual: 'casual hookup fling flings dating',
  serious: 'serious relationship committed commitment partner marriage married dating',
  friendship: 'friend friends friendship buddy pal companion companionship hangout company',
  professional: 'professional career mentor mentoring mentorship networking business cofounder colleague',
}

const purposeWords: Readonly<Record<Purpose, string>> = {
  emotional_support:
    'emotional support listener listening empathy understanding caring comfort counselling therapy talk',
  education: 'learn learning teach teaching teacher tutor tutoring lessons mentor guide study studying education coach',
  career: 'career job work professional mentor mentorship advice business hiring interview',
  health: 'health fitness workout gym wellness therapy nutrition training exercise',
}

const stems = (words: string): readonly string[] => [...new Set(contentStems(words))]

const relationshipStems = new Map(Object.entries(relationshipWords).map(([kind, words]) => [kind, stems(words)]))
const purposeStems = new Map(Object.entries(purposeWords).map(([kind, words]) => [kind, stems(words)]))

/** Stems one of which a profile says that is after one of these. */
export const stemsOfRelationships = (kinds: readonly Relationship[]): readonly string[] =>
  kinds.flatMap((kind) => relationshipStems.get(kind) ?? [])

export const stemsOfPurposes = (kinds: readonly Purpose[]): readonly string[] =>
  kinds.flatMap((kind) => purposeStems.get(kind) ?? [])
