/** What a question asks for. A table of data, and the reader of it. */
import type { Prompt, Topic } from './types.ts'

const words = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${pattern})(?![\\p{L}])`, 'iu')

/** Decides whatever else the question says. */
const surelyOffer = words(
  'how (?:can|could|do|would|might|will) you (?:help|support|contribute|add|serve)|(?:want|like|love|willing|able|happy|hope|wish) to (?:give|offer|share|teach|contribute|help|bring|provide|mentor)|can you (?:help|teach|give|offer|share|provide|do|bring|contribute)|others (?:learn|get|gain) from you|(?:come|ask|turn) to you|(?:friends|people|others|neighbours|colleagues) (?:come to |turn to |call |ask )you|was biete\\p{L}*|biete\\p{L}* (?:du|ihr|sie)|(?:kannst|könntest) du (?:anderen )?(?:geben|bieten|anbieten|beitragen)|(?:pouvez|peux|pourriez)[- ](?:vous|tu) (?:offrir|proposer|apporter|partager|donner)|(?:puedes|podrías|puede) (?:ofrecer|aportar|compartir|enseñar)|(?:puoi|potresti) (?:offrire|dare)',
)
const surelyNeed = words(
  "how (?:can|could|might|may|should|would) (?:we|others|people|members|someone|somebody|anyone|the \\p{L}+|a \\p{L}+|your \\p{L}+) (?:best )?(?:help|support) you|(?:do|are|would|did|might|should|could) you (?:\\p{L}+ly )?(?:need|needing|looking|seeking|seek|lack|lacking|missing|miss|require|searching|struggling|hoping)|help (?:do|would|are) you|(?:like|want|hope|wish) to (?:learn|meet|find|get|gain|achieve|receive|improve)|get out of|are you (?:raising|hiring)|(?:could|can|would|might|should) (?:others|we|people|somebody|someone|the community|members) (?:do|give|introduce|connect)|(?:do|introduce|connect|help|for) you(?: most| best)? (?:to|with|right now)|make your (?:life|work|week|day)|why are you here|(?:like|want|expect|hope for) from (?:this|the|our|us|other)|would help you|(?:dir|dich|ihnen|euch) (?:\\p{L}+ )?(?:helfen|geholfen|unterstützen)|(?:vous|t['’]) ?aider|ayudarte|aiutarti",
)
const maybeOffer = words(
  'offer(?:s|ing|ings)?|give|bring|contribut(?:e|ion|ions)|skills?|expertise|strengths?|good at|best at|share|teach|mentor others|special(?:ty|ity|ties|ities|i[sz]e)|superpowers?|talents?|services?|know-how|value (?:do|can|could|would) you|provide|help others|ofreces?|ofrecer|aportar|habilidades|puedes|offres|proposez|proposer|compétences|apporter|bieten|anbieten|fähigkeiten|kannst du|können sie|oferece|oferecer|habilidades|offri|offrire|competenze',
)
const maybeNeed = words(
  'looking for|needs?|seek(?:ing)?|want|wants|goals?|challenges?|struggl\\p{L}*|problems?|ideal (?:match|connection|partner|co-?founder|mentor|client|customer|candidate)|who would you|meet|wish(?:es)?|requirements?|expect(?:ations?)?|hope|hoping|looking|searching|lack|missing|asks?|support|help|buscas?|necesitas?|buscando|cherchez|cherches|besoins?|recherchez|suchst|suchen|brauchst|brauchen|procura|precisa|cerchi|cerca|bisogno',
)

/** Scripts that put no blanks between words. */
const unspacedNeed = /探して|必要|求めて|欲しい|ほしい|困って|手伝って|需要|寻找/u
const unspacedOffer = /できますか|できること|提供|教えられ|得意|擅长/u

const topics: readonly (readonly [Topic, RegExp])[] = [
  [
    'name',
    words(
      'names?|what (?:should|do|can) (?:we|people|others) call you|call yourself|nombre|nom|wie heißt du|wie heißen sie|nome|naam',
    ),
  ],
  [
    'role',
    words(
      'roles?|job|title|position|occupation|profession|designation|what do you do|what are you doing|for a living|where do you work|who do you work for|employer|day job|beruf|profesión|puesto|métier|poste|profissão|cargo|professione',
    ),
  ],
  [
    'experience',
    words(
      'experiences?|career|worked|work history|track record|accomplish\\p{L}*|achiev\\p{L}*|education|studied|study|degree|proud(?:est)?|built|experiencia|expérience|erfahrung\\p{L}*|experiência|esperienza',
    ),
  ],
  [
    'focus',
    words(
      'industr(?:y|ies)|sectors?|fields?|focus(?:ed|es)?|interests?|interested in|topics?|passion(?:s|ate)?|areas?|domains?|markets?|themes?|hobb(?:y|ies)|technologies|skills?|expertise|speciali[sz]\\p{L}*|intereses|intérêts|interessen|interesses|interessi',
    ),
  ],
  [
    'engagement',
    words(
      'how do you (?:like|prefer|want) to (?:work|communicate|meet|engage|collaborate|connect|interact|be contacted)|availab\\p{L}*|how often|how much time|hours|communicat\\p{L}*|working style|work style|prefer(?:red|ences?)?(?: (?:way|channel|format|style))?|remote|in person|time commitment|commitment|engage(?:ment)?|style|time ?zone|when are you',
    ),
  ],
  [
    'investing',
    words(
      'invest(?:ing|ment|ments|s|ed|or|ors)?|portfolio|thesis|cheques?|check size|ticket size|ventures?|philosophy|inversi\\p{L}*|investier\\p{L}*|investiss\\p{L}*',
    ),
  ],
  [
    'about',
    words(
      'about (?:yourself|you|your)|who are you|describe yourself|introduce yourself|your(?:self)? story|background|bio|biography|summary|profile|tell us|sobre ti|de vous|über dich|über sich|sobre você|di te',
    ),
  ],
]
/** Things that have names and titles of their own. */
const THINGS = words(
  'company|project|business|brand|start-?up|file|domain|pet|team|product|organi[sz]ation|school|employer|book|app|user|website|references?',
)
const BOTH = /\s(?:and|or|&|y|et|und|e|ed)\s|[,;/]|\?\s*\S/iu

/** "What are you not looking for?" asks for what is in no list. */
const DENIED = words(
  "(?:you|they|others|we)(?: \\p{L}+ly)? (?:not|never)|(?:do|does|did|ca|wo|would|could|should|are)n['’]?t (?:you|want|need)|cannot you|not (?:want|need|looking|interested|offer|seeking)|nicht|ne (?:\\p{L}+)[ -](?:vous|tu) pas|\\bno (?:buscas|quieres|necesitas|ofreces)",
)
const PARTS = /[?;,]\s*|\s(?:and|or|but|und|aber|y|et)\s/iu

/** `side` is what the answer is taken for when its own words do not tell. */
export function readPrompt(prompt: string): Prompt {
  const found = topics.filter(([, pattern]) => pattern.test(prompt)).map(([topic]) => topic)
  const isOfThing = THINGS.test(prompt)
  const about = found.filter((topic) => !(topic === 'name' && isOfThing))
  if (!DENIED.test(prompt)) return { side: sideOf(prompt), topics: new Set(about) }
  const side = sideOf(
    prompt
      .split(PARTS)
      .filter((part) => !DENIED.test(part))
      .join(' and '),
  )
  return { side, topics: new Set(side === null && sideOf(prompt) !== null ? [...about, 'refused'] : about) }
}

function sideOf(prompt: string): Prompt['side'] {
  const isNeed = surelyNeed.test(prompt) || unspacedNeed.test(prompt)
  const isOffer = surelyOffer.test(prompt) || unspacedOffer.test(prompt)
  if (isNeed !== isOffer) return isNeed ? (asksBoth(prompt) ? 'mixed' : 'need') : asksBoth(prompt) ? 'mixed' : 'offer'
  if (isNeed) return 'mixed'
  const [mayNeed, mayOffer] = [maybeNeed.test(prompt), maybeOffer.test(prompt)]
  if (mayNeed && mayOffer) return BOTH.test(prompt) ? 'mixed' : 'offer'
  if (mayOffer) return 'offer'
  return mayNeed ? 'need' : null
}

/** Each side in a part of the question of its own. */
function asksBoth(prompt: string): boolean {
  const sides = prompt.split(BOTH).map((part) => {
    if (surelyNeed.test(part) || (maybeNeed.test(part) && !maybeOffer.test(part))) return 'need'
    return surelyOffer.test(part) || maybeOffer.test(part) ? 'offer' : null
  })
  return sides.includes('need') && sides.includes('offer')
}
