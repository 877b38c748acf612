/** Parts of the page on searching: made of what the code reads and weighs, so that it cannot say anything else. */
import { exampleSentences, readSentence } from '../src/people/asking/index.ts'
import type { Understood, Wish } from '../src/people/asking/index.ts'
import { conditionNames } from '../src/people/profiles/index.ts'
import { factorNames } from '../src/people/search/factor.ts'
import { defaultWeights } from '../src/people/search/weights.ts'
import { liftedWords } from '../test/support/say-understood.ts'

/** What was read from each sentence. */
export function sentencesTable(): string {
  return [
    '| sentence | filters | preferences | excluded | topic |',
    '|---|---|---|---|---|',
    ...exampleSentences.map(row),
  ].join('\n')
}

/** How much each part of a score has to say where nobody says otherwise. */
export function weightsTable(): string {
  const rows = factorNames.map((name) => `| \`${name}\` | ${defaultWeights[name]} |`)
  return ['| part | weight |', '|---|---|', ...rows].join('\n')
}

/** What may keep somebody out, in the order in which it is told; `unchanged` is of saved searches alone. */
export const filtersList = (): string =>
  conditionNames.flatMap((name) => (name === 'unchanged' ? [] : `\`${name}\``)).join(', ')

function row(sentence: string): string {
  const understood = readSentence(sentence)
  const cells = [
    sentence,
    listed(filtersOf(understood)),
    listed(understood.preferences.map(said)),
    listed(understood.excluded.map(said)),
    topicOf(understood),
  ]
  return `| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`
}

const filtersOf = ({ filters, lifted }: Understood): string[] => [
  ...filters.map(said),
  ...lifted.map((kind) => liftedWords[kind]),
]

const listed = (parts: readonly string[]): string => parts.join('; ')

function said(wish: Wish): string {
  return `${wish.not ? 'not ' : ''}${wordsOf(wish)}`
}

function wordsOf(wish: Wish): string {
  switch (wish.kind) {
    case 'age':
      return `${wish.genders ? `${wish.genders.join(' or ')} of ` : ''}age ${wish.min ?? ''}–${wish.max ?? ''}`
    case 'distance':
      return wish.km === null ? 'near' : `within ${Math.round(wish.km * 10) / 10} km`
    case 'words':
      return `“${wish.text}”`
    default:
      return `${wish.kind} ${wish.values.join(' or ')}`
  }
}

function topicOf({ topic }: Understood): string {
  if (!topic) return ''
  return topic.side === null ? topic.text : `${topic.text} (${topic.side})`
}
