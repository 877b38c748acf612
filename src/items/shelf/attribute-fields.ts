/** Which attributes the open items have, and of which type each is. Counted as items come and go, for there may be millions. */
import type { FieldType } from '../../engine/index.ts'
import type { AttributeValue } from '../catalogue/index.ts'

export type Attributes = Readonly<Record<string, AttributeValue>>

export interface AttributeFields {
  add(attributes: Attributes): void
  remove(attributes: Attributes): void
  /** By name. An attribute is of the type that most items give it, of equals of the first by name. */
  types(): ReadonlyMap<string, FieldType>
}

export function openAttributeFields(): AttributeFields {
  const counts = new Map<string, Map<FieldType, number>>()
  let known: ReadonlyMap<string, FieldType> | null = null

  function count(attributes: Attributes, step: 1 | -1): void {
    for (const [name, value] of Object.entries(attributes)) {
      const types = counts.get(name) ?? new Map<FieldType, number>()
      const type = typeOf(value)
      const left = (types.get(type) ?? 0) + step
      if (left > 0) types.set(type, left)
      else types.delete(type)
      if (types.size > 0) counts.set(name, types)
      else counts.delete(name)
      known = null
    }
  }
  return {
    add: (attributes) => count(attributes, 1),
    remove: (attributes) => count(attributes, -1),
    types: () => (known ??= new Map([...counts].map(([name, types]) => [name, mostOf(types)]))),
  }
}

const typeOf = (value: AttributeValue): FieldType => {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return typeof value === 'string' ? 'text' : 'list'
}

const mostOf = (types: ReadonlyMap<FieldType, number>): FieldType =>
  [...types].toSorted(([one, few], [other, many]) => many - few || (one < other ? -1 : 1))[0]?.[0] ?? 'text'
