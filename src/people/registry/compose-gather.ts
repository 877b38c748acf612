/** Everything that was said, clause by clause, with where it was said and what the question or heading asked for. */
import { contentStems, splitSentences } from '../../engine/index.ts'
import { splitClauses } from './compose-clauses.ts'
import { readPrompt } from './compose-prompts.ts'
import { readHeading } from './compose-resume.ts'
import type { Clause, CompositionInput, Prompt, SentenceSource } from './compose-types.ts'

export function gatherClauses({ questions, resumeText }: CompositionInput): readonly Clause[] {
  return [
    ...questions.flatMap(({ prompt, answer }, question) => answerClauses(answer, readPrompt(prompt), question)),
    ...resumeClauses(resumeText ?? ''),
  ]
}

export const noPrompt: Prompt = { side: null, topics: new Set() }

/** "I need:" and the lines below it: the announcement speaks for what follows. */
function answerClauses(answer: string, asked: Prompt, question: number): readonly Clause[] {
  const source: SentenceSource = { kind: 'answer', question }
  let prompt = asked
  return splitSentences(answer).flatMap(({ text }) => {
    if (!text.endsWith(':')) return clausesOf(text, prompt, source)
    prompt = announced(text) ?? asked
    return [asideClause(text, prompt, source)]
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
  return splitSentences(text).flatMap((sentence) => {
    const source: SentenceSource = { kind: 'resume', line: lineOf(sentence.start) }
    const heading = readHeading(sentence.text)
    if (!heading) return clausesOf(sentence.text, section, source)
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
  if (isAside(sentence)) return [asideClause(sentence, prompt, source)]
  return splitClauses(sentence).map(({ text, cue }) => ({ text, source, prompt, cue, isAside: isAside(text) }))
}

function asideClause(text: string, prompt: Prompt, source: SentenceSource): Clause {
  return { text, source, prompt, cue: null, isAside: true }
}

const NO_ANSWER =
  /^(?:n\/?a|none|nil|no|nope|yes|yep|sure|maybe|nothing|not sure|unsure|idk|i do(?:n['’]t| not) know|no idea|not applicable|not (?:really|yet|now|currently|at the moment|at this time)|tbd|see (?:above|below|my (?:cv|resume|résumé|profile))|same(?: as above)?|ditto|ninguno|nada|keine?|rien|aucun)(?:,? (?:thanks?|thank you|really|at all|at the moment|right now|for now|yet|comes to mind|special|specific|in particular))*[.!]*$/iu
const NO_FIRST =
  /^(?:no|nope|none|nothing),? (?:not|i(?:['’]m| am| do| have| can)|thanks?|at the moment|currently)(?![\p{L}])/iu
/** Contact lines. */
const CONTACT =
  /^(?:[^\s@]+@[^\s@]+|(?:https?:\/\/|www\.)\S+|[+()\d\s./-]{7,}|(?:e-?mail|phone|tel|mobile|address|linkedin|github|website)\s*:.*)$/iu
/** Addressed to a program, not to people. */
const COMMAND =
  /(?:ignore|disregard|forget|override|bypass)\s+(?:\p{L}+\s+){0,4}(?:instructions?|prompts?|rules?|guidelines|messages?)|system prompt|you are now|act as (?:an?|the) |(?:output|respond|reply|answer|return) (?:only |with |in )*(?:json|the following|exactly|"|“)|<\/?(?:system|user|assistant|instructions?)>|\bas an ai\b|new instructions/iu

export const isCommand = (text: string): boolean => COMMAND.test(text)

function isAside(text: string): boolean {
  if (NO_ANSWER.test(text) || NO_FIRST.test(text) || CONTACT.test(text) || isCommand(text)) return true
  return contentStems(text).length === 0
}
