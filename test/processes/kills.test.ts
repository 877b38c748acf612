/** `kill -9` at every stage of the pipeline and at every boundary of its jobs. Nobody is lost, and nothing is told twice. */
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/jobs.ts'
import { endPrograms, isLong, startProgram } from '../support/process.ts'
import { expectOnce, openStory } from '../support/process-story.ts'
import type { Story } from '../support/process-story.ts'
import { openWorld, registrationFor } from '../support/process-world.ts'
import type { Hold, World } from '../support/process-world.ts'

let world: World
let story: Story
beforeAll(async () => {
  world = await openWorld()
  story = openStory(world)
})
afterEach(endPrograms)
afterAll(() => world.close())

const start = (killAt?: RegExp) => startProgram(world.environment, killAt ? { killAt } : {})

const held: readonly { readonly hold: Hold; readonly resume?: true }[] = [
  { hold: 'resume rita', resume: true },
  { hold: 'model mona' },
  { hold: 'summary-ready sara' },
  { hold: 'embeddings ella' },
  { hold: 'matches-ready mats' },
]

test('a kill in the midst of every stage at once loses nobody, and repeats the one model call that was in the air', async () => {
  const program = await start()
  await story.register(program, 'done')
  await story.settle(program)
  for (const { hold, resume } of held) {
    const personId = hold.split(' ')[1] ?? ''
    world.holds.add(hold)
    await story.register(program, personId, resume ? { resume: world.resumeOf(personId) } : {})
    await eventually(async () => (await story.approve(program)) !== null && world.isHeld(hold))
  }
  await story.register(program, 'nina')
  await program.kill()
  world.holds.clear()

  const again = await start()
  await story.settle(again)
  await story.checkCallbacks(again)
  for (const personId of story.people)
    expect([personId, world.modelCalls(personId)]).toEqual([personId, personId === 'mona' ? 2 : 1])
  expect(await again.stop()).toBe(0)
}, 180_000)

/** Each line is written when the change is in, and before the queue knows that the job is done. */
const boundaries = [
  { after: 'people.persona', line: '"job":"people\\.persona".*"msg":"A job ran\\."' },
  { after: 'people.match', line: '"job":"people\\.match".*"msg":"A job ran\\."' },
  { after: 'the 2xx to matches-ready', line: '"event":"matches-ready".*"outcome":"delivered"' },
  ...(isLong
    ? [
        { after: 'people.resume', line: '"job":"people\\.resume".*"msg":"A job ran\\."' },
        { after: 'the 2xx to summary-ready', line: '"event":"summary-ready".*"outcome":"delivered"' },
        { after: 'people.embed', line: '"job":"people\\.embed".*"msg":"A job ran\\."' },
      ]
    : []),
]

test('a kill after each job, before the queue hears that it is done, repeats no model call and no callback', async () => {
  for (const { line, after } of boundaries) {
    const personId = `after-${after.replaceAll(/\W/gu, '-')}`
    const program = await start(new RegExp(`"requestId":"${personId}".*${line}`, 'u'))
    await story.composed(program)
    await story.register(program, personId, { resume: world.resumeOf(personId) })
    await eventually(async () => (await story.approve(program)) === null, 60_000)
    expect([after, await program.ended]).toEqual([after, null])
  }
  const last = await start()
  await story.settle(last)
  await story.checkCallbacks(last)
  for (const personId of story.people.filter((id) => id.startsWith('after-'))) {
    expect([personId, world.modelCalls(personId)]).toEqual([personId, 1])
  }
  expect(await last.stop()).toBe(0)
}, 240_000)

test('a kill after each step of an update batch leads to one callback with every new pair once', async () => {
  const tuba = { needs: 'I am looking for a tuba teacher', offers: 'I sing in the opera' }
  const boat = { ...registrationFor('thea'), update: true }
  const first = await start()
  await story.register(first, 'thea', tuba)
  await story.settle(first)
  expect((await first.call('POST', '/api/v1/user/register', boat)).status).toBe(202)
  await first.stop()

  // Runs that repeat what a killed one had done are numbered 2 and on: each kill is one step further.
  const killAt = /"requestId":"run".*"job":"people\.batch(?:-member)?".*"attempt":1,.*"msg":"A job ran\."/u
  const isTold = (): boolean => world.batchCallbacks().some(({ status }) => status === 200)
  let kills = 0
  let last = await start(killAt)
  await last.call('POST', '/api/v1/matching/run', undefined, { 'x-request-id': 'run' }).catch(() => {})
  while ((await Promise.race([last.ended, eventually(isTold, 60_000)])) === null) {
    kills += 1
    last = await start(isLong ? killAt : undefined)
  }
  await eventually(
    async () => (await last.call('GET', '/api/v1/user/thea')).body['needs_matchmaking'] === false,
    60_000,
  )
  await sleep(1000)
  await expectOnce(last.call, world.batchCallbacks())
  const { match_pairs: pairs } = JSON.parse(world.batchCallbacks()[0]?.text ?? '') as {
    match_pairs: Record<string, string>[]
  }
  expect(pairs.map(({ user_a_id: id }) => id)).toEqual(pairs.map(() => 'thea'))
  expect(pairs.map(({ user_b_id: id }) => id).toSorted()).toEqual(story.people.filter((id) => id !== 'thea').toSorted())
  // A step that was in the air when another was killed comes back as a second run, and is not killed again.
  expect(kills).toBeGreaterThanOrEqual(isLong ? 4 : 1)
  // One call for each text that she gave, and one for each kill that may have found another in the air.
  expect(world.modelCalls('thea')).toBeLessThanOrEqual(2 + kills)
  await story.checkCallbacks(last)
  expect(await last.stop()).toBe(0)
}, 240_000)

/** Always the same, so that a failure can be looked at again. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

test('kills at moments that nobody chose, the start included, lose nobody and repeat at most a model call each', async () => {
  const random = seeded(20)
  const kills = isLong ? 60 : 3
  const peopleBefore = story.people.length
  const callsBefore = world.model.requests.filter(({ path }) => path.includes('chat')).length
  for (let round = 0; round < kills; round += 1) {
    const killAfterMs = 500 + random() * 5000
    const program = await startProgram(world.environment, { killAfterMs }).catch(() => null)
    if (!program) continue
    await story.composed(program).catch(() => {})
    await story.register(program, `random-${round}`)
    while ((await story.approve(program)) !== null) await sleep(20)
  }
  const last = await start()
  await story.settle(last, 120_000)
  await story.checkCallbacks(last)
  const calls = world.model.requests.filter(({ path }) => path.includes('chat')).length - callsBefore
  expect(calls).toBeLessThanOrEqual(story.people.length - peopleBefore + kills)
  expect(await last.stop()).toBe(0)
}, 900_000)
