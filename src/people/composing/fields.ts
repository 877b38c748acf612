/** The persona's fields, in the person's own sentences. */
import { findSelfDescription } from './designation.ts'
import { findFocus } from './focus.ts'
import { findName } from './name.ts'
import { isAboutKin, isOfSelf, isOfThePast } from './own-words.ts'
import { takeStrongest, withoutRepeats } from './pick.ts'
import type { Persona, SortedClause, SourcedSentence, Topic } from './types.ts'

/** The only words in a persona that the person did not say. A full stop is set where a sentence had none. */
export const connectingPhrases = ['What they offer:', 'What they look for:'] as const

/** Sentences in one field. */
const SENTENCES_MAX = 6
const ESSENCE_SENTENCES_MAX = 4

const EXPERIENCE =
  /\b(?:\d+\+? years?|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|many|several) years|decades?|worked|working as|led|built|founded|co-founded|managed|launched|shipped|designed|developed|studied|graduated|degree|phd|master['’]?s|bachelor['’]?s|trained|career|previously|formerly|experienced?|since (?:19|20)\d\d|(?:19|20)\d\d\s?[–-]\s?(?:(?:19|20)\d\d|present|now|today))\b/iu
const ENGAGEMENT =
  /\b(?:i (?:prefer|work best|like to (?:meet|work|communicate|talk|collaborate))|prefer to (?:meet|work|talk)|remote(?:ly)?|in person|face to face|async\p{L}*|over (?:coffee|lunch|zoom|video)|(?:video|phone|zoom) calls?|by (?:e-?mail|phone|chat)|weekly|fortnightly|monthly|hours? (?:a|per|each) (?:week|month|day)|evenings?|weekends?|mornings?|afternoons?|part[- ]time|time ?zone|availab\p{L}*)\b/iu
/** The speaker as one who invests, or who values something in ventures. */
const INVESTING =
  /^(?:an? )?(?:\p{L}+ )?angel investor(?!s)|\b(?:(?:i|we) (?:\p{L}+ )?(?:invest(?:ed)?|back(?:ed)?|fund(?:ed)?)\b|(?:my|our) (?:investments?|portfolio|thesis|cheques?|checks|ticket|fund)\b|(?:i|we)(?:['’]m| am|['’]re| are) an? (?:\p{L}+ )?(?:angel|investor|vc|venture capitalist)|investment (?:thesis|philosophy|criteria|focus|strategy)|what (?:i|we) (?:value|look for) in (?:\p{L}+ )?(?:founders|teams|companies|start-?ups|ventures|businesses)|(?:i|we) (?:write|lead|follow) (?:\p{L}+ )?(?:cheques?|checks|rounds))/iu

const ONLY_NAME =
  /^(?:(?:hi|hello|hey)[,!]? )*(?:my (?:full )?name(?: is|['’]s) \S+(?: \S+){0,3}|(?:i['’]?m|i am) \S+)$/iu
/** Of a career, but not how somebody likes to meet. */
const REFERENCES = /(?<![\p{L}])references?(?![\p{L}])/iu
const YEARS_FIRST = /^[^,.;]{0,12}?(?:\d+|[\p{L}]+)\+? (?:years?|decades?)(?![\p{L}])/iu

const VALUES = /\b(?:i|we) look for (?:\p{L}+ )?(?:founders|teams|companies|start-?ups|businesses|traction|margins)\b/iu

export interface Lists {
  /** What the field may be taken from. */
  readonly from: (field: keyof Persona) => readonly SortedClause[]
  readonly requirements: readonly SortedClause[]
  readonly offerings: readonly SortedClause[]
  readonly designation: SourcedSentence | null
}

export function personaOf({ from, requirements, offerings, designation }: Lists): Persona {
  const said = (field: keyof Persona): readonly SortedClause[] =>
    from(field).filter(({ isAside, cue }) => !isAside && !cue?.kind.startsWith('not '))
  return {
    name: findName(from('name')),
    archetype: findSelfDescription(said('archetype'), designation),
    experience: prose(said('experience').filter(isExperience), SENTENCES_MAX),
    focus: findFocus(said('focus')),
    profile_essence: essenceOf(said('profile_essence'), { requirements, offerings, designation }),
    investment_philosophy: bullets(philosophyOf(said('investment_philosophy'))),
    what_theyre_looking_for: prose(requirements, SENTENCES_MAX),
    engagement_style: prose(said('engagement_style').filter(isEngagement), SENTENCES_MAX),
  }
}

function isExperience(clause: SortedClause): boolean {
  const { text, kind, prompt } = clause
  if (kind === 'need' || prompt.topics.has('leisure') || isAboutKin(text)) return false
  if (kind === 'offer' && !isOfferOfExperience(clause)) return false
  return EXPERIENCE.test(text) || (prompt.topics.has('experience') && prompt.side === null)
}

/** "Ten years of welding" is both; "I read the CVs of career changers" is no career. */
function isOfferOfExperience({ text, cue, source }: SortedClause): boolean {
  return source.kind === 'resume' || isOfThePast(text) || YEARS_FIRST.test(text.slice(cue?.at ?? 0))
}

function isEngagement({ text, kind, prompt }: SortedClause): boolean {
  if (REFERENCES.test(text)) return false
  return prompt.topics.has('engagement') ? kind !== 'need' : kind === 'background' && ENGAGEMENT.test(text)
}

function isInvesting({ text, kind, prompt }: SortedClause): boolean {
  if (kind === 'need') return false
  return INVESTING.test(text) || (prompt.topics.has('investing') && prompt.side === null)
}

/** What an investor looks for in others is no need of theirs, but how they choose. */
function philosophyOf(said: readonly SortedClause[]): readonly SortedClause[] {
  const invests = said.some(isInvesting)
  return said.filter((clause) => isInvesting(clause) || (invests && VALUES.test(clause.text)))
}

/** Who they are by their own account; with no account, what they give and lack. */
function essenceOf(said: readonly SortedClause[], lists: Omit<Lists, 'from'>): string | null {
  const accounts = said.filter((clause) => clause.kind === 'background' && isAccount(clause))
  const told = accounts.filter((clause) => speaksOfSelf(clause, lists.designation))
  const own = told.length > 0 ? told : accounts.filter(({ prompt }) => prompt.topics.has('about'))
  if (own.length > 0) return prose(own, ESSENCE_SENTENCES_MAX)
  const [offers, needs] = [prose(lists.offerings, 2), prose(lists.requirements, 2)]
  const parts = [offers && `${connectingPhrases[0]} ${offers}`, needs && `${connectingPhrases[1]} ${needs}`]
  return parts.filter((part) => part !== null).join(' ') || null
}

/** Speaks of themselves, or answers a question about them; a bare name, title or time of day is no account of anybody. */
function isAccount(clause: SortedClause): boolean {
  if (ONLY_NAME.test(clause.text) || isEngagement(clause) || isInvesting(clause)) return false
  if (clause.cue?.kind === 'self') return true
  const { topics, side } = clause.prompt
  const isToFact = ['name', 'role', 'focus'].some((topic) => topics.has(topic as Topic))
  const isOpen = topics.has('about') || (clause.source.kind === 'answer' && side === null)
  return isOpen && !isToFact && clause.text.split(' ').length > 2
}

/** By their own words, or by their title. */
function speaksOfSelf({ cue, text }: SortedClause, designation: SourcedSentence | null): boolean {
  return cue?.kind === 'self' || isOfSelf(text) || (designation !== null && text.includes(designation.text))
}

function prose(clauses: readonly SortedClause[], limit: number): string | null {
  const sentences = takeStrongest(withoutRepeats(clauses), limit).map(({ text }) =>
    /[.!?…。！？]["'”’»)\]]*$/u.test(text) ? text : `${text}.`,
  )
  return sentences.join(' ') || null
}

function bullets(clauses: readonly SortedClause[]): string | null {
  return (
    takeStrongest(withoutRepeats(clauses), SENTENCES_MAX)
      .map(({ text }) => `- ${text}`)
      .join('\n') || null
  )
}
