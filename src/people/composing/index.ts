export { compose, planComposition, planInTurns, sortSaid } from './compose.ts'
export type { Composition, CompositionInput, Persona, SentenceSource, SourcedSentence } from './types.ts'
export { composeWithModel } from './with-model.ts'
export type { SaidInput } from './with-model.ts'
