export { beginEffort, newStopFlag, raiseStop } from './effort.ts'
export type { Budget, StopFlag } from './effort.ts'
export { answerTask, runInWorker, WorkerStopped } from './worker-task.ts'
export type { WorkerLimits, WorkerStop } from './worker-task.ts'
