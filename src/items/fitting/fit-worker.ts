/** The thread in which a fit is made. */
import { answerTask, beginEffort } from '../../platform/compute/index.ts'
import { answerFit } from './fit-task.ts'
import type { FitAnswer, FitTask } from './fit-task.ts'

answerTask<FitTask, FitAnswer>(
  (task) => answerFit(task, beginEffort({ seconds: task.budgetSeconds, seed: task.seed })),
  ({ models, matrix }) => [...models, matrix].map(({ buffer }) => buffer),
)
