/** The name, only if it was stated: "My name is …", an answer to a question after it, or the first line of a résumé. */
import { readHeading } from './compose-resume.ts'
import { isTitle } from './compose-occupations.ts'
import type { Clause } from './compose-types.ts'

const NAME_WORD = "\\p{Lu}[\\p{L}\\p{M}’'.-]*"
const PARTICLE = '(?:van|von|der|den|de|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ben|zu|ten|ter|y|e)'
const FULL_NAME = `${NAME_WORD}(?:\\s+(?:${PARTICLE}\\s+){0,2}${NAME_WORD}){0,4}`
const STATED = new RegExp(
  `\\b(?i:my (?:full |first )?name is|my name['’]s|me llamo|je m['’]appelle|ich heiße|mein name ist|mi nombre es|meu nome é|mi chiamo|mijn naam is)\\s+(?<name>${FULL_NAME})`,
  'u',
)
/** Written small, one word, and no word that says something about the name. */
const STATED_SMALL =
  /\b(?:my name is|my name['’]s)\s+(?<name>(?!(?:not|wrong|important|on|in|the|an?|listed|spelled|spelt|too|already|also|private|missing)(?![\p{L}]))[\p{L}\p{M}'’-]+)(?=[,.!]|\s+(?:and|i|i'm)(?![\p{L}])|$)/iu
const WHOLE = new RegExp(`^${FULL_NAME}$`, 'u')
/** In scripts without capitals any short text of letters will do as an answer to a question after the name. */
const SHORT_LETTERS = /^[\p{L}\p{M}’'. -]{1,60}$/u
const NAME_WORDS_MAX = 5

export function findName(clauses: readonly Clause[]): string | null {
  return stated(clauses) ?? answered(clauses) ?? headed(clauses)
}

function stated(clauses: readonly Clause[]): string | null {
  for (const { text } of clauses) {
    const name = (STATED.exec(text) ?? STATED_SMALL.exec(text))?.groups?.['name']
    if (name) return withoutStop(name)
  }
  return null
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
  const text = first.text
  const words = text.split(' ').length
  return words >= 2 && words <= NAME_WORDS_MAX && WHOLE.test(text) && !isTitle(text) && !readHeading(text) ? text : null
}

/** The dot of "King Jr." stays, that of a sentence goes. */
function withoutStop(name: string): string {
  return /\s\p{Lu}[\p{Ll}]?\.$|(?:Jr|Sr)\.$/u.test(name) ? name : name.replace(/[.’'-]+$/u, '')
}
