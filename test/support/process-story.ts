/** People who go through a program that is killed again and again, and what must be true of them at the end. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { eventually } from './jobs.ts'
import type { Program } from './process.ts'
import { registrationFor } from './process-world.ts'
import type { RegistrationOptions, Told, World } from './process-world.ts'

export interface Story {
  /** Registers; a program that dies before it answers leaves it open whether the person is known. */
  register(program: Program, personId: string, options?: RegistrationOptions): Promise<void>
  /** Approves whoever waits for it, until all have matched. */
  settle(program: Program, timeoutMs?: number): Promise<void>
  /** One round of approving. Returns how many have not matched yet; null when the program is gone. */
  approve(program: Program): Promise<number | null>
  /** Waits until nothing is left to be told, then some more: each person was told of once, under one id, and never again. */
  checkCallbacks(timeoutMs?: number): Promise<void>
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
    if (stage === null) await program.call('POST', '/api/v1/user/register', registrationFor(personId, people.get(personId)))
    if (stage === 'awaiting_approval') await program.call('POST', '/api/v1/user/approve-summary', { user_id: personId })
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
      await program.call('POST', '/api/v1/user/register', registrationFor(personId, options)).catch(throwUnlessGone)
    },
    settle: (program, timeoutMs = 60_000) =>
      eventually(async () => {
        const open = await approve(program)
        if (open === null) throw new Error(`The program died:\n${program.output()}`)
        return open === 0
      }, timeoutMs),
    async checkCallbacks(timeoutMs = 30_000) {
      const toldOf = (personId: string): (readonly Told[])[] => paths.map((path) => world.callbacks(path, personId))
      const isTold = (told: readonly Told[]): boolean => told.some(({ status }) => status === 200)
      await eventually(() => [...people.keys()].every((personId) => toldOf(personId).every(isTold)), timeoutMs)
      await sleep(1000)
      for (const personId of people.keys()) for (const told of toldOf(personId)) expectOnce(personId, told)
    },
  }
}

const paths = ['/user/summary-ready', '/user/matches-ready'] as const

function expectOnce(personId: string, told: readonly Told[]): void {
  expect(new Set(told.map(({ id }) => id)).size, `ids of what was told of ${personId}`).toBe(1)
  expect(new Set(told.map(({ text }) => text)).size, `bodies of what was told of ${personId}`).toBe(1)
  expect(told.every(({ isVerified }) => isVerified)).toBe(true)
  expect(told.filter(({ status }) => status === 200).length, `answers about ${personId}`).toBe(1)
}

/** A program that is gone answers nothing; whatever else goes wrong is the test's to know. */
function throwUnlessGone(error: unknown): null {
  if (error instanceof TypeError && error.message === 'fetch failed') return null
  throw error
}
