/** Everything that was said, clause by clause, with where it was said and what the question or heading asked for. */
import { splitSentences } from '../../engine/index.ts'
import type { Sentence } from '../../engine/index.ts'
import { answersAfterAll, isAside, turnsDown } from './asides.ts'
import { endsInPronoun, partRunOn, splitClauses } from './clauses.ts'
import { readLabel, splitLabels } from './labels.ts'
import { listItems } from './listed.ts'
import { cueUnder } from './own-words.ts'
import { takeLongest } from './pick.ts'
import { readPrompt } from './prompts.ts'
import { readHeading } from './resume.ts'
import type { Clause, CompositionInput, Prompt, SentenceSource } from './types.ts'

/** Answer by answer, then the résumé; each is read only when it is asked for. */
export function* gatherParts({ questions, resumeText }: CompositionInput): Generator<readonly Clause[]> {
  for (const [question, { prompt, answer }] of questions.entries()) {
    yield answerClauses(answer, readPrompt(prompt), question)
  }
  yield resumeClauses(resumeText ?? '')
}

export const gatherClauses = (input: CompositionInput): readonly Clause[] => [...gatherParts(input)].flat()

export const noPrompt: Prompt = { side: null, topics: new Set() }

/** More than 20,000 characters of prose have. */
export const sentencesMax = 500

/** Of an answer, a reason or a résumé. */
export const heardSentences = (text: string): readonly Sentence[] => takeLongest(splitSentences(text), sentencesMax)

/** "I need:" and the lines below it: the announcement speaks for what follows. */
function answerClauses(answer: string, asked: Prompt, question: number): readonly Clause[] {
  const source: SentenceSource = { kind: 'answer', question }
  const pieces = heardSentences(answer).flatMap(({ text }) => splitLabels(text).flatMap(partRunOn))
  if (asked.topics.has('refused')) return pieces.map((text) => asideClause(text, asked, source))
  let prompt = asked
  let listed: Prompt | null = null
  const clauses = pieces.flatMap((text) => {
    if (text.endsWith(':')) {
      prompt = announced(text) ?? asked
      return [asideClause(text, prompt, source)]
    }
    if (turnsDown(text)) prompt = { ...asked, side: null }
    else if (answersAfterAll(text) && prompt.side === null) prompt = asked
    const labelled = readLabel(text, prompt)
    const here = labelled?.prompt ?? listed ?? prompt
    listed = text.endsWith(';') ? here : null
    return clausesOf(labelled?.text ?? text, here, source)
  })
  return carryPronouns(clauses)
}

const PRONOUN_WORDS_MAX = 8

function carryPronouns(clauses: readonly Clause[]): readonly Clause[] {
  const carried: Clause[] = []
  for (const clause of clauses) {
    const before = carried.at(-1)
    if (before && !before.isAside && before.cue?.kind !== 'offer' && isOfPronoun(clause)) {
      const text = `${before.text} ${clause.text}`
      carried.splice(-1, 1, { ...clause, text, cue: { kind: 'need', at: before.text.length + 1 } })
    } else carried.push(clause)
  }
  return carried
}

function isOfPronoun({ text, cue, isAside: isOut }: Clause): boolean {
  return !isOut && cue?.kind === 'need' && endsInPronoun(text) && text.split(' ').length <= PRONOUN_WORDS_MAX
}

function announced(text: string): Prompt | null {
  const kind = splitClauses(text)[0]?.cue?.kind
  if (kind === 'need' || kind === 'offer') return { side: kind, topics: new Set() }
  return readHeading(text)
}

function resumeClauses(text: string): readonly Clause[] {
  const lineOf = lineCounter(text)
  let section = noPrompt
  return heardSentences(text).flatMap((sentence) => {
    const source: SentenceSource = { kind: 'resume', line: lineOf(sentence.start) }
    const heading = readHeading(sentence.text)
    const labelled = heading ? null : readLabel(sentence.text, noPrompt)
    if (!heading) {
      const prompt = labelled?.prompt ?? section
      return clausesOf(labelled?.text ?? sentence.text, prompt, source).map(withoutPassingNeed)
    }
    section = heading
    return [asideClause(sentence.text, section, source)]
  })
}

/** Among the lines of a career "needed" and "looking after" ask nobody for anything. */
function withoutPassingNeed(clause: Clause): Clause {
  const isCareer = clause.prompt.topics.has('experience') || clause.prompt.side === 'offer'
  return isCareer && clause.cue?.kind === 'need' ? { ...clause, cue: null } : clause
}

/** Asked for ever later places. */
function lineCounter(text: string): (at: number) => number {
  const breaks = Array.from(text.matchAll(/\r\n|[\n\r]/gu), (end) => end.index)
  let line = 0
  return (at) => {
    while (line < breaks.length && (breaks[line] as number) < at) line += 1
    return line + 1
  }
}

export function clausesOf(sentence: string, prompt: Prompt, source: SentenceSource): readonly Clause[] {
  const bare = sentence.replace(LIST_END, '')
  if (isAside(bare)) return [asideClause(bare, prompt, source)]
  const items = prompt.side === 'need' ? listItems(bare) : [bare]
  return items.flatMap(splitClauses).map(({ text, cue }) => ({
    text,
    source,
    prompt,
    cue: cueUnder(prompt, text, cue),
    isAside: isAside(text),
  }))
}

/** What parts the items of a list belongs to none of them. */
const LIST_END = /[\s;,|•·；，、]+$/u

function asideClause(text: string, prompt: Prompt, source: SentenceSource): Clause {
  return { text, source, prompt, cue: null, isAside: true }
}
