/** The page of what is read from sentences: made by reading them, so that it cannot say anything else than the parser does. */
import { exampleSentences, readSentence } from '../src/people/asking/index.ts'
import type { Understood, Wish } from '../src/people/asking/index.ts'

const opening = `# Searching for people

A sentence goes in, and people come out, in order, each with reasons that add up. What was read from the sentence comes back as
\`understood\`; sent back as \`filters\`, edited or not, it stands in for the reading.

- **Filters** must hold: ages, genders, distances and languages that are said, and whatever is said with "must", "only" or the
  like. Whoever does not tell the fact does not pass.
- **Preferences** count in the score: whatever is softened ("ideally", "preferably"), and kinds of company or help.
- **Excluded** keeps people out: "no", "not", "without", "anyone but". "No men under 30" is an age of \`genders\`: it keeps out
  neither older men nor young women. What a profile denies it does not say: whoever writes "I don't smoke" stays when smokers
  are left out, and is not found where somebody must smoke. Of several words each is meant: "no gym selfies" keeps out who
  says both. A kind of company or help, left out or demanded, is one that a profile says in so many words: "something serious",
  and not "a serious climber".
- The **topic** is what is left: looked for by meaning, and word for word with stems and related words; first in what people
  offer, or in what they need where the sentence says so.

## The score

0 to 100, the sum of the parts in \`factors\`. Each part is a value from 0 to 1 times its share of the weights of those parts
whose facts are known: whoever says little is measured by what there is. The weights are those of \`src/people/search/weights.ts\`
unless \`SEARCH_WEIGHTS\` or \`weights\` of a request says otherwise; ties are broken by id.

## Expressions

\`where\` narrows or weighs by expressions over profile and persona; the grammar is in \`src/engine/expression/README.md\`.

\`\`\`json
{"where": [{"is": "age in 25..35 and interests contains any (\\"climbing\\", \\"hiking\\")"}, {"is": "languages contains \\"es\\"", "weight": 10}]}
\`\`\`

## What is read

| sentence | filters | preferences | excluded | topic |
|---|---|---|---|---|
`

export function searchPage(): string {
  return `${opening}${exampleSentences.map(row).join('\n')}\n`
}

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

const filtersOf = ({ filters, anywhere }: Understood): string[] => [
  ...filters.map(said),
  ...(anywhere ? ['anywhere'] : []),
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
