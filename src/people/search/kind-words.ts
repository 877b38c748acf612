/** The words by which a profile says what kind of company it is after, and what somebody is good for: surely, or likely. */
import { contentStems, stemOf } from '../../engine/index.ts'
import { kindSayings } from '../asking/index.ts'
import type { Purpose, Relationship } from '../asking/index.ts'
import { sayingOf } from '../profiles/index.ts'
import type { Saying } from '../profiles/index.ts'

type Kind = Relationship | Purpose

/** Many of these say other things as well: a serious climber, a company. */
const hints: Readonly<Record<Kind, string>> = {
  casual: 'casual hookup fling flings',
  serious: 'relationship committed commitment partner marriage',
  friendship: 'friend friends friendship buddy pal companion companionship hangout company',
  professional: 'professional career mentor mentoring mentorship networking business cofounder colleague',
  emotional_support:
    'emotional support listener listening empathy understanding caring comfort counselling therapy talk',
  education: 'learn learning teach teaching teacher tutor tutoring lessons mentor guide study studying education coach',
  career: 'career job work professional mentor mentorship advice business hiring interview',
  health: 'health fitness workout gym wellness therapy nutrition training exercise',
}

const likely = new Map(Object.entries(hints).map(([kind, words]) => [kind, [...new Set(contentStems(words))]]))
const sure = new Map(
  Object.entries(kindSayings).map(([kind, sayings]) => [
    kind,
    sayings.map((saying) => saying.map((words) => [...new Set(words.map(stemOf))])),
  ]),
)

/** What says one of the kinds and nothing else. */
export const sureSayingsOf = (kinds: readonly Kind[]): readonly Saying[] =>
  kinds.flatMap((kind) => sure.get(kind) ?? [])

/** What says one of the kinds, or hints at it. */
export const likelySayingsOf = (kinds: readonly Kind[]): readonly Saying[] => [
  ...sureSayingsOf(kinds),
  ...sayingOf(kinds.flatMap((kind) => likely.get(kind) ?? [])),
]

const opposite: Partial<Readonly<Record<Kind, Kind>>> = { casual: 'serious', serious: 'casual' }

/** What says the opposite of a kind: whoever says it is not taken at a hint. */
export const opposedSayingsOf = (kinds: readonly Kind[]): readonly Saying[] =>
  sureSayingsOf(kinds.flatMap((kind) => opposite[kind] ?? []).filter((kind) => !kinds.includes(kind)))
