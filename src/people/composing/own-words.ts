/** Whether a clause's own words overrule what its question asked for, or only describe what answers it. */
import { isStopWord, wordsOf } from '../../engine/index.ts'
import { withApostrophes } from './apostrophes.ts'
import { turnsOf } from './claim-turns.ts'
import type { Cue, Prompt } from './types.ts'

/** With these somebody begins to speak of themselves; after any other word telling words describe a thing or others. */
const OPENING =
  /^(?:i|we|ich|wir|yo|nosotros|je|nous|io|eu|ik|tbh|anyway|basically|well|hi|hello|hey|hola|hallo|sorry|thanks|so|also|and|but|yes|ok|okay|oh|honestly|actually|frankly|personally|sadly|luckily|maybe|perhaps|now|today|currently|presently|originally|recently|lately|sometimes|often|usually|mostly|mainly|gladly|happily|still|just|always|already|at|on|in|as|by|since|until|after|before|during|last|this|next|when|while|because|although|though|if|what|first|then|there|here|right|both|very|highly|more than|over|about)(?![\p{L}])/iu
const PAUSE = /[,;:–—(]\s*(?:(?:and|but|und|aber|y|pero|et|mais)\s+)?|\s(?:and|but|und|aber|y|pero|et|mais)\s/u

/**
 * The cue that counts under a question that asks for one side. "A lawyer with experience in patents" is no offer of who
 * needs one, "help for people who cannot read" no refusal, and "a bookkeeper for my company" is not about the speaker.
 */
export function cueUnder({ side }: Prompt, text: string, cue: Cue | null): Cue | null {
  if (cue === null || cue.kind === side || side === null || side === 'mixed') return cue
  if (side === 'need' && namesAThing(text, cue)) return null
  const before = withApostrophes(text.slice(0, cue.at)).text
  if (before === '' || OPENING.test(before) || saysWhatIsMine(text, cue)) return cue
  const lead = before.split(PAUSE).at(-1) ?? ''
  if (lead === before || cue.kind === 'self') return null
  if (OPENING.test(lead)) return cue
  return lead === '' && !cue.kind.startsWith('not ') ? cue : null
}

const NAMED =
  /^(?:intros?|experts?|expertise|experience|knowledge|know-how|(?:deep|strong|solid|extensive|hands-on|broad|some) |pro bono|free of charge|spare )/iu

/** "Intros to investors" has no verb of its own: whether they are asked for or given, only the question tells. */
function namesAThing(text: string, { kind, at }: Cue): boolean {
  return kind === 'offer' && NAMED.test(text.slice(at)) && !isOfSelf(text) && !isStatement(text)
}

const VERB_BEFORE = /(?<![\p{L}])(?:is|are) $/iu
const VERB_FIRST = /^(?:is|are)(?:n['’]t)? /iu
const RELATIVE = /(?<![\p{L}])(?:who|that|which|where)(?![\p{L}])/iu

/** "Beekeeping is my trade": the verb stands in the middle, and the sentence is the speaker's all the same. */
function saysWhatIsMine(text: string, { kind, at }: Cue): boolean {
  const before = text.slice(0, at)
  if (kind.startsWith('not ') && PAUSE.test(before)) return false
  return !RELATIVE.test(before) && (VERB_BEFORE.test(before) || VERB_FIRST.test(text.slice(at)))
}

const SUBJECT =
  /^(?:(?:\p{L}+ ){0,3}, )?(?:i|we|he|she|it|they|there|ich|wir|er|sie|es|yo|je|nous|il|elle)(?:['’]\p{L}+)?\s/iu
const OF_A_SUBJECT =
  /(?<!(?:who|that|which|where|what|if|when|i|we|you|he|she|they|it|whose \p{L}+) )(?<![\p{L}])(?:is|are|was|were|has|have|had)(?![\p{L}])/iu

/** "At school I sat by the window", "My parents kept a shop" */
const LATER_SUBJECT =
  /^(?:when|while|then|since|at|on|in|if|after|before|last|once)(?![\p{L}]).*?(?<!(?:where|that|which|who|whom) )(?<![\p{L}])(?:i|we|he|she|they)\s/iu
const OF_MINE = /^(?:my|our)(?: [\p{L}’'-]+){3}/iu
const LISTS = /[,;:]/u

/** A whole sentence that tells something; names of things, however many words they take, tell nothing. */
export function isStatement(text: string): boolean {
  if (SUBJECT.test(text) || OF_A_SUBJECT.test(text) || LATER_SUBJECT.test(text)) return true
  return OF_MINE.test(text) && !LISTS.test(text)
}

/** What somebody has done, or has done for long, is no story of the past but what they can do now. */
const PERFECT = /(?<![\p{L}])(?:have|has|i['’]ve|we['’]ve) (?!had|been)\p{L}/iu

const ALSO_PAST =
  /(?<![\p{L}])(?:took|sat|lost|lit|bought|met|came|said|told|gave|saw|knew|drove|slept|stood|swam|rode|broke|fell)(?![\p{L}])/iu

/** Tells of what is over. */
export const isOfThePast = (text: string): boolean =>
  isStatement(text) && (turnsOf(text).has('past') || ALSO_PAST.test(text)) && !PERFECT.test(text)

const PLEASE = "(?:please|pls|thanks|thank you|bitte|danke|por favor|gracias|s[’']il vous plaît|svp|per favore)"
const NONE = "(?:no|not|without|keine?[nmrs]?|ohne|sin|nada de|ning[uú]n[ao]?s?|pas d[’'e]|sans|niente|geen)"
const REFUSAL = new RegExp(
  `^(?:${PLEASE},? ${NONE}(?![\\p{L}-])|${NONE}(?![\\p{L}-])[^.!?]*?(?<![\\p{L}])${PLEASE}[.!]*$)`,
  'iu',
)
const NONE_OF = new RegExp(`^${NONE}(?![\\p{L}-])(?: [\\p{L}-]+){1,4}[.!]*$`, 'iu')

/** "No logos, I'm terrible at drawing"; "no cooking, but I clean" is none. */
const NONE_SINCE = new RegExp(
  `^(?:(?:definitely|certainly|absolutely|really) )?${NONE}(?![\\p{L}-])(?: [\\p{L}-]+){1,4}(?:[.!]*$|, (?:i|we|my|it|they)(?:['’]\\p{L}+)? )`,
  'iu',
)
const SURELY = /^(?:definitely|certainly|absolutely|really) /iu

/** "No agencies please" says whom one does not want. */
export const isRefusal = (text: string): boolean =>
  REFUSAL.test(text) || (NONE_SINCE.test(text) && (SURELY.test(text) || text.includes(', ')))

const KIN =
  '(?:wife|husband|partner|sister|brother|mother|father|mum|mom|dad|son|daughter|grandson|granddaughter|aunt|uncle|cousin|friend|neighbour|neighbor|boss|colleague|doctor|teacher|landlord|flatmate|cat|dog)s?'
const OF_OTHERS = new RegExp(
  `^(?:my|our)? ?${KIN} (?!is|are|has|have|needs?|wants?|can|cannot|could|would|will|must|and|or|who|with|for|lost|broke)\\p{L}+(?: |[.!]|$)`,
  'iu',
)

const KIN_FIRST = new RegExp(`^(?:my|our) ${KIN}(?![\\p{L}])`, 'iu')

export const isAboutKin = (text: string): boolean => KIN_FIRST.test(text)

const SELF = /(?<![\p{L}])(?:i|we|ich|wir|je|nous|yo|io|eu)(?:['’]?(?:m|ve|d|ll|re))?(?![\p{L}])/iu

/** Names its speaker as its subject somewhere. */
export const isOfSelf = (text: string): boolean => SELF.test(text)

/** Tells what somebody else does: "my sister bakes", "wife says I should". */
export const isOfOthers = (text: string): boolean => OF_OTHERS.test(text)

const LACK =
  /(?<![\p{L}])(?:no|nobody|nowhere|without|hardly|barely|lacks?|missing|alone|lonel(?:y|ier|iness)|stuck|fail\p{L}*|broken|limited|defeats?|struggl\p{L}*|new here|not enough|too (?:much|many|few|little))(?![\p{L}])/iu

/** What somebody who tells of herself does without may be all the need that she names. */
export const tellsOfLack = (text: string): boolean => LACK.test(text)

/** "I have no degree, but …" goes on to what there is. */
const NOTHING_OF_IT =
  /^(?:i|we)(?:['’]ve| have|['’]ve got| have got) (?:no|zero|hardly any|not much) (?!problems?|doubts?|objections?)[^,;]*$|^(?:i |we )?used to (?!.*(?<![\p{L}])(?:and|but|so|now)(?![\p{L}]))/iu
const CONTRAST = /(?<![\p{L}])(?:but|though|yet|still)(?![\p{L}])/iu

/** Tells of what the speaker has none of, or no longer is: nothing that others could have. */
export const tellsOfNone = (text: string): boolean => NOTHING_OF_IT.test(text) && !CONTRAST.test(text)

/** "Computers confuse me", and not "someone to teach me" or "lessons for me". */
const TROUBLES =
  /^(?!(?:some|any)(?:one|body)(?![\p{L}])|people |please |an? |help )(?:[\p{L}’'-]+ ){0,3}(?!(?:to|who|that|which|and|or|can|could|will|would) )[\p{L}’'-]+ (?!(?:to|for|with|near|by|like|around|of|about|from|beside) )\p{L}+ (?:me|us)(?![\p{L}])/iu

/** States how things are, without a wish. */
export const statesTrouble = (text: string): boolean =>
  (isStatement(text) || TROUBLES.test(text)) && !turnsOf(text).has('wished')

const CONCLUSION =
  /,? so (?!(?:i|we|that|it|he|she|they|there|you|far|much|many|the|my|our|to|what|why|who|if|no)(?![\p{L}]))[^,.:;]{3,60}[.!]*$/iu

/** "…, so a babysitter": what is asked for, or given, stands at the end of what explains it. */
export const endsInAnswer = (text: string): boolean => CONCLUSION.test(text)

/** When, where and how; with words that build sentences, and without any other, they only go with something. */
const TERMS = new Set(
  (
    'evening evenings weekend weekends weekday weekdays morning mornings afternoon afternoons night nights noon lunchtime ' +
    'monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays ' +
    'sundays day days week weeks weekly month months monthly hour hours hourly daily fortnightly remote remotely online ' +
    'onsite hybrid timezone ' +
    'cet gmt utc flexible available availability anytime preferably prefer preferred ideally only mainly ' +
    'mostly usually please possible local locally nearby january february march april may june july august september ' +
    'october november december summer winter spring autumn one two three four five six per after before from ' +
    'starting asap soon immediately ' +
    'abends morgens vormittags nachmittags mittags nachts wochenende wochenenden wochentags werktags am im an den nur ab ' +
    'möglichst persönlich ferngesteuert stunde stunden pro woche bitte sofort montags dienstags mittwochs donnerstags ' +
    'freitags samstags sonntags ' +
    'por las la los el tardes tarde mañanas mañana noches fines fin de semana sólo solo en línea presencial remoto horas ' +
    'favor le les soir soirs matin matins week-end week-ends seulement à distance en ligne'
  ).split(' '),
)

const TERM_PHRASES =
  /(?<![\p{L}-])(?:(?:part|full)[- ]time|in person|face[- ]to[- ]face|time zone|from home|after work|over (?:coffee|lunch|zoom|video)|by (?:phone|e-?mail|mail|chat)|(?:video|zoom|phone) calls?)(?![\p{L}-])/giu
/** Build sentences too, but name what is needed or given: "Help at weekends". */
const NAMES_SOMETHING = /^(?:help|some|any|thing|other)/u

export function isTerms(text: string): boolean {
  if (NONE_OF.test(text)) return true
  const words = wordsOf(text.replace(TERM_PHRASES, ' online '))
  const isTerm = (word: string): boolean => TERMS.has(word) || /^\d+$/u.test(word)
  const isBuilding = (word: string): boolean => isStopWord(word) && !NAMES_SOMETHING.test(word)
  return words.some(isTerm) && words.every((word) => isTerm(word) || isBuilding(word))
}
