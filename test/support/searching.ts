/** Searching as the host's backend and its members do: people come in by a file, and answers are held to their promises. */
import { expect } from 'vitest'
import type { SearchAnswer } from '../../src/people/search/schema.ts'
import type { Call, Reply } from './house.ts'

export type Said = Readonly<Record<string, unknown>> & { readonly user_id: string }

/** All of them, or it fails. */
export async function takePeople(call: Call, people: readonly Said[]): Promise<void> {
  const lines = people.map((person) => JSON.stringify(person)).join('\n')
  const { status, body } = await call('POST', '/api/v1/people/import', lines, {
    'content-type': 'application/x-ndjson',
  })
  expect([status, body['kept'], body['bad']]).toEqual([200, people.length, []])
}

export const ask = (call: Call, body: unknown): Promise<Reply<SearchAnswer>> =>
  call<SearchAnswer>('POST', '/api/v1/people/search', body)

/** Who was found, the best first; fails unless the answer is sound. */
export async function find(call: Call, body: unknown): Promise<string[]> {
  return idsOf(await found(call, body))
}

export async function found(call: Call, body: unknown): Promise<SearchAnswer> {
  const reply = await ask(call, body)
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  expectSound(reply.body)
  return reply.body
}

export const idsOf = ({ matches }: Pick<SearchAnswer, 'matches'>): string[] => matches.map(({ id }) => id)

/** In order, nobody twice, and every score the sum of its parts to the cent. */
export function expectSound({ matches }: Pick<SearchAnswer, 'matches'>): void {
  expect(new Set(matches.map(({ id }) => id)).size).toBe(matches.length)
  const scores = matches.map(({ match_score: score }) => score)
  expect(scores).toEqual(scores.toSorted((one, other) => other - one))
  for (const { match_score: score, factors } of matches) {
    expect(factors.reduce((sum, { points }) => sum + Math.round(points * 100), 0)).toBe(Math.round(score * 100))
    const shares = factors.reduce((sum, { weight }) => sum + weight, 0)
    expect(Math.abs(shares - (factors.length === 0 ? 0 : 1))).toBeLessThan(0.001)
    for (const { value, because } of factors) {
      expect(value >= 0 && value <= 1).toBe(true)
      expect(because).toMatch(/\.$/u)
    }
  }
}
