/**
 * What may be asked of items: what every item has, and `attributes.<name>` of each attribute that any open item has. Counted as items
 * come and go, for there may be a hundred thousand names.
 */
import type { Fields, FieldType } from '../../engine/index.ts'
import type { AttributeValue } from '../catalogue/index.ts'
import { facetNames } from './facet.ts'

export type Attributes = Readonly<Record<string, AttributeValue>>

export interface AttributeFields {
  add(attributes: Attributes): void
  remove(attributes: Attributes): void
  /**
   * As it is now, and as it changes. An attribute is of the type that most items give it, of equals of the first by name; where
   * an item gives it another, it is not known.
   */
  readonly fields: Fields
}

/** What the grammar can name. */
const NAME = /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*(?:\.[\p{L}_][\p{L}\p{M}\p{Nd}_]*)*$/u

export function openAttributeFields(): AttributeFields {
  const counts = new Map<string, Map<FieldType, number>>()
  const fields: Record<string, FieldType> = {
    ...Object.fromEntries(facetNames.map((name) => [name, 'text' as const])),
    price: 'number',
    created_at: 'instant',
  }

  function count(attributes: Attributes, step: 1 | -1): void {
    for (const [name, value] of Object.entries(attributes)) {
      if (!NAME.test(name)) continue
      const types = counts.get(name) ?? new Map<FieldType, number>()
      const type = typeOf(value)
      const left = (types.get(type) ?? 0) + step
      if (left > 0) types.set(type, left)
      else types.delete(type)
      if (types.size > 0) counts.set(name, types)
      else counts.delete(name)
      const field = `attributes.${name}`
      if (types.size > 0) fields[field] = mostOf(types)
      else delete fields[field]
    }
  }
  return { add: (attributes) => count(attributes, 1), remove: (attributes) => count(attributes, -1), fields }
}

const typeOf = (value: AttributeValue): FieldType => {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return typeof value === 'string' ? 'text' : 'list'
}

const mostOf = (types: ReadonlyMap<FieldType, number>): FieldType =>
  [...types].toSorted(([one, few], [other, many]) => many - few || (one < other ? -1 : 1))[0]?.[0] ?? 'text'
