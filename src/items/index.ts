/** Items, as the rest of the house sees them. */
export { evaluateItems, printReport, splitNames } from './evaluating/index.ts'
export type { EvaluationDeps, EvaluationQuestion, EvaluationReport, SplitName } from './evaluating/index.ts'
export { mainMappingShape, openMainHost } from './following/index.ts'
export type { MainDoors, MainMapping } from './following/index.ts'
export { openItems } from './open-items.ts'
export type { Items, ItemsDeps, ItemsHost } from './open-items.ts'
export { experimentVariantShape } from './settings.ts'
export type { Experiment, ExperimentVariant, ItemsSettings } from './settings.ts'
