/** Blocks that are taken back while somebody is being compared. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { matchingRoom } from '../../../test/support/matching-room.ts'
import type { MatchingRoom } from '../../../test/support/matching-room.ts'
import { block, unblock } from './standing.ts'

let room: MatchingRoom
beforeEach(async () => {
  room = await matchingRoom()
  for (const id of ['ada', 'bo']) await room.take({ id, needs: 'garden tools', offers: 'garden tools' })
  await room.drain()
})
afterEach(() => room.close())

const partners = async () =>
  (await room.rows<{ pair: string }>(`select a_id || ' ' || b_id as pair from pairs`)).map(({ pair }) => pair)

test.each(['matched', 'matching'])(
  'whoever is unblocked by somebody at %s is compared with her again',
  async (stage) => {
    expect(await partners()).toEqual(['ada bo'])
    await block(room.deps, 'ada', 'bo')
    await room.drain()
    expect(await partners()).toEqual([])
    await room.db.statements(`update people set stage = '${stage}' where id = 'ada'`)
    await unblock(room.deps, 'ada', 'bo')
    expect(await room.waiting('people.match')).toEqual([{ personId: 'ada' }])
    await room.drain()
    expect(await partners()).toEqual(['ada bo'])
  },
)
