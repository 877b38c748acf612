/** Somebody to plan for, in tests. */
import type { Person } from '../../src/people/registry/person.ts'

export const somebody: Person = {
  id: 'ada',
  version: 3,
  status: 'active',
  stage: 'matched',
  failedStage: null,
  failedReason: null,
  approvedAt: new Date('2026-01-01T00:00:00Z'),
  needsMatchmaking: false,
  updateAttempts: 0,
  updateDueAt: null,
  givenDesignation: null,
  designation: null,
  designationSource: null,
  firstMatchedAt: null,
  createdAt: new Date('2026-01-01T00:00:00Z'),
  updatedAt: new Date('2026-01-01T00:00:00Z'),
}
