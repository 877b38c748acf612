import { afterAll, beforeAll, expect, test } from 'vitest'
import { keptHost } from '../../../test/support/kept-host.ts'
import { matchingRoom, runOf } from '../../../test/support/matching-room.ts'
import type { MatchingRoom } from '../../../test/support/matching-room.ts'
import { recordingTelemetry } from '../../../test/support/recording-telemetry.ts'
import { block, leave, unblock } from './standing.ts'
import { syncBlocksHandler } from './sync-blocks.ts'

let room: MatchingRoom
const host = keptHost()
const telemetry = recordingTelemetry()
beforeAll(async () => {
  room = await matchingRoom()
  await room.take({ id: 'ada', needs: 'I need a tutor in Latin.', offers: 'I plant gardens.' })
  await room.take({ id: 'bo', needs: 'I need my garden planted.', offers: 'I teach Latin.' })
  await room.drain()
})
afterAll(() => room.close())

/** Both steps: what the host has is taken, what it has no more is dropped. */
async function pass(): Promise<void> {
  const { handle } = syncBlocksHandler({ ...room.deps, profilesHost: host, syncSeconds: 300 })
  for (let step = 0; step < 2; step += 1) await handle({}, runOf(telemetry.log))
  await room.drain()
}

const blocks = (): Promise<unknown[]> => room.rows('select person_id, other_id, source from blocks order by 1, 2')
const pairs = async (): Promise<number> => (await room.rows('select 1 from pairs')).length
const ofHost = (personId: string, otherId: string) => ({ person_id: personId, other_id: otherId, source: 'host' })

test('a block of the host ends the pair, and the pair is there again when the host drops it', async () => {
  expect(await pairs()).toBe(1)
  host.blocks.push({ blockerId: 'ada', blockedId: 'bo' })
  await pass()
  expect([await blocks(), await pairs()]).toEqual([[ofHost('ada', 'bo')], 0])
  host.blocks.length = 0
  await pass()
  expect([await blocks(), await pairs()]).toEqual([[], 1])
})

test('a block that is made here while the host drops its own stays', async () => {
  host.blocks.push({ blockerId: 'ada', blockedId: 'bo' })
  await pass()
  host.blocks.length = 0
  host.meanwhile = () => block(room.deps, 'ada', 'bo')
  await pass()
  host.meanwhile = async () => {}
  expect(await blocks()).toEqual([{ ...ofHost('ada', 'bo'), source: 'api' }])
  host.blocks.push({ blockerId: 'ada', blockedId: 'bo' })
  await pass()
  expect(await blocks()).toEqual([{ ...ofHost('ada', 'bo'), source: 'api' }])
  host.blocks.length = 0
  await unblock(room.deps, 'ada', 'bo')
})

test('who is not known makes no block, whoever is blocked may be yet to come, and what nobody can mean is counted', async () => {
  host.blocks.push({ blockerId: 'nobody', blockedId: 'ada' }, { blockerId: 'bo', blockedId: 'yet-to-come' })
  host.blocks.push({ blockerId: 'bo', blockedId: 'bo' }, { blockerId: 'bo', blockedId: 'a/b' })
  await pass()
  expect(await blocks()).toEqual([ofHost('bo', 'yet-to-come')])
  expect(telemetry.lines.map(({ facts }) => facts)).toEqual([{ rows: 2 }])
})

test('whoever leaves while the host drops her block stops nobody', async () => {
  host.blocks.length = 0
  host.meanwhile = () => leave(room.deps, 'bo')
  await pass()
  expect(await blocks()).toEqual([])
})
