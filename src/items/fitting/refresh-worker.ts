/** The thread in which a fit is refreshed. */
import { answerTask } from '../../platform/compute/index.ts'
import { answerRefresh } from './refresh-task.ts'
import type { RefreshAnswer, RefreshTask } from './refresh-task.ts'

answerTask<RefreshTask, RefreshAnswer>(answerRefresh, ({ matrix, folded }) =>
  folded ? [matrix.buffer, folded.buffer] : [matrix.buffer],
)
