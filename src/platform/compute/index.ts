export { answerTask, runInWorker, WorkerStopped } from './worker-task.ts'
export type { WorkerLimits, WorkerStop } from './worker-task.ts'
