/** Reads why somebody turned a composition down: what to leave out or to move, and what they say besides. */
import { cleanWhitespace, splitSentences } from '../../engine/index.ts'
import type { Correction } from './corrections.ts'
import { isTitleClaim } from './designation.ts'
import { isCommand } from './asides.ts'
import { clausesOf, heardSentences, noPrompt } from './gather.ts'
import { findName } from './name.ts'
import type { Clause, Persona } from './types.ts'

export interface RejectionPlan {
  readonly corrections: readonly Correction[]
  /** Needs, offers, name and job that the rejection states itself. */
  readonly additions: readonly Clause[]
}

const rule = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${pattern})`, 'iu')

/** What is named, up to why. */
const REST = "(?<about>.+?)(?:,? (?:because|since) .*|, (?:that|this|it|which)(?:['’]s| is| was)(?:n['’]t)? .*)?[.!]*$"
const IS =
  '(?:is|are|should be|belongs?|goes)(?: really| actually| rather)?(?: in| under| to| among| with| a| an| my| the| one of)*'
const IS_NOT =
  "(?:(?:is|are|was|were)(?: really| actually| just)?(?: not|n['’]t)(?: really| actually| something| one of| among)*(?: an?| my| our| the| any)?|(?:does|do)(?: not|n['’]t) belong (?:in|under|to|among)(?: my| the)?)"
const VERB =
  "(?:i|we)(?:['’]m|['’]re| am| are)?(?: do| did| can| will)?(?: not|n['’]t|not| never| no longer|['’]t)(?: really| actually| currently| any more)?"
const REMOVE =
  "(?:remove|delete|drop|take out|leave out|omit|get rid of|strike|cut|skip|exclude|do not mention|don['’]t mention|stop mentioning)"
const PART = '(?:part|bit|line|sentence|mention|mentions|statement|section|point|word|words|thing)s?'

const WHAT_OF = `(?: the| my| all| any| that| this)*(?: ${PART})?(?: about| of| on| where| that says| saying| which says| with| to)*`

const SAY = '(?:say|write|claim|state|mention|list|put|include|publish|pretend|suggest|imply)'
const SAYING = '(?:saying|writing|claiming|stating|mentioning|listing|putting|including|publishing|pretending)'
const SAID = '(?:say|says|said|write|writes|wrote|written|claim|claims|claimed|put|mention|mentions|mentioned)'
/** What should not have been said, or was not. */
const NOT_SAID = `(?:(?:do not|don['’]t|dont|never|please not)(?: ever| please)* ${SAY}|stop ${SAYING}|(?:i|we) (?:have )?(?:never|did not|didn['’]t) ${SAID}|^(?:but )?(?:you|it|this|(?:the|my) (?:text|summary|profile|persona))(?: have|['’]ve| still| also| even)* ${SAID} that)(?: anything about| that| down)*`
const GIVE =
  '(?:(?:can|could|do|also|will|am|are|able to|willing to) )*(?:offer|offering|provide|give|giving|share)(?: you| others| people)?'
const LACK = '(?:(?:do|also|am|are|currently) )*(?:need|want|look for|looking for|seek|seeking|search for|lack)'

/** Read in this order; the first that fits speaks for the clause. */
const rules: readonly (readonly [Correction['action'], RegExp])[] = [
  ['drop need', rule(`${NOT_SAID} (?:i|we)(?:['’](?:m|re))? ${LACK} ${REST}`)],
  ['drop claim', rule(`${NOT_SAID} (?:i|we)(?:['’](?:m|re))? ${GIVE} ${REST}`)],
  ['drop', rule(`${NOT_SAID}(?: (?:i|we)(?:['’](?:m|re))?(?: can| am| are)?)? ${REST}`)],
  ['drop', rule(`^(?:please |pls |just |also )*${REMOVE}${WHAT_OF} ${REST}`)],
  [
    'not need',
    rule(
      `^(?<about>.+?) ${IS_NOT} (?:needs?|requirements?|(?:something |what |that )*(?:i|we) (?:need|want|look for|(?:am|are) looking for))`,
    ),
  ],
  [
    'not offer',
    rule(
      `^(?<about>.+?) ${IS_NOT} (?:offer(?:s|ing|ings)?|(?:something |what |that )*(?:i|we) (?:offer|can do|do|give|provide))`,
    ),
  ],
  [
    'offer',
    rule(`^(?<about>.+?) ${IS} (?:offer(?:s|ing|ings)?|something (?:that )?(?:i|we) (?:offer|can do|give|provide))`),
  ],
  [
    'need',
    rule(
      `^(?<about>.+?) ${IS} (?:needs?|requirements?|something (?:that )?(?:i|we) (?:need|want|look for|am looking for))`,
    ),
  ],
  [
    'drop',
    rule(
      "^(?<about>.+?) (?:is|are|was|were|sounds?|seems?)(?: simply| just| plain| completely| not|n['’]t)* (?:wrong|true|correct|right|accurate|relevant|untrue|incorrect|false|outdated|obsolete|inaccurate|made up|me|irrelevant|private|out of date|no longer true)",
    ),
  ],
  ['drop', rule(`${REMOVE}${WHAT_OF} ${REST}`)],
  ['drop claim', rule(`my name(?: is|['’]s)(?: not|n['’]t) ${REST}`)],
  [
    'drop need',
    rule(
      `${VERB} (?:need|needed|want|require|look for|looking for|seek|seeking|search for|searching for|interested in) ${REST}`,
    ),
  ],
  ['drop need', rule(`^(?:i|we) (?:need|want|require|seek) no (?!longer)${REST}`)],
  ['drop offer', rule(`^(?:i|we) (?:can |could )?(?:offer|provide|teach|give|do|share) no (?!longer)${REST}`)],
  [
    'drop offer',
    rule(
      `${VERB} (?:able to |willing to )?(?:offer|provide|teach|give|do|share|coach|mentor|help with|help|offering|teaching|giving|doing) ${REST}`,
    ),
  ],
  [
    'drop claim',
    rule(`(?:i|we)(?:['’]m|['’]re| am| are)(?: not|n['’]t| no longer)(?: really| actually)?(?: an?| the)? ${REST}`),
  ],
]

/** What stands in the place of a whole field. */
const fields: readonly (readonly [keyof Persona | 'designation', RegExp])[] = [
  ['name', /^(?:my |the |your )?name$/iu],
  ['designation', /^(?:my |the |your )?(?:job )?(?:title|role|position|designation|job|profession)$/iu],
  ['archetype', /^(?:my |the |your )?(?:archetype|label)$/iu],
  ['experience', /^(?:my |the |your )?experience$/iu],
  ['focus', /^(?:my |the |your )?(?:focus|interests)$/iu],
  ['investment_philosophy', /^(?:my |the |your )?investment (?:philosophy|part|section)$/iu],
  ['engagement_style', /^(?:my |the |your )?(?:engagement|working|communication) style$/iu],
]

const JOINT =
  /[,;]?\s+(?:and|but|also|instead)\s+(?=(?:please |also |do |don['’]t )*(?:remove|delete|drop|add|take|leave|move|i|we|it|my|that|this|the|you)(?![\p{L}]))|,\s+(?=(?:i|we)(?:['’]\p{L}+)?\s)/iu
const QUOTED = /["“«][^"“”«»]{3,400}["”»]|‘[^‘’]{3,400}’|(?<=^|[\s:])'[^']{3,400}'(?=\s|[.,;!?]|$)/gu
/** Stands for a quotation while the words around it are read. */
const PLACE_SIGNS = /[\ue000\ue001]/u
const PLACE = /\ue000(?<index>\d+)\ue001/u
const ANNOUNCED =
  /^(?:please |pls |(?:do not|don['’]t) forget |you (?:forgot|missed|left out|should mention|could mention)|(?:to )?(?:also )?(?:add|mention|include|say|note|write)|it should say|missing|what is missing is|instead|actually|also|that|to|:|,|\s)+(?:that |: ?)?(?=\S)/iu
/** Talk about the text, not about the person: "I want a shorter summary" is no need of theirs. */
const ABOUT_THE_TEXT =
  /\b(?:(?:my|the|this|your|a|an?other|better|new|shorter|longer) (?:\p{L}+ )?(?:summary|persona|profile|description|wording|version|text)|rewrit\p{L}*|redo|regenerate|try again|you to|(?:can|could|would|will) you|(?:fix|change|correct|update|edit|improve|adjust) (?:it|this|that|these|those))\b/iu

/** `reason`: which of the person's reasons this is, from 0. */
export function planRejection(rejection: string, reason = 0): RejectionPlan {
  const quotes: string[] = []
  const masked = rejection.replace(QUOTED, (quotation) =>
    PLACE_SIGNS.test(rejection) ? quotation : `\ue000${quotes.push(quotation) - 1}\ue001`,
  )
  const clauses = heardSentences(masked)
    .filter(({ text }) => !isCommand(text))
    .flatMap(({ text }) => text.split(JOINT).map((part) => part.trim()))
    .filter(Boolean)
  const heard = clauses.map((text) => ({ text, corrections: correctionsOf(text, quotes) }))
  const additions = heard
    .filter(({ corrections }) => corrections.length === 0)
    .flatMap(({ text }) => additionsOf(cleanWhitespace(unmasked(text, quotes)), reason))
  return { corrections: heard.flatMap(({ corrections }) => corrections), additions }
}

/** A quotation is what is meant; without one the words that the rule has found. */
function correctionsOf(text: string, quotes: readonly string[]): readonly Correction[] {
  for (const [action, pattern] of rules) {
    const about = pattern.exec(text)?.groups?.['about']
    if (!about) continue
    const field = fields.find(([, name]) => name.test(about))?.[0]
    if (field && action === 'drop') return [{ action: 'drop field', about: field }]
    const place = PLACE.exec(text)?.groups?.['index']
    if (place === undefined) return [{ action, about }]
    return splitSentences((quotes[Number(place)] ?? '').slice(1, -1)).map((sentence) => ({
      action,
      about: sentence.text,
    }))
  }
  return []
}

/** Only what says plainly that it is a need, an offer, a name or a job. */
function additionsOf(text: string, reason: number): readonly Clause[] {
  if (ABOUT_THE_TEXT.test(text)) return []
  const said = text.slice(ANNOUNCED.exec(text)?.[0].length ?? 0)
  return clausesOf(said, noPrompt, { kind: 'reason', reason }).filter((clause) => {
    if (clause.isAside) return false
    if (clause.cue?.kind === 'need' || clause.cue?.kind === 'offer') return true
    return findName([clause]) !== null || isTitleClaim(clause)
  })
}

function unmasked(text: string, quotes: readonly string[]): string {
  const place = PLACE.exec(text)
  const quote = place && quotes[Number(place.groups?.['index'])]
  if (!place || !quote) return text
  return text.slice(0, place.index) + quote + unmasked(text.slice(place.index + place[0].length), quotes)
}
