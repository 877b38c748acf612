/** What a rejection asks for: sentences to leave out or to move, and new ones that it says itself. */
import { contentStems, splitSentences } from '../../engine/index.ts'
import { clausesOf, noPrompt } from './compose-gather.ts'
import type { Clause, SortedClause } from './compose-types.ts'

export interface Correction {
  /** Drop: out of everything, or out of one kind; a claim is whatever is no need. Not need and not offer: background instead. Need and offer: to that list. */
  readonly action: 'drop' | 'drop need' | 'drop offer' | 'drop claim' | 'not need' | 'not offer' | 'need' | 'offer'
  /** Words of the sentences that are meant. */
  readonly about: string
}

export interface RejectionPlan {
  readonly corrections: readonly Correction[]
  /** Needs, offers and facts that the rejection adds. */
  readonly additions: readonly Clause[]
}

const JOINT =
  /[,;]?\s+(?:and|but|also|instead)\s+(?=(?:please |also |do |don['’]t )*(?:remove|delete|drop|add|take|leave|move|i|we|it|my|that|this|the|you)(?![\p{L}]))|,\s+(?=(?:i|we)(?:['’]\p{L}+)?\s)/iu
const REST = '(?<about>.+?)[.!]*$'
const IS_NOT =
  "(?:is|are|was|were)(?: really| actually| just)?(?: not|n['’]t)(?: really| actually| something| one of| among)*(?: an?| my| our| the| any)?"
const rule = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${pattern})`, 'iu')

/** Read in this order; the first that fits speaks for the clause. */
const rules: readonly (readonly [Correction['action'], RegExp])[] = [
  [
    'offer',
    rule(
      `^(?<about>.+?) (?:is|are|should be|belongs?|goes)(?: really| actually| rather)?(?: in| under| to| among| with| a| an| my| the| one of)* (?:offer(?:s|ing|ings)?|something (?:that )?(?:i|we) (?:offer|can do|give|provide))`,
    ),
  ],
  [
    'need',
    rule(
      `^(?<about>.+?) (?:is|are|should be|belongs?|goes)(?: really| actually| rather)?(?: in| under| to| among| with| a| an| my| the| one of)* (?:needs?|requirements?|something (?:that )?(?:i|we) (?:need|want|look for|am looking for))`,
    ),
  ],
  [
    'not need',
    rule(
      `^(?<about>.+?) (?:${IS_NOT}|(?:does|do)(?: not|n['’]t) belong (?:in|under|to|among)(?: my| the)?) (?:needs?|requirements?|(?:something |what |that )*(?:i|we) (?:need|want|look for|(?:am|are) looking for))`,
    ),
  ],
  [
    'not offer',
    rule(
      `^(?<about>.+?) (?:${IS_NOT}|(?:does|do)(?: not|n['’]t) belong (?:in|under|to|among)(?: my| the)?) (?:offer(?:s|ing|ings)?|(?:something |what |that )*(?:i|we) (?:offer|can do|do|give|provide))`,
    ),
  ],
  [
    'drop',
    rule(
      `^(?<about>.+?) (?:is|are|was|were|sounds?|seems?)(?: simply| just| plain| completely| not|n['’]t)* (?:wrong|true|correct|right|accurate|relevant|untrue|incorrect|false|outdated|obsolete|inaccurate|made up|me|irrelevant|private|out of date|no longer true)`,
    ),
  ],
  [
    'drop',
    rule(
      `(?:remove|delete|drop|take out|leave out|omit|get rid of|strike|cut|skip|exclude|do not mention|don['’]t mention|stop mentioning)(?: the| my| all| any| that| this)*(?: (?:part|bit|line|sentence|mention|mentions|statement|section|point|word|words|thing)s?)?(?: about| of| on| where| that says| saying| which says| with| to)* ${REST}`,
    ),
  ],
  ['drop claim', rule(`my name(?: is|['’]s)(?: not|n['’]t) ${REST}`)],
  [
    'drop',
    rule(
      `(?:i|we) (?:have )?(?:never|did not|didn['’]t) (?:say|said|mention|mentioned|write|wrote|claim|claimed)(?: that| anything about| i| about)* ${REST}`,
    ),
  ],
  [
    'drop need',
    rule(
      `(?:i|we)(?:['’]m|['’]re| am| are)?(?: do| did)?(?: not|n['’]t| never| no longer)(?: really| actually| currently| any more)? (?:need|needed|want|require|look for|looking for|seek|seeking|search for|searching for|interested in) ${REST}`,
    ),
  ],
  [
    'drop offer',
    rule(
      `(?:i|we)(?:['’]m|['’]re| am| are| do| can| will)?(?: not|n['’]t|not| never| no longer|['’]t|nt)(?: really| actually| currently| able to| willing to)? (?:offer|provide|teach|give|do|share|coach|mentor|help with|help|offering|teaching|giving|doing) ${REST}`,
    ),
  ],
  [
    'drop claim',
    rule(`(?:i|we)(?:['’]m|['’]re| am| are)(?: not|n['’]t| no longer)(?: really| actually)?(?: an?| the)? ${REST}`),
  ],
]
const ANNOUNCED =
  /^(?:please |pls |you (?:forgot|missed|left out|should mention|could mention)|(?:to )?(?:also )?(?:add|mention|include|say|note|write)|it should say|missing|what is missing is|instead|actually|also|that|to|:|,|\s)+(?:that |: ?)?(?=\S)/iu
const QUOTED = /["“«‘](?<quoted>[^"”»’]{3,})["”»’]|(?<=^|\s)'(?<single>[^']{3,})'(?=\s|[.,;!?]|$)/u
/** Words of the rejection that name no sentence. */
const EMPTY_WORDS = new Set([
  'part',
  'line',
  'sentenc',
  'mention',
  'section',
  'bit',
  'statement',
  'everyth',
  'requir',
  'profil',
  'persona',
  'summari',
  'wrong',
  'thing',
  'it',
  'more',
  'anymor',
  'longer',
  'true',
])

export function planRejection(rejection: string | null): RejectionPlan {
  const clauses = splitSentences(rejection ?? '').flatMap(({ text }) => text.split(JOINT).map((part) => part.trim()))
  const heard = clauses.filter(Boolean).map((text) => ({ text, correction: correctionOf(text) }))
  const corrections = heard.map(({ correction }) => correction).filter((correction) => correction !== null)
  const additions = heard.filter(({ correction }) => correction === null).flatMap(({ text }) => additionOf(text))
  return { corrections, additions }
}

function correctionOf(text: string): Correction | null {
  const quote = QUOTED.exec(text)
  const quoted = quote?.groups?.['quoted'] ?? quote?.groups?.['single']
  // The quotation keeps its place, so that what is said about it can be read without what it says.
  const plain = quote && quoted ? text.replace(quote[0], 'Q') : text
  for (const [action, pattern] of rules) {
    const about = pattern.exec(plain)?.groups?.['about']
    if (about) return { action, about: quoted ?? about }
  }
  return null
}

/** Only what says plainly that it is a need, an offer, a name or a job is added. */
function additionOf(text: string): readonly Clause[] {
  const announced = ANNOUNCED.exec(text)?.[0] ?? ''
  const said = text.slice(announced.length)
  return clausesOf(said, noPrompt, { kind: 'reason' }).filter(({ cue, isAside }) => {
    return !isAside && (cue?.kind === 'need' || cue?.kind === 'offer' || cue?.kind === 'self')
  })
}

/** Applies to what was said before; what the rejection adds stands. */
export function applyCorrections(
  clauses: readonly SortedClause[],
  corrections: readonly Correction[],
): readonly SortedClause[] {
  return clauses.map((clause) => {
    const meant = corrections.filter(({ about }) => clause.source.kind !== 'reason' && isMeant(clause.text, about))
    return meant.reduce(correct, clause)
  })
}

function correct(clause: SortedClause, { action }: Correction): SortedClause {
  if (action === 'need' || action === 'offer') return { ...clause, kind: action }
  if (action === 'not need' || action === 'not offer') {
    return action === `not ${clause.kind}` ? { ...clause, kind: 'background' } : clause
  }
  const isClaim = action === 'drop claim' && clause.kind !== 'need'
  if (action === 'drop' || isClaim || action === `drop ${clause.kind}`)
    return { ...clause, kind: 'aside', isAside: true }
  return clause
}

/** Two thirds of the content words that the rejection names, so that it may put them a little otherwise. */
const NAMED_SHARE = 2 / 3

export function isMeant(sentence: string, about: string): boolean {
  const named = contentStems(about).filter((stem) => !EMPTY_WORDS.has(stem))
  if (named.length === 0) return false
  const said = new Set(contentStems(sentence))
  return named.filter((stem) => said.has(stem)).length >= named.length * NAMED_SHARE
}
