/** What a sentence about people asks for, and which words stand near each other. */
export { affirmedStems } from './denials.ts'
export { exampleSentences } from './example-sentences.ts'
export { IGNORED_MAX, readSentence } from './read-sentence.ts'
export { compoundParts, meetingStems, relatedTerms } from './related-words.ts'
export { understood } from './schema.ts'
export { genders, purposes, relationships } from './wish.ts'
export type * from './wish.ts'
export { readWithModel } from './with-model.ts'
