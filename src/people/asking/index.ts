/** What a sentence about people asks for. */
export { IGNORED_MAX, readSentence } from './read-sentence.ts'
export { readWithModel } from './with-model.ts'
export { understood } from './schema.ts'
export { exampleSentences } from './example-sentences.ts'
export { compoundParts, meetingStems, relatedTerms } from './related-words.ts'
export { genders, purposes, relationships } from './wish.ts'
export type * from './wish.ts'
