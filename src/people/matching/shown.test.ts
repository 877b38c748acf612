/** Pairs that a pause or a block has overtaken while they were written: the host does not hear of them. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { newId } from '../../base/index.ts'
import { realDatabaseUrl } from '../../../test/support/db.ts'
import { matchingRoom } from '../../../test/support/matching-room.ts'
import type { MatchingRoom } from '../../../test/support/matching-room.ts'
import { lockPerson } from '../registry/index.ts'
import { gatherAnnouncements, listBatchAnnouncements } from './announcement-store.ts'
import { findActiveGeneration } from '../generations/index.ts'
import { listPairsToMirror } from './mirror-store.ts'
import { block } from './standing.ts'

let room: MatchingRoom
let generation: number
beforeEach(async () => {
  room = await matchingRoom()
  for (const id of ['ada', 'bo', 'zoe']) await room.take({ id, needs: 'roses and tulips', offers: 'roses and tulips' })
  await room.drain()
  generation = (await findActiveGeneration(room.db.query))?.id ?? 0
  await room.db.statements('delete from announcements')
})
afterEach(() => room.close())

const heard = async (): Promise<unknown> => {
  const batchId = newId()
  await room.db.statements(
    `update batches set finished_at = now(); insert into batches (id, phase) values ('${batchId}', 'tell')`,
  )
  await room.db.transaction((tx) =>
    gatherAnnouncements(tx, { generation, batchId, scoreMin: 0.1, personIds: ['ada', 'bo', 'zoe'] }),
  )
  const told = await listBatchAnnouncements(room.db.query, { generation, batchId })
  const mirrored = await listPairsToMirror(room.db.query, { generation, personId: 'ada', scoreMin: 0.1 })
  return [told, mirrored].map((pairs) => pairs.map(({ aId, bId }) => `${aId} ${bId}`).toSorted())
}

test('the host hears of pairs whose two people see each other', async () => {
  expect(await heard()).toEqual([
    ['ada bo', 'ada zoe', 'bo zoe'],
    ['ada bo', 'ada zoe'],
  ])
})

test('a pair that was written while one of the two blocked the other reaches no host', async () => {
  await room.db.statements(`insert into blocks (person_id, other_id) values ('bo', 'ada')`)
  expect(await heard()).toEqual([['ada zoe', 'bo zoe'], ['ada zoe']])
})

test('a pair that was written while one of the two paused reaches no host', async () => {
  await room.db.statements(`update facets set is_listed = false where person_id = 'bo'`)
  expect(await heard()).toEqual([['ada zoe'], ['ada zoe']])
})

test('a pair that goes after it was marked is not told', async () => {
  const batchId = newId()
  await room.db.statements(`insert into batches (id, phase) values ('${batchId}', 'tell')`)
  await room.db.statements(`insert into announcements (a_id, b_id, batch_id) values ('ada', 'bo', '${batchId}')`)
  await room.db.statements('delete from pairs')
  expect(await listBatchAnnouncements(room.db.query, { generation, batchId })).toEqual([])
})

test.runIf(realDatabaseUrl)('a block waits for whoever is writing the pair, whichever of the two that is', async () => {
  const order: string[] = []
  for (const writer of ['ada', 'bo']) {
    const ready = Promise.withResolvers<void>()
    const writing = room.db.transaction(async (tx) => {
      await lockPerson(tx, writer)
      ready.resolve()
      await new Promise((resolve) => setTimeout(resolve, 200))
      order.push(`${writer} wrote`)
    })
    await ready.promise
    await block(room.deps, 'ada', 'bo').then(() => order.push('blocked'))
    await writing
  }
  expect(order).toEqual(['ada wrote', 'blocked', 'bo wrote', 'blocked'])
})
