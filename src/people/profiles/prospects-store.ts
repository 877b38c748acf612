/** What is known of a person without reading her whole profile foretells of her score, as SQL. */
import type { RawBuilder } from 'kysely'
import type { Place } from '../../engine/index.ts'
import { sql } from '../../platform/db/index.ts'
import type { Saying } from './conditions.ts'
import { ageOn, kilometresTo, placeOf, saysAny } from './conditions-store.ts'

export interface Prospects {
  /** What the asker likes, each as somebody says that she likes it. */
  readonly interests: readonly Saying[]
  /** Whether they are asked for: then whoever tells none has not met them. */
  readonly asksInterests: boolean
  /** Where the asker is; null where it is not known. */
  readonly place: Place | null
  /** Whether others are as far away as members are told. */
  readonly isBlurred: boolean
  readonly age: number | null
  /** Whether anything is looked for by meaning. */
  readonly hasTopic: boolean
  /** Whether the asker writes of herself. */
  readonly hasAbout: boolean
  /** How much each word of the topic tells; of a sketch's words two belong to each, what says it and what is related. */
  readonly terms: readonly number[]
  /** A value halves with every so many. */
  readonly halves: { readonly km: number; readonly years: number; readonly days: number }
  /** Cosines from which on two texts have something in common, and all. */
  readonly cosines: { readonly chance: number; readonly same: number }
  /** How much each has to say. */
  readonly weights: Readonly<Record<ForetoldPart, number>>
}

export type ForetoldPart =
  | 'interests'
  | 'distance'
  | 'age'
  | 'activity'
  | 'topic_meaning'
  | 'topic_words'
  | 'about'
  | 'needs_met'
  | 'offers_wanted'

/** Of more interests the first: the longer the list, the less each has to say. */
const INTERESTS_MAX = 12
/** Below this a part has nothing to say. */
const WEIGHT_MIN = 1e-6
/** Taken for everything that a row does not tell. */
const REST_VALUE = 0.5
/** How much of a word somebody says who says it anywhere, and who says what is related. */
const SAID_VALUE = 0.9
const RELATED_VALUE = 0.5
/** A sketch has bits for so many words of a topic. */
const TERMS_MAX = 15

interface Part {
  readonly weight: number
  readonly isKnown: RawBuilder<boolean>
  /** 0 to 1 where it is known. */
  readonly value: RawBuilder<number>
}

/** Weighed values of what is known, and the weights of it. */
interface Sums {
  readonly reached: RawBuilder<number>
  readonly reachable: RawBuilder<number>
}

/** 0 to 1 by the row `p` of profiles alone, as a score is made: the weighed mean of what is known. */
export function prospectOf(prospects: Prospects, today: string): RawBuilder<number> {
  const { hasTopic, hasAbout, terms, weights } = prospects
  const unseen = [hasTopic && weights.topic_meaning, terms.length > 0 && weights.topic_words, hasAbout && weights.about]
  const rest = unseen.reduce<number>((sum, weight) => sum + Number(weight), 0)
  const { reached, reachable } = sumsOf(rowParts(prospects, today))
  return sql<number>`(${rest * REST_VALUE}::float8 + ${reached}) / nullif(${rest}::float8 + ${reachable}, 0)`
}

/** Columns of what the row `p` tells, for `sketchedProspect`. */
export function rowSums(prospects: Prospects, today: string): RawBuilder<unknown> {
  const { reached, reachable } = sumsOf(rowParts(prospects, today))
  return sql`${reached} as "rowReached", ${reachable} as "rowReachable"`
}

/** 0 to 1 by a sketch `s` beside its `rowSums`; null where nothing is known. */
export function sketchedProspect(prospects: Prospects): RawBuilder<number | null> {
  const { reached, reachable } = sumsOf(sketchParts(prospects))
  return sql<number | null>`(s."rowReached" + ${reached}) / nullif(s."rowReachable" + ${reachable}, 0)`
}

function sumsOf(parts: readonly (Part | null)[]): Sums {
  const heard = parts.filter((part): part is Part => part !== null && part.weight > WEIGHT_MIN)
  const sum = (of: (part: Part) => RawBuilder<unknown>): RawBuilder<number> =>
    sql<number>`(${sql.join(
      [sql`0::float8`, ...heard.map((part) => sql`case when ${part.isKnown} then ${of(part)} else 0 end`)],
      sql` + `,
    )})`
  return {
    reached: sum(({ weight, value }) => sql`${weight}::float8 * ${value}`),
    reachable: sum(({ weight }) => sql`${weight}::float8`),
  }
}

const rowParts = (prospects: Prospects, today: string): readonly (Part | null)[] => [
  interestsPart(prospects),
  distancePart(prospects),
  agePart(prospects, today),
  activityPart(prospects, today),
]

/** As `overlap` has it, where an entry is met or not. */
function interestsPart({ interests, asksInterests, weights }: Prospects): Part | null {
  if (interests.length === 0) return null
  const asked = interests.slice(0, INTERESTS_MAX)
  const met = sql.join(
    asked.map((saying) => sql`(${saysAny([saying])})::int`),
    sql` + `,
  )
  return {
    weight: weights.interests,
    isKnown: asksInterests ? sql<boolean>`true` : sql<boolean>`p.interests <> '{}'`,
    value: sql<number>`case when p.interests = '{}' then 0
      else least(1, (${met}) / sqrt(${asked.length}::float8 * cardinality(p.interests))) end`,
  }
}

function distancePart({ place, isBlurred, halves, weights }: Prospects): Part | null {
  return (
    place && {
      weight: weights.distance,
      isKnown: sql<boolean>`p.latitude is not null`,
      value: decay(kilometresTo(place, placeOf(isBlurred)), halves.km),
    }
  )
}

function agePart({ age, halves, weights }: Prospects, today: string): Part | null {
  if (age === null) return null
  return {
    weight: weights.age,
    isKnown: sql<boolean>`(p.age is not null or p.date_of_birth is not null)`,
    value: decay(sql`abs(${ageOn(today)} - ${age}::int)`, halves.years),
  }
}

/** Whole days, as `recency` counts them. */
function activityPart({ halves, weights }: Prospects, today: string): Part {
  const days = sql`floor(extract(epoch from ${`${today}T23:59:59Z`}::timestamptz - p.last_active) / 86400)`
  return {
    weight: weights.activity,
    isKnown: sql<boolean>`p.last_active is not null`,
    value: decay(sql`greatest(0, ${days})`, halves.days),
  }
}

function sketchParts(prospects: Prospects): readonly (Part | null)[] {
  const { hasTopic, weights } = prospects
  const near = (weight: number, cosine: RawBuilder<number | null>): Part => ({
    weight,
    isKnown: sql<boolean>`${cosine} is not null`,
    value: closeness(cosine, prospects),
  })
  return [
    // Whoever has no vector is as far from the topic as can be.
    hasTopic ? { ...near(weights.topic_meaning, sql`s."topicCosine"`), isKnown: sql<boolean>`true` } : null,
    wordsPart(prospects),
    near(weights.about, sql`s."aboutCosine"`),
    near(weights.needs_met, sql`s."metCosine"`),
    near(weights.offers_wanted, sql`s."meetsCosine"`),
  ]
}

function wordsPart({ terms, weights }: Prospects): Part | null {
  const total = terms.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return null
  const isSet = (index: number): RawBuilder<boolean> => sql<boolean>`s."saidBits" & (1 << ${sql.lit(index)}) <> 0`
  const said = terms.slice(0, TERMS_MAX).map(
    (weight, index) => sql`${weight / total}::float8 * case when ${isSet(2 * index)} then ${SAID_VALUE}::float8
      when ${isSet(2 * index + 1)} then ${RELATED_VALUE}::float8 else 0 end`,
  )
  return { weight: weights.topic_words, isKnown: sql`true`, value: sql<number>`(${sql.join(said, sql` + `)})` }
}

const closeness = (cosine: RawBuilder<number | null>, { cosines: { chance, same } }: Prospects): RawBuilder<number> =>
  sql<number>`least(1, greatest(0, (coalesce(${cosine}, 0) - ${chance}::float8) / ${same - chance}::float8))`

/** PostgreSQL refuses what it cannot tell from 0: less than this is left of nothing. */
const HALVES_MAX = 60

const decay = (apart: RawBuilder<unknown>, half: number): RawBuilder<number> =>
  sql<number>`power(2::float8, -least((${apart})::float8 / ${half}::float8, ${HALVES_MAX}::float8))`
