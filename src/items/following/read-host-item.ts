/** One row of the host's items, as it is kept here. What cannot be kept of a field is not known. */
import { createHash } from 'node:crypto'
import { visibleText } from '../../base/index.ts'
import { itemId } from '../catalogue/index.ts'
import type { WrittenItem } from '../catalogue/index.ts'
import type { HostItemRow } from './host-items-store.ts'
import type { MainMapping } from './main-mapping.ts'

/** `unusable`: nobody can have its id, or nobody knows where it is. */
export type ReadHostItem = WrittenItem | 'unusable'

/** `now` is the moment beyond which nothing can have been made. */
export function readHostItem(
  { id, facts }: HostItemRow,
  { items }: Pick<MainMapping, 'items'>,
  now: Date,
): ReadHostItem {
  const geoId = geoIn(facts.geo_id)
  if (geoId === undefined || !itemId.safeParse(id).success) return 'unusable'
  const said = {
    id,
    title: textIn(facts.title, CHARACTERS.title),
    description: textIn(facts.description, CHARACTERS.description),
    categories: categoriesIn(facts.categories),
    attributes: {},
    price: priceIn(facts.price),
    platform: textIn(facts.platform, CHARACTERS.word),
    geoId,
    status: items.status === null ? 'in_stock' : (textIn(facts.status, CHARACTERS.word) ?? 'unknown'),
    // Whatever it is, it is somebody's.
    ownerId: facts.user_id == null ? null : visibleText(String(facts.user_id).toWellFormed()),
  }
  const whole = JSON.stringify([said, facts.created_at ?? null])
  const hostDigest = createHash('sha256').update(whole).digest('base64url')
  return { ...said, createdAt: instantOf(facts.created_at, now), source: 'host', hostDigest }
}

/** As our own API takes them; what is longer is cut. */
const CHARACTERS = { title: 1000, description: 20_000, word: 200, name: 100 } as const
const NAMES_MAX = 100
/** What a PostgreSQL integer holds. */
const GEO_MAX = 2_147_483_647

/** Null: everywhere. Undefined: in a place that nobody can ask for, and everywhere would be wrong. */
function geoIn(value: unknown): number | null | undefined {
  if (value == null) return null
  const geoId = numberIn(value)
  return Number.isInteger(geoId) && Math.abs(geoId) <= GEO_MAX ? geoId : undefined
}

/** Half a character is none; blank is nothing. */
function textIn(value: unknown, charactersMax: number): string | null {
  if (typeof value !== 'string') return null
  const text = visibleText(value.toWellFormed()).trim()
  const cut = text.length <= charactersMax ? text : text.slice(0, charactersMax).replace(/[\ud800-\udbff]$/u, '')
  return cut || null
}

/** Words by name; a column of text may hold JSON. What is no word says nothing. */
function categoriesIn(value: unknown): Readonly<Record<string, string>> {
  const object = typeof value === 'string' ? parseJson(value) : value
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return {}
  const words = Object.entries(object).flatMap(([name, said]) => {
    const word = textIn(typeof said === 'number' || typeof said === 'boolean' ? String(said) : said, CHARACTERS.word)
    const isName = name !== '' && name.length <= CHARACTERS.name && name.isWellFormed() && !name.includes('\0')
    return word !== null && isName ? [[name, word] as const] : []
  })
  return Object.fromEntries(words.slice(0, NAMES_MAX))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** A column of text may hold a number; an empty one holds none. */
function numberIn(value: unknown): number {
  const isSaid = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')
  return isSaid ? Number(value) : Number.NaN
}

/** -0 is 0. */
function priceIn(value: unknown): number | null {
  const price = numberIn(value)
  return price >= 0 && Number.isFinite(price) ? price + 0 : null
}

/** Of what the host has no time for nobody knows that it is new. */
export function instantOf(value: unknown, now: Date): Date {
  const time = typeof value === 'string' ? new Date(value).getTime() : Number.NaN
  return Number.isNaN(time) ? new Date(0) : new Date(Math.min(Math.max(time, 0), now.getTime()))
}
