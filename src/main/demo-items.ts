/** Brings the gifts of the demo in, and those who like them. */
import { setTimeout } from 'node:timers/promises'
import { Problem } from '../base/index.ts'
import type { DemoCall } from './demo.ts'
import { demoGeoId, demoGifts, demoGuests } from './demo-gifts.ts'

const PATIENCE_MS = 60_000
const LOOK_EVERY_MS = 200

/** Twice is as good as once: events have ids of their own. Returns lines to try. */
export async function bringGifts(
  call: DemoCall,
  curl: (path: string, body: object) => string,
): Promise<readonly string[]> {
  for (const { id, ...gift } of demoGifts) await expectGood(call('PUT', `/api/v1/items/${id}`, gift))
  for (const { id, gender, age_group } of demoGuests)
    await expectGood(call('PUT', `/user-profile/${id}`, { gender, age_group, geo_id: demoGeoId }))
  const likes = demoGuests.flatMap(({ id, likes: liked }) =>
    liked.map((item) => ({ event_id: `${id}:${item}`, user_id: id, item_id: item, type: 'like' })),
  )
  await expectGood(call('POST', '/api/v1/interactions', likes))
  await expectGood(call('POST', '/admin/refresh-popular-items'))
  await learnt(call)
  const mine = ['climbing-1', 'sailing-3', 'games-2'].map((item) => ({
    event_id: `nora:${item}`,
    user_id: 'nora',
    item_id: item,
    type: 'like',
  }))
  return [
    curl('/popular', { user_params: { gender: 'f', age: '25-34', geo_id: demoGeoId }, pagination: { limit: 5 } }),
    curl('/api/v1/interactions', mine),
    curl('/personalized', { user_id: 'nora', geo_id: demoGeoId, pagination: { limit: 5 }, explain: true }),
  ]
}

async function expectGood(calling: ReturnType<DemoCall>): Promise<void> {
  const { status, body } = await calling
  if (status >= 300)
    throw new Problem('server.failed', `The demo could not bring its gifts in: ${String(body['detail'])}`)
}

/** Until the model has been made, whoever likes something sees only what resembles it. */
async function learnt(call: DemoCall): Promise<void> {
  const asked = { user_id: 'early-guest-1', geo_id: demoGeoId, pagination: { limit: 1 } }
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const { body } = await call('POST', '/personalized', asked)
    if (body['algorithm_used'] === 'collaborative') return
    if (Date.now() > deadline) throw new Problem('server.failed', 'The demo waited too long for its first model.')
    await setTimeout(LOOK_EVERY_MS)
  }
}
