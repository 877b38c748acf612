/** `kill -9` at every stage of the pipeline and at every boundary of its jobs. Nobody is lost, and nothing is told twice. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/jobs.ts'
import { endPrograms, isLong, startProgram } from '../support/process.ts'
import { openStory } from '../support/process-story.ts'
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
/** The line is written when the job's own transaction is in, and before the queue knows of it. */
const ranLine = (job: string): RegExp => new RegExp(`"job":"${job}".*"msg":"A job ran\\."`, 'u')
const deliveredLine = (event: string): RegExp => new RegExp(`"event":"${event}".*"outcome":"delivered"`, 'u')

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
  const nina = story.register(program, 'nina')
  await nina
  await program.kill()
  world.holds.clear()

  const again = await start()
  await story.settle(again)
  await story.checkCallbacks()
  for (const personId of story.people) expect([personId, world.modelCalls(personId)]).toEqual([personId, personId === 'mona' ? 2 : 1])
  expect(await again.stop()).toBe(0)
}, 180_000)

const lines: readonly (readonly [string, RegExp])[] = [
  ['people.resume', ranLine('people\\.resume')],
  ['people.persona', ranLine('people\\.persona')],
  ['the answer of the host to summary-ready', deliveredLine('summary-ready')],
  ['people.embed', ranLine('people\\.embed')],
  ['people.match', ranLine('people\\.match')],
  ['the answer of the host to matches-ready', deliveredLine('matches-ready')],
]

test('a kill after each job, before the queue hears that it is done, repeats no model call and no callback', async () => {
  for (const [index, [, killAt]] of lines.entries()) {
    const program = await start(killAt)
    const personId = `line-${index}`
    await story.register(program, personId, { resume: world.resumeOf(personId) })
    await eventually(async () => (await story.approve(program)) === null, 60_000)
    expect(await program.ended).toBe(null)
  }
  const last = await start()
  await story.settle(last)
  await story.checkCallbacks()
  for (const index of lines.keys()) expect(world.modelCalls(`line-${index}`), lines[index]?.[0]).toBe(1)
  expect(await last.stop()).toBe(0)
}, 240_000)

const batchLines = ['people\\.batch', ...(isLong ? ['people\\.batch-member', 'people\\.batch'] : []), 'people\\.batch-member']
