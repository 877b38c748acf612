/** What is asked for, whichever list it is: read off the wire once, held against the shelf later. */
import type { FacetName, Wanted } from '../shelf/index.ts'
import { genderWord, genderWords } from '../tastes/index.ts'
import type { PersonalisedBody, PopularBody, SimilarBody, TrendingBody } from './schema.ts'

export interface Boost {
  readonly is: string
  readonly weight: number
}

/** A page of a list. What is null was not asked for. */
export interface Question {
  readonly wanted: Wanted
  readonly filter: string | null
  readonly boosts: readonly Boost[]
  readonly diversity: number
  readonly isExplained: boolean
  readonly page: number
  readonly limit: number
}

/** Null says nothing of either. */
export interface Segment {
  readonly gender: string | null
  readonly age: string | null
}

type Asked = Pick<TrendingBody, 'filters' | 'pagination' | 'filter' | 'boost' | 'diversity' | 'explain'>

const FILTERED: readonly FacetName[] = ['category', 'suitable_for', 'acquaintance_level', 'platform']

const NOBODY_IN_PARTICULAR = new Set(['', 'any'])

/** Blank and "any" ask for nothing. */
const said = (value: string | null | undefined): string | null =>
  value == null || NOBODY_IN_PARTICULAR.has(value.trim().toLowerCase()) ? null : value.trim()

/** An empty filter filters nothing, as it did. */
function wantedIn({ filters }: Asked, geoId: number | null): Wanted {
  const exactly = FILTERED.flatMap((name) => {
    const value = filters?.[name as keyof typeof filters]
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : []
  })
  return {
    geoId,
    priceMin: filters?.price_from ?? null,
    priceMax: filters?.price_to ?? null,
    exactly: Object.fromEntries(exactly),
    suiting: {},
  }
}

function questionIn(asked: Asked, geoId: number | null): Question {
  return {
    wanted: wantedIn(asked, geoId),
    filter: asked.filter ?? null,
    boosts: asked.boost ?? [],
    diversity: asked.diversity ?? 0,
    isExplained: asked.explain ?? false,
    ...asked.pagination,
  }
}

export interface PopularQuestion extends Question {
  readonly segment: Segment
}

/** What is asked of people holds of items, too: nobody looks for men's things among those that say "f". */
export function popularQuestion(body: PopularBody): PopularQuestion {
  const { gender, age, category, geo_id: geoId } = body.user_params
  const question = questionIn(body, geoId)
  const [askedGender, askedAge, askedCategory] = [said(gender), said(age), said(category)]
  const suiting = {
    ...(askedGender === null ? {} : { gender: genderWords(askedGender) }),
    ...(askedAge === null ? {} : { age: [askedAge] }),
    ...(askedCategory === null ? {} : { category: [askedCategory] }),
  }
  return {
    ...question,
    wanted: { ...question.wanted, suiting },
    segment: { gender: askedGender === null ? null : genderWord(askedGender), age: askedAge },
  }
}

export interface PersonalQuestion extends Question {
  readonly userId: string
  readonly isRepeating: boolean
  readonly exploration: number
}

/** What a request leaves open, as the settings or the variant of an experiment have it. */
export interface Standards {
  readonly diversity: number
  readonly exploration: number
}

export function personalQuestion(body: PersonalisedBody, standards: Standards): PersonalQuestion {
  return {
    ...questionIn({ ...body, diversity: body.diversity ?? standards.diversity }, body.geo_id),
    userId: body.user_id,
    isRepeating: body.repeat ?? false,
    exploration: body.exploration ?? standards.exploration,
  }
}

export interface SimilarQuestion extends Question {
  readonly itemId: string
  readonly userId: string | null
}

export const similarQuestion = (body: SimilarBody, item: { id: string; geoId: number | null }): SimilarQuestion => ({
  ...questionIn(body, body.geo_id ?? item.geoId),
  itemId: item.id,
  userId: body.user_id ?? null,
})

export const trendingQuestion = (body: TrendingBody): Question => questionIn(body, body.geo_id ?? null)
