/** Between the wire and an item. */
import type { FieldFault } from '../../base/index.ts'
import { futureFaults, instantOf } from './instant.ts'
import type { AttributeValue, Item, WrittenItem } from './item.ts'
import type { ItemBody, ItemOutput } from './schema.ts'

/** What no field shows by itself. `now` is the moment beyond which nothing can have been made. */
export const faultsOf = (body: ItemBody, now: Date): readonly FieldFault[] =>
  futureFaults(body.created_at, 'created_at', now)

/** Of a body without faults. */
export function writtenOf(id: string, body: ItemBody): WrittenItem {
  return {
    id,
    title: body.title,
    description: body.description,
    categories: body.categories,
    attributes: body.attributes,
    price: body.price,
    platform: body.platform,
    geoId: body.geo_id ?? null,
    status: body.status,
    ownerId: body.owner ?? null,
    createdAt: body.created_at == null ? null : instantOf(body.created_at),
    source: 'api',
    hostDigest: null,
  }
}

export function viewItem(item: Item): ItemOutput {
  return {
    id: item.id,
    title: item.title,
    description: item.description,
    categories: item.categories,
    attributes: Object.fromEntries(Object.entries(item.attributes).map(([name, value]) => [name, viewValue(value)])),
    price: item.price,
    platform: item.platform,
    geo_id: item.geoId,
    status: item.status,
    owner: item.ownerId,
    created_at: item.createdAt.toISOString(),
    updated_at: item.updatedAt.toISOString(),
  }
}

const viewValue = (value: AttributeValue): ItemOutput['attributes'][string] =>
  Array.isArray(value) ? [...value] : (value as string | number | boolean)
