import { expect, test } from 'vitest'
import { planApproval, withReason } from './approve.ts'
import type { StoredPersona } from './person.ts'
import { approval } from './schema.ts'
import type { Approval } from './schema.ts'
import { somebody } from '../../../test/support/somebody.ts'

const need = { text: 'I need a designer.', source: { kind: 'answer', question: 0 } } as const
const offer = { text: 'I build apps.', source: { kind: 'answer', question: 1 } } as const
const stored = { requirements: [need], offerings: [offer] } as unknown as StoredPersona
const waiting = { ...somebody, stage: 'awaiting_approval', approvedAt: null } as const
const ask = (fields: Partial<Approval> = {}): Approval => approval.parse({ user_id: 'ada', ...fields })

test('approving what waits starts matching with the words as they are', () => {
  expect(planApproval(waiting, stored, ask())).toEqual({
    kind: 'match',
    requirements: [need],
    offerings: [offer],
    isEdit: false,
  })
})

test('approving twice changes nothing', () => {
  expect(planApproval(somebody, stored, ask())).toEqual({ kind: 'unchanged' })
  expect(planApproval(somebody, stored, ask({ requirements: ['I need a designer.'] }))).toEqual({ kind: 'unchanged' })
})

test('an edited sentence is the own word of its writer; one that was kept keeps its source', () => {
  const plan = planApproval(waiting, stored, ask({ requirements: ['I need a designer.', 'I need a lawyer, too.'] }))
  expect(plan).toMatchObject({
    kind: 'match',
    isEdit: true,
    requirements: [need, { text: 'I need a lawyer, too.', source: { kind: 'edit' } }],
  })
})

test('needs may be edited as one text, and be edited away', () => {
  expect(planApproval(waiting, stored, ask({ requirements: 'I need a cook. I need a car.' }))).toMatchObject({
    requirements: [{ text: 'I need a cook.' }, { text: 'I need a car.' }],
  })
  expect(planApproval(waiting, stored, ask({ offerings: [] }))).toMatchObject({ offerings: [], isEdit: true })
})

test('after a failure in matching the same call goes on', () => {
  expect(planApproval({ ...somebody, stage: 'failed', failedStage: 'embedding' }, stored, ask())).toMatchObject({
    kind: 'match',
    isEdit: false,
  })
})

test('a rejection recomposes what waits, and nothing else', () => {
  expect(planApproval(waiting, stored, ask({ approved: false, reason: 'Too short.' }))).toEqual({
    kind: 'recompose',
    reason: 'Too short.',
  })
  expect(() => planApproval(somebody, stored, ask({ approved: false }))).toThrow(
    expect.objectContaining({ code: 'person.not_ready' }),
  )
})

test.each(['registered', 'resume', 'persona'] as const)('in the stage %s there is nothing to approve', (stage) => {
  expect(() => planApproval({ ...waiting, stage }, null, ask())).toThrow(
    expect.objectContaining({ code: 'person.not_ready' }),
  )
  expect(() => planApproval({ ...waiting, stage }, stored, ask())).toThrow(
    expect.objectContaining({ code: 'person.not_ready' }),
  )
})

test('a person who failed before approval has nothing to approve, whatever an older persona says', () => {
  expect(() => planApproval({ ...waiting, stage: 'failed', failedStage: 'persona' }, stored, ask())).toThrow(
    /not ready/u,
  )
})

test('a second reason keeps the first, the oldest of very many give way, and no reason adds none', () => {
  expect(withReason(['One.'], 'Two.')).toEqual(['One.', 'Two.'])
  expect(withReason(['One.'], ' ')).toEqual(['One.'])
  const many = Array.from({ length: 40 }, (_, index) => `Reason ${index}.`)
  expect(many.reduce<readonly string[]>(withReason, [])).toEqual(many.slice(-20))
})
