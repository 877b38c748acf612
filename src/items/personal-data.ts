/** All that the rooms of items hold of one person: for herself, and to be forgotten. */
import { z } from 'zod'
import { requireOwn } from '../base/index.ts'
import type { Db, Tx } from '../platform/db/index.ts'
import { route } from '../platform/http/index.ts'
import type { Route } from '../platform/http/index.ts'
import { listOwned, removeItemsOf, userId, viewItem } from './catalogue/index.ts'
import { exportPerson, forgetPerson } from './interactions/index.ts'
import { exportRecommendations, forgetRecommendations } from './measuring/index.ts'
import { exportPages, forgetPages } from './recommending/index.ts'
import { exportTaste, forgetTaste } from './tastes/index.ts'

/** As JSON; instants are ISO 8601. */
const exported = z.object({
  taste: z.unknown(),
  interactions: z.array(z.unknown()),
  stances: z.array(z.unknown()),
  items: z.array(z.unknown()).describe('What she owns, and nobody else sees.'),
  recommendations: z.array(z.unknown()),
  pages: z.array(z.unknown()).describe('What lists that she turned the pages of have shown, of the last minutes.'),
})
type Exported = z.infer<typeof exported>

/** All of one moment. */
export const exportOf = ({ db }: PersonalDeps, id: string): Promise<Exported> =>
  db.snapshot(async (tx) => ({
    taste: await exportTaste(tx, id),
    ...mutable(await exportPerson(tx, id)),
    items: (await listOwned(tx, id)).map(viewItem),
    recommendations: [...(await exportRecommendations(tx, id))],
    pages: [...(await exportPages(tx, id))],
  }))

const mutable = ({ interactions, stances }: Awaited<ReturnType<typeof exportPerson>>) => ({
  interactions: [...interactions],
  stances: [...stances],
})

export interface PersonalDeps {
  readonly db: Db
  readonly felt: (tx: Tx, userIds: readonly string[]) => Promise<void>
}

/** In the transaction in which other rooms forget her. Twice is as good as once. */
export async function forgetInItems({ felt }: Pick<PersonalDeps, 'felt'>, tx: Tx, id: string): Promise<void> {
  await forgetPerson(tx, id)
  await forgetTaste(tx, id)
  await forgetPages(tx, id)
  await forgetRecommendations(tx, id)
  await removeItemsOf(tx, id)
  await felt(tx, [id])
}

const params = z.object({ user_id: userId })
const path = '/api/v1/tastes/:user_id'
const tag = 'items'
const example = { params: { user_id: 'ann' } }

export const personalRoutes = (deps: PersonalDeps): Route[] => [
  route({
    method: 'GET',
    path,
    access: { scope: 'items:read', basic: true, members: true },
    tag,
    summary: 'All that is known of what somebody did with items, and what was recommended to her.',
    params,
    output: exported,
    example,
    async handle({ params: { user_id: id } }, { caller }) {
      requireOwn(caller, id)
      return exportOf(deps, id)
    },
  }),
  route({
    method: 'DELETE',
    path,
    access: { scope: 'items:write', basic: true, members: true },
    tag,
    summary: 'Forgets all that is known of what somebody did with items, with the items that are hers.',
    params,
    output: z.object({ user_id: z.string(), deleted: z.literal(true) }),
    example,
    async handle({ params: { user_id: id } }, { caller }) {
      requireOwn(caller, id)
      await deps.db.transaction((tx) => forgetInItems(deps, tx, id))
      return { user_id: id, deleted: true as const }
    },
  }),
]
