/** The job title, only if it was said. */
import { isStopWord, wordsOf } from '../../engine/index.ts'
import { isCommand } from './asides.ts'
import { introduced } from './name.ts'
import { isTitle } from './occupations.ts'
import type { Clause, SourcedSentence } from './types.ts'

/** "A nurse and love hiking" */
const VERBS =
  '(?:have|has|had|am|are|is|was|were|do|did|can|could|will|would|love|like|enjoy|hate|want|need|know|teach|speak|also|never|always|really|sometimes|still|just)'

/** A title goes on over these words, and ends before what says where, since when and what else. */
const TITLE = `(?<title>[\\p{L}\\p{N}][\\p{L}\\p{N}/&+.’'-]*(?: (?!(?:who|that|which|with|at|based|in|from|and (?:i|we|an?|${VERBS})|but|working|living|for|since|by|on|looking|seeking|speciali[sz]\\p{L}*|focus\\p{L}*|currently|now|here|to|because|where|trying|wanting|building|making|doing|running|turned|helping|of (?:two|three|\\d))(?![\\p{L}]))[\\p{L}\\p{N}&][\\p{L}\\p{N}/&+.’'-]*){0,6})`
const TITLE_END = /[.'’-]+$/u
const OPENING_TITLE = new RegExp(`^(?:an? |the )?${TITLE}(?=\\s|[,;:.!(–—]|$)`, 'iu')
const anchored = (before: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${before})\\s+${TITLE}`, 'iu')

/** Whatever follows these is a title. */
const WORKS_AS = anchored(
  "(?:i|i['’]m|i am)(?: currently| now| also)? (?:work(?:ing)?|employed|practi[sc]ing) as(?: an?| the)?|(?:my|current) (?:job|role|position|title|job title|designation|profession|occupation|current role|current position|current job) is(?: an?| the)?|i (?:currently )?(?:serve|act) as(?: an?| the)?",
)
/** What follows these may be anything ("a morning person"), so it must end like a title. */
const AM_A = anchored(
  "(?:i['’]?m|i am|im)(?: currently| now| also| just| still)?(?: an?| the| by (?:trade|profession|training)(?:,)?(?: an?)?)",
)
/** "The mother of three and a certified electrician" */
const AND_A = new RegExp(
  `^(?: (?:of|to) (?:two|three|four|five|six|\\d+)(?: \\p{L}+)?)?,? (?:and|&)(?: also| now)? an? ${TITLE}`,
  'iu',
)
/** "I am internal medicine doctor": where many languages put no article, only a title may follow. */
const AM = anchored("(?:i['’]?m|i am|ich bin|je suis|soy)(?: currently| now| also| just| still)?")
/** "CTO at Acme", "Head of Growth, Acme" */
const BEFORE_PLACE = /\s+(?:at|@|with|for|in|since|from|and (?:i|we))\s|\s*[,;|(•·]|\s+[–—-]\s|\s*[.!?]?$/iu
const DATED = /\b(?:present|now|current|today|heute|actualidad)\b/iu
/** What forms and résumés print before a title. */
const LABEL = /^(?:current\s+)?(?:job\s+)?(?:title|role|position|designation|profession|occupation)\s*[:：]\s*/iu
const TITLE_WORDS_MAX = 8

/**
 * Said in an answer before written in a résumé, and to a question after it before in passing. Null when nobody said it:
 * a past job, a denied one, a hobby, or what somebody is told to write is no title.
 */
export function findDesignation(clauses: readonly Clause[]): SourcedSentence | null {
  const said = clauses.filter(({ text }) => !isCommand(text))
  const answers = said.filter(({ source }) => source.kind !== 'resume')
  const resume = said.filter(({ source }) => source.kind === 'resume')
  return (
    firstOf(answers, (clause) => worksAs(clause, WORKS_AS)) ??
    firstOf(
      answers.filter(({ prompt }) => prompt.topics.has('role')),
      asAnswer,
    ) ??
    firstOf(answers, amA) ??
    firstOf(answers.filter(isAccountOfSelf), asOpening) ??
    firstOf(resume, amA) ??
    firstOf(resume.filter(isEarlyLine), asLine) ??
    firstOf(
      resume.filter(({ text }) => DATED.test(text)),
      asLine,
    )
  )
}

/** "I am a bit tired" and "I am a mess in the mornings" call nobody anything. */
const NO_DESCRIPTION =
  /^(?:bit|little|lot|one|couple|only|same|case)(?![\p{L}])|^(?:\p{L}+ ){0,2}(?:mess|fan|speaker|disaster|beginner)(?![\p{L}])/iu

/**
 * What somebody calls themselves: "climate founder" of "I am a climate founder who …". A job before anything else: "curious
 * wanderer" counts for who named none. Null when they call themselves nothing.
 */
export function findSelfDescription(
  clauses: readonly Clause[],
  designation: SourcedSentence | null = null,
): string | null {
  const said = clauses.filter(({ isAside }) => !isAside)
  const job = firstOf(said, (clause) => callings(clause).find(isTitled) ?? null)
  const other = firstOf(said, (clause) => described(worksAs(clause, AM_A)))
  return (job ?? designation ?? other)?.text ?? null
}

const isTitled = (words: string): boolean => [words, beforeAnd(words)].some(isTitle)

const described = (words: string | null): string | null =>
  words !== null && !NO_DESCRIPTION.test(words) ? words : null

/** Whether the clause says what job its speaker has. */
export const isTitleClaim = (clause: Clause): boolean => amA(clause) !== null

const beforeAnd = (title: string): string => title.split(/\s(?:and|&)\s/u)[0] ?? ''

function worksAs({ text }: Clause, pattern: RegExp): string | null {
  const title = pattern.exec(text)?.groups?.['title']?.replace(TITLE_END, '') ?? null
  return title !== null && !isTitle(title) && isTitle(beforeAnd(title)) ? beforeAnd(title) : title
}

/** All that somebody calls themselves in one breath. */
function callings({ text }: Clause): readonly string[] {
  const first = AM_A.exec(text)
  if (!first) return []
  const next = AND_A.exec(text.slice(first.index + first[0].length))
  return [first, next].flatMap((found) => found?.groups?.['title']?.replace(TITLE_END, '') ?? [])
}

function amA(clause: Clause): string | null {
  const titles = [...callings(clause), worksAs(clause, WORKS_AS) ?? '']
  return (
    titles.flatMap((title) => [title, beforeAnd(title)]).find(isTitle) ??
    [worksAs(clause, AM) ?? ''].find(isBareTitle) ??
    null
  )
}

/** "Current role?" – "CTO at Acme": short answers are titles, long ones only when they say so. */
function asAnswer(clause: Clause): string | null {
  const said = amA(clause)
  if (said !== null || clause.cue?.kind === 'self' || clause.isAside) return said
  const title = beforePlace(clause.text)
  return title.split(/\s+/u).length <= TITLE_WORDS_MAX && isTitle(title) ? title : null
}

/** Of an answer about oneself, unless it asks for somebody or denies. */
const isAccountOfSelf = ({ prompt, cue, isAside }: Clause): boolean =>
  prompt.topics.has('about') && !isAside && cue?.kind !== 'need' && !cue?.kind.startsWith('not ')

/** "Lawyer specialised in leases", "Plumber, own van", "Ben, chef and owner of a bistro" */
function asOpening({ text }: Clause): string | null {
  const name = introduced(text)
  const said = name !== null && text.startsWith(`${name}, `) ? text.slice(name.length + 2) : text
  const title = OPENING_TITLE.exec(said)?.groups?.['title']?.replace(TITLE_END, '') ?? ''
  return [title, beforeAnd(title)].find(isBareTitle) ?? null
}

/** With no word in it that only builds sentences: "love my designer" is no title. */
function isBareTitle(title: string): boolean {
  const [head = ''] = title.split(/\s(?:of|for)\s/u)
  return isTitle(title) && wordsOf(head).every((word) => word === 'and' || !isStopWord(word))
}

function asLine(clause: Clause): string | null {
  if (clause.isAside || /^\p{P}/u.test(clause.text)) return null
  const title = beforePlace(clause.text)
  return title.split(/\s+/u).length <= TITLE_WORDS_MAX && isTitle(title) ? title : null
}

/** Under the name, before the first section. */
function isEarlyLine({ source, prompt }: Clause): boolean {
  return source.kind === 'resume' && source.line <= 8 && !prompt.topics.has('experience')
}

function beforePlace(text: string): string {
  const bare = text.replace(LABEL, '')
  const place = BEFORE_PLACE.exec(bare)
  return bare.slice(0, place && place.index > 0 ? place.index : bare.length).trim()
}

function firstOf(clauses: readonly Clause[], read: (clause: Clause) => string | null): SourcedSentence | null {
  for (const clause of clauses) {
    const text = read(clause)
    if (text) return { text, source: clause.source }
  }
  return null
}
