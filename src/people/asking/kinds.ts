/** What somebody wants to be to somebody, and is wanted for: by whole words and phrases, never by their parts. */
import { purposePhrases, relationshipPhrases, topicalRelationshipPhrases } from './kind-phrases.ts'
import type { KindPhrases } from './kind-phrases.ts'
import { findAll } from './line.ts'
import { linesOf, pattern } from './patterns.ts'
import { withoutOverlaps } from './reading.ts'
import type { Reader, Reading } from './reading.ts'
import type { Wanted } from './wish.ts'

interface KindRule<Value> {
  readonly found: RegExp
  readonly values: readonly Value[]
}

const rulesOf = <Value>(table: readonly KindPhrases<Value>[]): readonly KindRule<Value>[] =>
  table.flatMap(({ values, phrases }) => linesOf(phrases).map((phrase) => ({ found: pattern(phrase), values })))

const relationships = rulesOf(relationshipPhrases)
const topical = rulesOf(topicalRelationshipPhrases)
const purposes = rulesOf(purposePhrases)

/** The words of a relationship are taken out of the topic: nobody's profile is about being "a buddy". */
export const readRelationships: Reader = (line) =>
  readKinds(line, relationships, (values) => ({ kind: 'relationship', values }))

/** Of these the words are what is looked for, too: "a mentor", "teach me climbing". */
export const readPurposes: Reader = (line) => [
  ...readKinds(line, topical, (values) => ({ kind: 'relationship', values })).map(shared),
  ...readKinds(line, purposes, (values) => ({ kind: 'purpose', values })).map(shared),
]

function readKinds<Value>(
  line: Parameters<Reader>[0],
  rules: readonly KindRule<Value>[],
  wanted: (values: readonly Value[]) => Wanted,
): readonly Reading[] {
  return withoutOverlaps(
    rules.flatMap(({ found, values }) =>
      findAll(line, found).map(({ first, last }) => ({ first, last, wanted: wanted(values) })),
    ),
  )
}

const shared = (reading: Reading): Reading => ({ ...reading, isShared: true })
