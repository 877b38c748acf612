/** Items, as the rest of the house sees them. */
export { mainMappingShape } from './following/index.ts'
export type { MainMapping } from './following/index.ts'
export { experimentVariantShape } from './settings.ts'
export type { Experiment, ExperimentVariant, ItemsSettings } from './settings.ts'
