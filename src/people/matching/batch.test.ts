/** An update batch that tells the host while another generation takes over. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countingEmbedder } from '../../../test/support/counting-embedder.ts'
import { matchingRoom, runOf } from '../../../test/support/matching-room.ts'
import type { MatchingRoom } from '../../../test/support/matching-room.ts'
import type { Db } from '../../platform/db/index.ts'
import { batchHandler } from './batch.ts'

let room: MatchingRoom
const next = countingEmbedder('next')
beforeEach(async () => {
  room = await matchingRoom([countingEmbedder('first'), next])
  for (const id of ['ada', 'bo']) await room.take({ id, needs: `gardens ${id}`, offers: `gardens ${id}` })
  await room.drain()
})
afterEach(() => room.close())

const stretch = () => room.run('people.rebuild', {})

/** A batch whose members are compared, and whose pairs nobody has heard of. */
const compareBatch = async (): Promise<void> => {
  await room.db.statements('delete from announcements')
  await room.db.statements(`insert into batches (id, phase) values (gen_random_uuid(), 'tell')`)
  await room.db.statements(`insert into batch_members (batch_id, person_id, version, state)
    select b.id, p.id, p.version, 'matched' from batches b, people p`)
}

/** Runs `between` once, before the first transaction that finds pairs marked. */
const interrupted = (between: () => Promise<void>): Db => {
  let isDone = false
  return {
    ...room.db,
    async transaction(work) {
      const marked = isDone ? [] : await room.rows('select 1 from announcements where batch_id is not null')
      if (marked.length > 0) {
        isDone = true
        await between()
      }
      return room.db.transaction(work)
    },
  }
}

test('a pair that both generations have is told of, although the second takes over between marking and telling', async () => {
  await room.settle(next)
  for (const _ of ['embed', 'compare']) await stretch()
  await compareBatch()
  room.sent.length = 0
  const db = interrupted(async () => {
    await stretch()
    await room.run('people.clear-retired', {})
  })
  await batchHandler({ ...room.deps, db, batchIntervalSeconds: 3600 }).handle({ reason: 'phase' }, runOf(room.deps.log))
  expect(await room.rows('select model from generations g join pairs p on p.generation = g.id')).toEqual([
    { model: 'next' },
  ])
  expect(room.sent).toMatchObject([{ path: '/batch', body: { match_pairs: [{ user_a_id: 'ada', user_b_id: 'bo' }] } }])
})
