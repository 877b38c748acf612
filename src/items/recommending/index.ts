/** Recommending, as the other rooms of items see it. */
export { algorithms, sourceNames } from './schema.ts'
export type { Algorithm, SourceName } from './schema.ts'
export type { Truth, TruthAnswer, TruthQuestion } from './truth.ts'
