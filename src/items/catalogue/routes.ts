/** Saying what there is, one by one or as a file. */
import { z } from 'zod'
import { Answer, route } from '../../platform/http/index.ts'
import type { Route } from '../../platform/http/index.ts'
import { importAnswer, importId } from '../../platform/imports/index.ts'
import { idField, importItems, readItemImport } from './import-items.ts'
import { deleteItem, putItem, readItem } from './put-item.ts'
import type { CatalogueDeps } from './put-item.ts'
import { importedItem, itemBody, itemOutput, ofItem, removedItem } from './schema.ts'
import { viewItem } from './wire.ts'

export const catalogueRoutes = (deps: CatalogueDeps): Route[] => [
  putRoute(deps),
  readRoute(deps),
  removeRoute(deps),
  importRoute(deps),
  readImportRoute(deps),
]

const path = '/api/v1/items/:id'
const read = { scope: 'items:read', basic: true } as const
const change = { scope: 'items:write', basic: true } as const
const tag = 'items'
const exampleParams = { id: 'bath-salts' }
const exampleBody = {
  title: 'Bath salts with lavender',
  description: 'Three jars for a quiet evening.',
  categories: { gender: 'f', age: '25-34', category: 'beauty', suitable_for: 'friend' },
  attributes: { colour: 'violet', handmade: true },
  price: 1200,
  platform: 'ozon',
  geo_id: 1,
}

const putRoute = (deps: CatalogueDeps): Route =>
  route({
    method: 'PUT',
    path,
    access: change,
    tag,
    summary: 'Says what an item is: replaces what was said before.',
    params: ofItem,
    body: itemBody,
    output: itemOutput,
    status: 201,
    otherStatuses: [200],
    example: { params: exampleParams, body: exampleBody },
    async handle({ params, body }) {
      const { item, isNew } = await putItem(deps, params.id, body)
      return Answer.of(isNew ? 201 : 200, viewItem(item))
    },
  })

const readRoute = ({ db }: CatalogueDeps): Route =>
  route({
    method: 'GET',
    path,
    access: read,
    tag,
    summary: 'What was said of an item.',
    params: ofItem,
    output: itemOutput,
    problems: ['item.not_found'],
    example: { params: exampleParams },
    handle: async ({ params }) => viewItem(await readItem(db.query, params.id)),
  })

const removeRoute = (deps: CatalogueDeps): Route =>
  route({
    method: 'DELETE',
    path,
    access: change,
    tag,
    summary: 'Takes an item back. What people did with it stays, and counts in their profiles.',
    params: ofItem,
    output: removedItem,
    example: { params: exampleParams },
    async handle({ params: { id } }) {
      await deleteItem(deps, id)
      return { id, deleted: true as const }
    },
  })

const importRoute = (deps: CatalogueDeps): Route =>
  route({
    method: 'POST',
    path: '/api/v1/items/import',
    access: change,
    tag,
    summary:
      'Takes a file of any length, an item in each line. Bad lines are named by their numbers; the rest is kept.',
    query: z.object({ import_id: importId.optional() }),
    lines: importedItem,
    output: importAnswer(idField),
    problems: ['import.running'],
    example: {
      query: { import_id: 'monday' },
      lines: [
        { id: 'bath-salts', ...exampleBody },
        { id: 'tea', title: 'Twelve kinds of tea', price: 800, geo_id: 1 },
      ],
    },
    handle: async ({ query, lines }) => importItems(deps, { id: query.import_id, lines }),
  })

const readImportRoute = ({ db }: CatalogueDeps): Route =>
  route({
    method: 'GET',
    path: '/api/v1/items/imports/:import_id',
    access: read,
    tag,
    summary: 'How far a file of items was taken. It is known for 30 days.',
    params: z.object({ import_id: importId }),
    output: importAnswer(idField),
    problems: ['import.not_found'],
    example: { params: { import_id: 'monday' } },
    handle: async ({ params }) => readItemImport(db.query, params.import_id),
  })
