/** How good recommendations are, as the house sees it. */
export { evaluateItems } from './evaluate.ts'
export type { EvaluationDeps, EvaluationQuestion } from './evaluation-data.ts'
export { printReport } from './evaluation-report.ts'
export type { EvaluationReport } from './evaluation-report.ts'
export { splitNames } from './split-events.ts'
export type { SplitName } from './split-events.ts'
