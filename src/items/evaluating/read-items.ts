/** A file of items: what is said of each, for what is known of an item before anybody has touched it. */
import { FEATURES, featuresOf } from '../shelf/index.ts'
import type { ShelfItem, TextVector } from '../shelf/index.ts'
import { sayBadLines } from './bad-lines.ts'
import { itemColumns } from './columns.ts'
import type { ItemColumn, Row } from './columns.ts'
import { readNamed } from './read-named.ts'

export interface FileItems {
  readonly items: ReadonlyMap<string, { readonly item: ShelfItem; readonly text: string }>
  /** What the file has that could not be read, as sentences. */
  readonly remarks: readonly string[]
}

/** @throws Problem `request.invalid` as `readNamed` does */
export async function readItems(path: string): Promise<FileItems> {
  const { rows, bad } = await readNamed<ItemColumn>(path, itemColumns)
  const items = new Map([...rows].map(([id, row]) => [id, { item: itemIn(id, row), text: textIn(row) }]))
  return { items, remarks: sayBadLines(path, bad) }
}

/** What the product embeds of an item. */
const textIn = ({ title, description }: Row<ItemColumn>): string =>
  [title, description].filter((text) => text !== undefined).join('\n')

function itemIn(id: string, row: Row<ItemColumn>): ShelfItem {
  const price = Number(row.price ?? Number.NaN)
  return {
    id,
    categories: categoriesIn(row),
    attributes: {},
    price: Number.isFinite(price) && price >= 0 ? price : null,
    platform: null,
    geoId: null,
    createdAt: new Date(0),
  }
}

/** An object of names and values as the product takes it, or one text, which is the category. */
function categoriesIn({ category, categories }: Row<ItemColumn>): Readonly<Record<string, string>> {
  const own = category === undefined ? {} : { category }
  if (categories === undefined) return own
  try {
    const said: unknown = JSON.parse(categories)
    if (typeof said !== 'object' || said === null || Array.isArray(said)) return { category: categories, ...own }
    return { ...own, ...Object.fromEntries(Object.entries(said).map(([name, value]) => [name, String(value)])) }
  } catch {
    return { category: categories, ...own }
  }
}

/** Vectors of unit length for texts, in their order. */
export type Embed = (texts: readonly string[]) => Promise<readonly Float32Array[]>

const EMBEDDED_AT_ONCE = 512
const UNIT = 127

/**
 * What is known of each of `itemIds` as signed bytes, `FEATURES` for each; all 0 for one of which the file says nothing.
 * `onProgress` hears how many texts are embedded of how many.
 */
export async function contentOf(
  { items }: FileItems,
  itemIds: readonly string[],
  { embed, onProgress }: { readonly embed: Embed; readonly onProgress: (done: number, all: number) => void },
): Promise<Int8Array> {
  const content = new Int8Array(itemIds.length * FEATURES)
  const known = itemIds.flatMap((id, column) => {
    const said = items.get(id)
    return said ? [{ column, ...said }] : []
  })
  for (let at = 0; at < known.length; at += EMBEDDED_AT_ONCE) {
    const some = known.slice(at, at + EMBEDDED_AT_ONCE)
    const worded = some.filter(({ text }) => text !== '')
    const vectors = worded.length > 0 ? await embed(worded.map(({ text }) => text)) : []
    const vectorOf = new Map(worded.map(({ column }, index) => [column, inBytes(vectors[index] as Float32Array)]))
    for (const { column, item } of some) {
      content.set(featuresOf(item, vectorOf.get(column) ?? null), column * FEATURES)
    }
    onProgress(Math.min(at + EMBEDDED_AT_ONCE, known.length), known.length)
  }
  return content
}

function inBytes(vector: Float32Array): TextVector {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const scale = largest === 0 ? 1 : largest / UNIT
  return { vector: Int8Array.from(vector, (value) => Math.round(value / scale)), scale }
}
