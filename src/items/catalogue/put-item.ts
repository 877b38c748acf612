/** Saying what an item is, and taking it back, through our own API. */
import { Problem } from '../../base/index.ts'
import type { Clock, FieldFault } from '../../base/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import type { Item } from './item.ts'
import { removeItems, saveItems } from './save-items.ts'
import type { ItemBody } from './schema.ts'
import { findItems } from './store.ts'
import { faultsOf, writtenOf } from './wire.ts'

export interface CatalogueDeps {
  readonly db: Db
  readonly jobs: Jobs
  readonly clock: Clock
  /** Called after a change of this process has been committed; others hear of it by the channel of the catalogue. */
  readonly onChanged: () => void
}

export interface Wrote {
  readonly item: Item
  readonly isNew: boolean
}

/** Says everything anew. @throws Problem `request.invalid` */
export async function putItem(deps: CatalogueDeps, id: string, body: ItemBody): Promise<Wrote> {
  requireWhole([...idFaults(id, body), ...faultsOf(body, deps.clock())])
  const wrote = await deps.db.transaction(async (tx) => {
    const known = await findItem(tx, id)
    await saveItems(tx, deps.jobs, [writtenOf(id, body)])
    const item = await findItem(tx, id)
    if (!item) throw new RangeError('An item that was written is not there.')
    return { item, isNew: known === null }
  })
  deps.onChanged()
  return wrote
}

/** Twice is as good as once. */
export async function deleteItem({ db, onChanged }: CatalogueDeps, id: string): Promise<void> {
  await db.transaction((tx) => removeItems(tx, [id]))
  onChanged()
}

/** @throws Problem `item.not_found` */
export async function readItem(tx: Tx, id: string): Promise<Item> {
  const item = await findItem(tx, id)
  if (!item) throw new Problem('item.not_found', 'There is no item with this id.')
  return item
}

const findItem = async (tx: Tx, id: string): Promise<Item | null> => (await findItems(tx, [id])).get(id) ?? null

const idFaults = (id: string, body: ItemBody): readonly FieldFault[] =>
  body.id === undefined || body.id === id ? [] : [{ path: 'id', message: 'is not that of the path' }]

function requireWhole(errors: readonly FieldFault[]): void {
  const [first] = errors
  if (first) throw new Problem('request.invalid', `The field "${first.path}" ${first.message}.`, { errors })
}
