import type { ConditionName } from '../profiles/index.ts'

/** To a member all of these are "cannot be found": who is registered, and who has blocked her, is not for her to learn. */
export const hiddenConditions: ReadonlySet<ConditionName> = new Set<ConditionName>([
  'blocked',
  'paused',
  'suspended',
  'visible',
  'inactive',
])
