/** Everything that was said, clause by clause, with where it was said and what the question or heading asked for. */
import { contentStems, splitSentences } from '../../engine/index.ts'
import type { Sentence } from '../../engine/index.ts'
import { splitClauses } from './clauses.ts'
import { readLabel } from './labels.ts'
import { cueUnder } from './own-words.ts'
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

/** More than twenty pages of prose have: of so many scraps the longest say what there is to say. */
export const sentencesMax = 1000

/** Of an answer, a reason or a résumé. */
export function heardSentences(text: string): readonly Sentence[] {
  const all = splitSentences(text)
  if (all.length <= sentencesMax) return all
  const heard = new Set(all.toSorted((one, other) => other.text.length - one.text.length).slice(0, sentencesMax))
  return all.filter((sentence) => heard.has(sentence))
}

/** "I need:" and the lines below it: the announcement speaks for what follows. */
function answerClauses(answer: string, asked: Prompt, question: number): readonly Clause[] {
  const source: SentenceSource = { kind: 'answer', question }
  let prompt = asked
  let listed: Prompt | null = null
  return heardSentences(answer).flatMap(({ text }) => {
    if (text.endsWith(':')) {
      prompt = announced(text) ?? asked
      return [asideClause(text, prompt, source)]
    }
    const labelled = readLabel(text, prompt)
    const here = labelled?.prompt ?? listed ?? prompt
    listed = text.endsWith(';') ? here : null
    return clausesOf(labelled?.text ?? text, here, source)
  })
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
    if (!heading) return clausesOf(labelled?.text ?? sentence.text, labelled?.prompt ?? section, source)
    section = heading
    return [asideClause(sentence.text, section, source)]
  })
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
  return splitClauses(bare).map(({ text, cue }) => ({
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

const NO_ANSWER =
  /^(?:n\/?a|none|nil|no|nope|yes|yep|sure|maybe|nothing|not sure|unsure|idk|i do(?:n['’]t| not) know|no idea|not applicable|not (?:really|yet|now|currently|at the moment|at this time)|tbd|see (?:above|below|my (?:cv|resume|résumé|profile))|same(?: as above)?|ditto|ningun[oa]|nada|keine?|nichts|rien|aucune?|niente|niets)(?:,? (?:thanks?|thank you|really|at all|at the moment|right now|for now|yet|comes to mind|special|specific|in particular|really needed|por ahora|de momento|im moment|zurzeit|derzeit|pour l['’]instant))*[.!]*$/iu
const SMALL_TALK =
  /^(?:(?:hi|hello|hey|hola|hallo|bonjour|ciao|thanks|thank you|gracias|danke|merci|cheers|bye|welcome|good (?:morning|day|evening|afternoon)|guten (?:tag|morgen)|buenos días|nice to meet you|how are you|pleased to meet you|looking forward to it|lol|haha|test|just (?:looking around|browsing)|i['’]?m just (?:looking around|browsing))(?:,? (?:there|all|everyone|everybody|guys|folks|you|again|so much|very much|a lot|today|in advance|for asking))*[\s,.!?]*)+$/iu
const NO_FIRST =
  /^(?:no|nope|none|nothing),? (?:not|i(?:['’]m| am| do| have| can)|thanks?|at the moment|currently)(?![\p{L}])/iu
/** Contact lines. */
const CONTACT =
  /^(?:[^\s@]+@[^\s@]+|(?:https?:\/\/|www\.)\S+|[+()\d\s./-]{7,}|(?:e-?mail|phone|tel|mobile|address|linkedin|github|website)\s*:.*)$/iu
/** Addressed to a program, not to people. */
const COMMAND =
  /(?:ignore|disregard|forget|override|bypass)\s+(?:\p{L}+\s+){0,4}(?:instructions?|prompts?|rules?|guidelines|messages?)|system prompt|you are now|act as (?:an?|the) |(?:output|respond|reply|answer|return) (?:only |with |in )*(?:json|the following|exactly|"|“)|<\/?(?:system|user|assistant|instructions?)>|\bas an ai\b|new instructions|^(?:please\s+)?(?:write|say|state|claim|pretend|note|put)\s+(?:down\s+)?that\s+(?:i|my)(?!\p{L})|(?:^|:\s*)set\s+my\s+\p{L}+\s+to\s/iu

export const isCommand = (text: string): boolean => COMMAND.test(text)

function isAside(text: string): boolean {
  if (NO_ANSWER.test(text) || SMALL_TALK.test(text) || NO_FIRST.test(text) || CONTACT.test(text) || isCommand(text))
    return true
  return contentStems(text).length === 0
}
