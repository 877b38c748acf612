/** How far a person has come. One path, from registration to matches; a failure remembers where it happened. */

/** As they stand on the wire, in their order: `unregistered` has a profile alone, `failed` can follow any working one. */
export const stages = [
  'unregistered',
  'registered',
  'resume',
  'persona',
  'awaiting_approval',
  'approved',
  'embedding',
  'matching',
  'matched',
  'failed',
] as const
export type Stage = (typeof stages)[number]

/** Stages in which a job of ours must be on its way; a person who stays in one has been forgotten by it. */
export const workingStages = ['registered', 'resume', 'persona', 'approved', 'embedding', 'matching'] as const
export type WorkingStage = (typeof workingStages)[number]

/**
 * Where a person may stand when the work of `stage` is given up: there, or at a stage that this work was to begin from, if
 * it never began. Never on the other side of an approval.
 */
export function stagesBefore(stage: WorkingStage): readonly WorkingStage[] {
  const approvedAt = workingStages.indexOf('approved')
  const at = workingStages.indexOf(stage)
  return workingStages.slice(at < approvedAt ? 0 : approvedAt, at + 1)
}

/** What decides which call may be made. */
export interface Progress {
  readonly stage: Stage
  readonly failedStage: string | null
  readonly approvedAt: Date | null
}

/** False for somebody who is known by a profile alone. */
export const isRegistered = ({ stage }: Pick<Progress, 'stage'>): boolean => stage !== 'unregistered'

/** True while the person's words are still to become a persona that was never approved. */
export function isBeforeApproval({ approvedAt }: Progress): boolean {
  return approvedAt === null
}

/** True when the same call that led to the failure may be made again. */
export function hasFailedBeforeApproval(progress: Progress): boolean {
  return progress.stage === 'failed' && isBeforeApproval(progress)
}

/** True when approving again goes on with embedding and matching. */
export function hasFailedAfterApproval(progress: Progress): boolean {
  return progress.stage === 'failed' && !isBeforeApproval(progress)
}
