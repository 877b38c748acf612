/**
 * A client of MySanta's engine, written from its specification alone: HTTP Basic, paths without a prefix, and of each answer exactly what
 * was promised then. What is new in an answer it passes over, as clients do.
 */
import { z } from 'zod'

const pagination = z.object({
  page: z.number().int().min(1),
  limit: z.number().int().min(1).max(100),
  total_pages: z.number().int().min(0),
  total_count: z.number().int().min(0),
  has_next: z.boolean(),
  has_previous: z.boolean(),
})

const list = <Word extends string>(words: readonly [Word, ...Word[]]) =>
  z.object({
    items: z.array(z.string()),
    pagination,
    computation_time_ms: z.number().min(0),
    algorithm_used: z.enum(words),
    cache_hit: z.boolean(),
  })

const done = z.object({ status: z.literal('success'), message: z.string() })
const count = z.number().int().min(0)
const shares = z.record(z.string(), z.number().min(0).max(1))

/** What S1 to S9 answer. */
export const shapes = {
  health: z.object({
    status: z.literal('healthy'),
    service: z.string(),
    version: z.string(),
    databases: z.array(z.string()),
  }),
  popular: list(['popular']),
  personalized: list(['collaborative', 'collaborative_fallback_content', 'content_based', 'popular_fallback']),
  userProfile: z.object({
    user_id: z.string(),
    profile: z
      .object({
        preferred_categories: shares,
        preferred_platforms: shares,
        avg_price: z.number(),
        price_range_min: z.number(),
        price_range_max: z.number(),
        interaction_count: count,
        last_interaction_at: z.string().nullable(),
      })
      .nullable(),
    message: z.string().optional(),
  }),
  demographics: done.extend({
    demographics: z.record(z.string(), z.unknown()),
    cached_until: z.string(),
  }),
  refresh: done.extend({ user_id: z.string() }),
  stats: z.object({
    service: z.string(),
    version: z.string(),
    main_database: z.object({ total_items: count, total_likes: count, total_clicks: count, active_users: count }),
    recommendations_database: z.object({
      cached_popular_items: count,
      cached_user_profiles: count,
      users_with_collaborative: count,
      users_with_content_based: count,
    }),
    cache_info: z.object({ redis_connected: z.boolean() }),
    configuration: z.object({
      max_similar_users: count,
      default_page_size: count,
      max_page_size: count,
      popular_items_refresh_minutes: z.number(),
    }),
  }),
  done,
} as const

export interface Filters {
  readonly price_from?: number
  readonly price_to?: number
  readonly category?: string
  readonly suitable_for?: string
  readonly acquaintance_level?: string
  readonly platform?: string
}

export interface Paging {
  readonly page?: number
  readonly limit?: number
}

export interface PopularRequest {
  readonly user_params: {
    readonly gender?: string
    readonly age?: string
    readonly category?: string
    readonly geo_id: number
  }
  readonly filters?: Filters
  readonly pagination?: Paging
}

export interface PersonalizedRequest {
  /** The documents said an integer, the service wanted a text. */
  readonly user_id: string | number
  readonly geo_id: number
  readonly filters?: Filters
  readonly pagination?: Paging
}

export interface Demographics {
  readonly gender?: string
  readonly age_group?: string
  readonly locale?: string
  readonly geo_id?: number
}

export interface Account {
  readonly username: string
  readonly password: string
}

/** As the Rails client sends it. `null` for no account at all. */
export function mysantaClient(address: string, account: Account | null) {
  const identity = account && `Basic ${Buffer.from(`${account.username}:${account.password}`).toString('base64')}`
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${address}${path}`, {
      method,
      headers: {
        ...(identity === null ? {} : { authorization: identity }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }
  /** Of a 200 whose body is as promised; anything else is a failure, as it is for the client. */
  async function read<Shape extends z.ZodType>(shape: Shape, response: Promise<Response>): Promise<z.output<Shape>> {
    const answer = await response
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`${answer.status} ${text}`)
    return shape.parse(JSON.parse(text))
  }
  return {
    send,
    health: () => read(shapes.health, send('GET', '/health')),
    popular: (request: PopularRequest) => read(shapes.popular, send('POST', '/popular', request)),
    personalized: (request: PersonalizedRequest) => read(shapes.personalized, send('POST', '/personalized', request)),
    userProfile: (id: string | number) => read(shapes.userProfile, send('GET', `/user-profile/${id}`)),
    putDemographics: (id: string | number, said: Demographics) =>
      read(shapes.demographics, send('PUT', `/user-profile/${id}`, said)),
    refreshProfile: (id: string | number) => read(shapes.refresh, send('POST', `/user-profile/${id}/refresh`)),
    stats: () => read(shapes.stats, send('GET', '/stats')),
    refreshPopularItems: () => read(shapes.done, send('POST', '/admin/refresh-popular-items')),
    updateUserProfiles: () => read(shapes.done, send('POST', '/admin/update-user-profiles')),
  }
}

export type MySantaClient = ReturnType<typeof mysantaClient>
export type PersonalizedAnswer = z.output<typeof shapes.personalized>

/** Turns pages until the list says that it ends. */
export async function allPages(
  ask: (page: number) => Promise<Pick<PersonalizedAnswer, 'items' | 'pagination'>>,
  pagesMax = 100,
): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = []
  for (let page = 1; page <= pagesMax; page += 1) {
    const { items, pagination: turned } = await ask(page)
    pages.push(items)
    if (!turned.has_next) return pages
  }
  throw new Error(`The list does not end within ${pagesMax} pages.`)
}
