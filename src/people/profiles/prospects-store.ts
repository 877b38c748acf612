/** What the row of a profile alone foretells of her score, as SQL over one row `p` of profiles. */
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
  /** A value halves with every so many. */
  readonly halves: { readonly km: number; readonly years: number }
  /** How much each has to say; `rest` is what the row does not tell. */
  readonly weights: {
    readonly interests: number
    readonly distance: number
    readonly age: number
    readonly rest: number
  }
}

/** Of more interests the first: the longer the list, the less each has to say. */
const INTERESTS_MAX = 12
/** Below this a part has nothing to say. */
const WEIGHT_MIN = 1e-6
/** Taken for everything that the row does not tell. */
const REST_VALUE = 0.5

interface Part {
  readonly weight: number
  readonly isKnown: RawBuilder<boolean>
  /** 0 to 1 where it is known. */
  readonly value: RawBuilder<number>
}

/** 0 to 1, as a score is made: the weighed mean of what is known. */
export function prospectOf(prospects: Prospects, today: string): RawBuilder<number> {
  const { weights } = prospects
  const parts = partsOf(prospects, today).filter(({ weight }) => weight > WEIGHT_MIN)
  const sum = (of: (part: Part) => RawBuilder<unknown>, rest: number): RawBuilder<unknown> =>
    sql.join(
      [sql`${rest}::float8`, ...parts.map((part) => sql`case when ${part.isKnown} then ${of(part)} else 0 end`)],
      sql` + `,
    )
  const reached = sum(({ weight, value }) => sql`${weight}::float8 * ${value}`, weights.rest * REST_VALUE)
  const reachable = sum(({ weight }) => sql`${weight}::float8`, weights.rest)
  return sql<number>`(${reached}) / nullif(${reachable}, 0)`
}

function partsOf(prospects: Prospects, today: string): readonly Part[] {
  const parts = [interestsPart(prospects), distancePart(prospects), agePart(prospects, today)]
  return parts.filter((part) => part !== null)
}

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

/** PostgreSQL refuses what it cannot tell from 0: less than this is left of nothing. */
const HALVES_MAX = 60

const decay = (apart: RawBuilder<unknown>, half: number): RawBuilder<number> =>
  sql<number>`power(2::float8, -least((${apart})::float8 / ${half}::float8, ${HALVES_MAX}::float8))`
