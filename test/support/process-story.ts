/**
 * People who go through a program that is killed again and again, and what must be true of them at the end. Whatever is asked
 * about a person is asked under a request id that is hers, so that log lines can be told apart.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Call } from './house.ts'
import { eventually } from './jobs.ts'
import type { Program } from './process.ts'
import { registrationFor } from './process-world.ts'
import type { RegistrationOptions, Told, World } from './process-world.ts'

export interface Story {
  /** Registers; a program that dies before it answers leaves it open whether the person is known. */
  register(program: Program, personId: string, options?: RegistrationOptions): Promise<void>
  /** Approves whoever waits for it, until all have matched. */
  settle(program: Program, timeoutMs?: number): Promise<void>
  /** Waits until nobody's persona is still to be written. */
  composed(program: Program): Promise<void>
  /** One round of approving. Returns how many have not matched yet; null when the program is gone. */
  approve(program: Program): Promise<number | null>
  /**
   * Waits until everybody was told of, then some more: each kind of callback about a person came under one id, with one
   * body, signed, and never again once a 2xx was written down.
   */
  checkCallbacks(program: Program): Promise<void>
  readonly people: readonly string[]
}

export function openStory(world: World): Story {
  const people = new Map<string, RegistrationOptions>()

  const stageOf = async ({ call }: Program, personId: string): Promise<unknown> => {
    const { status, body } = await call('GET', `/api/v1/user/${personId}`)
    if (body?.['stage'] === 'failed') throw new Error(`${personId} failed: ${JSON.stringify(body['failure'])}`)
    return status === 404 ? null : body['stage']
  }
  /** Whoever died with the answer to her registration on its way is registered again, as her host would. */
  const nudge = async (program: Program, personId: string): Promise<boolean> => {
    const stage = await stageOf(program, personId)
    const post = (path: string, body: unknown) => program.call('POST', path, body, { 'x-request-id': personId })
    if (stage === null) await post('/api/v1/user/register', registrationFor(personId, people.get(personId)))
    if (stage === 'awaiting_approval') await post('/api/v1/user/approve-summary', { user_id: personId })
    return stage === 'matched'
  }
  const approve: Story['approve'] = async (program) => {
    let open = 0
    for (const personId of people.keys()) {
      const isMatched = await nudge(program, personId).catch(throwUnlessGone)
      if (isMatched === null) return null
      if (!isMatched) open += 1
    }
    return open
  }
  return {
    approve,
    get people() {
      return [...people.keys()]
    },
    async register(program, personId, options = {}) {
      people.set(personId, options)
      const headers = { 'x-request-id': personId }
      await program
        .call('POST', '/api/v1/user/register', registrationFor(personId, options), headers)
        .catch(throwUnlessGone)
    },
    composed: (program) =>
      eventually(async () => {
        const stages = await Promise.all([...people.keys()].map((personId) => stageOf(program, personId)))
        return stages.every((stage) => !['registered', 'resume', 'persona'].includes(String(stage)))
      }, 60_000),
    settle: (program, timeoutMs = 60_000) =>
      eventually(async () => {
        const open = await approve(program)
        if (open === null) throw new Error(`The program died:\n${program.output()}`)
        return open === 0
      }, timeoutMs),
    async checkCallbacks({ call }) {
      const told = (): (readonly Told[])[] =>
        [...people.keys()].flatMap((personId) => paths.map((path) => world.callbacks(path, personId)))
      await eventually(() => told().every((calls) => calls.some(({ status }) => status === 200)), 60_000)
      await sleep(1000)
      for (const calls of told()) await expectOnce(call, calls)
    },
  }
}

const paths = ['/user/summary-ready', '/user/matches-ready'] as const

interface Attempts {
  readonly state: string
  readonly attempts: readonly { readonly status: number | null }[]
}

/** What the host saw, against what was written down: a 2xx is the last attempt, and the host saw no more than there were. */
export async function expectOnce(call: Call, told: readonly Told[]): Promise<void> {
  const [first] = told
  expect(told.map(({ id }) => id)).toEqual(told.map(() => first?.id))
  expect(new Set(told.map(({ text }) => text)).size).toBe(1)
  expect(told.every(({ isVerified }) => isVerified)).toBe(true)
  const read = async (): Promise<Attempts> => (await call<Attempts>('GET', `/api/v1/deliveries/${first?.id}`)).body
  // A 2xx that was not written down before a kill is asked for again.
  await eventually(async () => (await read()).state === 'delivered', 60_000)
  const body = await read()
  const statuses = body.attempts.map(({ status }) => status)
  expect([first?.text, body.state, statuses.indexOf(200)]).toEqual([first?.text, 'delivered', statuses.length - 1])
  expect(told.length).toBeLessThanOrEqual(statuses.length)
}

/** A program that is gone answers nothing; whatever else goes wrong is the test's to know. */
function throwUnlessGone(error: unknown): null {
  if (error instanceof TypeError && error.message === 'fetch failed') return null
  throw error
}
