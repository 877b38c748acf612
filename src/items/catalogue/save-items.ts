/** Writing items: whoever follows the catalogue hears of it, and new words are embedded. */
import { inSlices } from '../../base/index.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { Jobs } from '../../platform/jobs/index.ts'
import { forgetTexts } from '../../platform/models/index.ts'
import { embeddedText, textOf } from './embedded-text.ts'
import type { WrittenItem } from './item.ts'
import { embedItems } from './jobs.ts'
import { emptyItems, listOwned, tellChanged, upsertItems } from './store.ts'
import { removeVectors } from './vectors-store.ts'

/** Each at most once, at most a thousand. */
export async function saveItems(tx: Tx, jobs: Jobs, items: readonly WrittenItem[]): Promise<void> {
  if (items.length === 0) return
  await upsertItems(tx, items)
  const owned = items.filter(({ ownerId }) => ownerId !== null).map(({ id }) => id)
  if (owned.length > 0) await removeVectors(tx, owned)
  await tellChanged(tx)
  await jobs.enqueue(tx, embedItems, {})
}

/** Their words are forgotten, with what was made of them. Those that are not there change nothing. At most a thousand. */
export async function removeItems(tx: Tx, ids: readonly string[]): Promise<void> {
  const gone = await emptyItems(tx, ids)
  if (gone.length === 0) return
  await removeVectors(
    tx,
    gone.map(({ id }) => id),
  )
  const texts = gone.map((item) => embeddedText(textOf(item))).filter((text) => text !== '')
  if (texts.length > 0) await forgetTexts(tx, texts)
  await tellChanged(tx)
}

const AT_ONCE = 1000

/** Somebody leaves, and takes along what is hers alone. */
export async function removeItemsOf(tx: Tx, ownerId: string): Promise<void> {
  const owned = (await listOwned(tx, ownerId)).map(({ id }) => id)
  for await (const some of inSlices(owned, AT_ONCE)) await removeItems(tx, some)
}
