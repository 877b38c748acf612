export { holdActiveGeneration, planGeneration, requireActiveGeneration } from './generation.ts'
export type { GenerationPlan } from './generation.ts'
export {
  activateGeneration,
  findActiveGeneration,
  generationRows,
  holdLiveGenerations,
  listLiveGenerations,
  listRetiredGenerations,
  lockGenerations,
  removeGeneration,
  retireGeneration,
  saveGeneration,
} from './store.ts'
export type { Generation, NewGeneration } from './store.ts'
