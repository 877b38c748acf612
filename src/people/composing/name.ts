/** The name, only if it was stated: "My name is …", "I am …", an answer to a question after it, or the first line of a résumé. */
import { readHeading } from './resume.ts'
import { areNoName, isGivenName } from './given-names.ts'
import { isTitle } from './occupations.ts'
import type { Clause } from './types.ts'

const NAME_WORD = "\\p{Lu}[\\p{L}\\p{M}’'.-]*"
const PARTICLE = '(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ben|zu|ten|ter|y|e)'
const FULL_NAME = `${NAME_WORD}(?:\\s+(?:${PARTICLE}\\s+){0,2}${NAME_WORD}){0,4}`
/** Of any case, while the name after it begins large: two patterns, since V8 gives groups of their own case up in a long life. */
const STATING =
  /\b(?:my (?:full |first )?name is|my name['’]s|me llamo|je m['’]appelle|ich heiße|mein name ist|mi nombre es|meu nome é|mi chiamo|mijn naam is)\s+/giu
const NAME = new RegExp(`(?<name>${FULL_NAME})`, 'uy')
/** Written small, one word, and no word that says something about the name. */
const STATED_SMALL =
  /\b(?:my name is|my name['’]s)\s+(?<name>(?!(?:not|wrong|important|on|in|the|an?|listed|spelled|spelt|too|already|also|private|missing)(?![\p{L}]))[\p{L}\p{M}'’-]+)(?=[,.!]|\s+(?:and|i|i'm)(?![\p{L}])|$)/iu
/** Said in passing, and small: only a name that is known. */
const SAID_SMALL =
  /^(?:(?:hi|hello|hey)[,!]? )?(?:i['’]?m|i am) (?<name>\p{Ll}+)(?=[,.!]|\s(?:and|i|i['’]?m)(?![\p{L}])|$)/u
const GREETING =
  '(?:(?:hi|hello|hey|hola|hallo|bonjour|ciao|good morning|guten tag)(?: there| all| everyone)?[,.!]*\\s+)?'
const NAME_END = '(?=\\s*(?:[,.!;:(–—]|$)|\\s+(?:and|und|y|et|from|aus|de)(?![\\p{L}]))'
const ENDED_NAME = new RegExp(`(?<name>${FULL_NAME})${NAME_END}`, 'uy')
/** Where nouns are written small, a large word after these is a name unless it says what somebody is. */
const I_AM = new RegExp(`^${GREETING}(?:i['’]?m|i am|soy|yo soy|je suis)\\s+`, 'giu')
/** Where they are not, or nothing stands before it, the name must be a known one. */
const ICH_BIN = new RegExp(`^${GREETING}ich bin\\s+(?:der |die )?`, 'giu')
/** "Ben, chef and owner" */
const BEFORE_JOB = new RegExp(`^(?<name>${FULL_NAME}),\\s+(?<job>[^,.;:!?(]+)`, 'u')
const WHOLE = new RegExp(`^${FULL_NAME}$`, 'u')
/** In scripts without capitals any short text of letters will do as an answer to a question after the name. */
const SHORT_LETTERS = /^[\p{L}\p{M}’'. -]{1,60}$/u
const NAME_WORDS_MAX = 5

export function findName(clauses: readonly Clause[]): string | null {
  return stated(clauses) ?? answered(clauses) ?? headed(clauses)
}

function stated(clauses: readonly Clause[]): string | null {
  for (const { text } of clauses) {
    const name = nameAfter(STATING, NAME, text) ?? STATED_SMALL.exec(text)?.groups?.['name']
    if (name) return withoutStop(name)
  }
  const small = clauses
    .map(({ text }) => SAID_SMALL.exec(text)?.groups?.['name'])
    .find((name) => isGivenName(name ?? ''))
  if (small) return small
  for (const clause of clauses) {
    const name = clause.isAside ? null : introduced(clause.text)
    if (name) return withoutStop(name)
  }
  return null
}

/** Null rather than a guess: a false name is worse than none. */
export function introduced(text: string): string | null {
  const name = nameAfter(I_AM, ENDED_NAME, text)
  if (name) return areNoName(name) ? null : name
  const known = nameAfter(ICH_BIN, ENDED_NAME, text) ?? nameBeforeJob(text)
  return known && isGivenName(known.split(/[\s-]/u)[0] ?? '') && !areNoName(known) ? known : null
}

/** `opening` is global, `name` is sticky. */
function nameAfter(opening: RegExp, name: RegExp, text: string): string | null {
  for (const { index, 0: said } of text.matchAll(opening)) {
    name.lastIndex = index + said.length
    const found = name.exec(text)?.groups?.['name']
    if (found !== undefined) return found
  }
  return null
}

function nameBeforeJob(text: string): string | null {
  const { name, job = '' } = BEFORE_JOB.exec(text)?.groups ?? {}
  const titles = job.split(/\s(?:and|&|at|in|from|with)\s/u)
  return name !== undefined && isTitle(titles[0] ?? '') ? name : null
}

function answered(clauses: readonly Clause[]): string | null {
  const answer = clauses.find(
    ({ prompt, source, isAside }) => source.kind === 'answer' && prompt.topics.has('name') && !isAside,
  )
  if (!answer) return null
  const text = withoutStop(
    answer.text.replace(/^(?:i['’]?m|i am|it['’]?s|call me|hi,? i['’]?m)\s+/iu, '').replace(/!+$/u, ''),
  )
  return SHORT_LETTERS.test(text) && text.split(' ').length <= NAME_WORDS_MAX ? text : null
}

function headed(clauses: readonly Clause[]): string | null {
  const first = clauses.find(({ source, isAside }) => source.kind === 'resume' && !isAside)
  if (!first || first.source.kind !== 'resume' || first.source.line > 5) return null
  const text = first.text.replace(/^#+\s*/u, '')
  const words = text.split(' ').length
  return words >= 2 && words <= NAME_WORDS_MAX && WHOLE.test(text) && !isTitle(text) && !readHeading(text) ? text : null
}

/** The dot of "King Jr." stays, that of a sentence goes. */
function withoutStop(name: string): string {
  return /\s\p{Lu}[\p{Ll}]?\.$|(?:Jr|Sr)\.$/u.test(name) ? name : name.replace(/[.’'-]+$/u, '')
}
