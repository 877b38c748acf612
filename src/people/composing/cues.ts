/** What the wording of a sentence tells about it. A table of data, and the reader of it. */
import { withApostrophes } from './apostrophes.ts'
import type { Cue } from './types.ts'

const words = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}’'-])(?:${pattern})(?![\\p{L}])`, 'iu')

const I = "(?:i|we)(?:['’](?:m|re|ve|d|ll))?"
const ADVERBS =
  '(?:also|currently|really|actually|now|still|just|always|often|mainly|mostly|usually|especially|particularly|regularly|sometimes|gladly|happily|urgently|badly|only|am|are|have|been|will|would|could|can|do)'
const SOMEBODY = '(?:somebody|someone|anyone|anybody|people|a person|partners?|others)'
/** What one does for others; after "would love to" or "want to" it makes an offer of a wish. */
const GIVING =
  '(?:help|share|teach|mentor|coach|tutor|offer|support|give|volunteer|contribute|host|advise|guide|donate|lend|assist|invest|sponsor|train|introduce|review|provide|pass on)'
const GIVING_FORMS =
  '(?:helping|sharing|teaching|mentoring|coaching|tutoring|offering|supporting|volunteering|contributing|hosting|advising|guiding|investing|training|introducing)'
const TRADES =
  '(?:teach|coach|mentor|tutor|advise|consult|train|offer|provide|invest|fund|back|sponsor|build|design|develop|repair|fix|translate|interpret|edit|proofread|photograph|record|mix|sew|bake|cater|install|organi[sz]e|host|facilitate|review|audit|give (?:lessons|talks|workshops|advice|feedback|classes|courses)|make (?:websites|videos|furniture|music|maps|films|apps|games|meal plans)|babysit|accompany|guide others|clean up|conduct|explain|prepare pupils|rewrite|sort out|set up|keep the books|run (?:workshops|courses|classes|campaigns|groups)|write (?:grants?|proposals|cheques|first cheques|checks|copy|code|software|songs)|speciali[sz]e|help|lend|rent out|introduce|connect founders|invest in)'

const DEGREE =
  '(?:so|pretty|really|absolutely|quite|just|truly|utterly|totally|completely|very|rather|honestly|simply|a bit|also)'
const BAD = '(?:no good|not much good|terrible|hopeless|useless|awful|bad|lousy|rubbish|horrible|dreadful|the worst)'
const I_AM = "(?:i|we)(?:['’](?:m|re)| am| are)"
/** "I'm no stranger to work" boasts. */
const UNDERSTATED = '(?:expert|stranger|novice|newcomer|fool|bad|longer|more)'
const DO_NOT = "(?:(?:do not|don['’]t|never)(?: ever| even| please)*)"

/** What the speaker will not be asked for, is not made for, or does not want to be given either. */
const refusals: readonly RegExp[] = [
  words(
    `(?<=^|[,;:.–—(] ?|(?<![\\p{L}])(?:and|but|so|please|pls|just) )${DO_NOT} (?!know|have|need|want|think|feel|like|see)\\p{L}+ (?:(?:to|on|for|at|with|upon) )?(?:me|us)`,
  ),
  words(`^(?:please|pls),? ${DO_NOT} (?!hesitate|forget|be |worry)\\p{L}+`),
  words('^(?:please,? )?nothing (?:to do with|involving|related to|connected (?:to|with))'),
  words(`${I_AM}(?: ${ADVERBS}| ${DEGREE})* ${BAD} (?:at|with|when it comes to)`),
  words(`^(?:${DEGREE} )*${BAD} (?:at|with)`),
  words(`${I_AM} (?:no|not(?: really| exactly)* an?|not much of an?) (?!${UNDERSTATED}(?![\\p{L}]))\\p{L}+`),
  words(
    `(?:(?:i|we)(?:['’]ve|(?: ${ADVERBS})* have)(?: got)?|^(?:have|got)) (?:no|zero|little|not much|hardly any) (?:patience|talent|interest|intention|desire|appetite)`,
  ),
  words(
    "(?:is|are)(?:n['’]t| not)(?: really| exactly| quite)* (?:my (?:thing|cup of tea|strong suit|strong point|strength|forte)|for me)",
  ),
]

/** The speaker turns a side down. */
const denials: readonly (readonly [Cue['kind'], RegExp])[] = [
  [
    'not need',
    words(
      `(?:not|n['’]t|never|no longer|nor|neither)(?: ${ADVERBS})* (?:looking|seeking|searching|in need of|interested in|need|want|hiring|raising|after|asking for|in the market for)`,
    ),
  ],
  [
    'not need',
    words(
      `(?:do|does|did|am|are|is)(?:n['’]t| not)(?: ${ADVERBS})* (?:need|want|look|seek|looking|seeking|searching|hiring|raising|interested)`,
    ),
  ],
  [
    'not need',
    words(
      `no need (?:for|of|to)|need (?:no|nothing)|(?:no longer|stopped|done) (?:need|want|looking|seeking|searching|hiring|raising)`,
    ),
  ],
  [
    'not offer',
    words(
      `(?:no longer|stopped|quit|gave up|never|rather not|not going to|refuse to|won['’]t|will not|wouldn['’]t|would not)(?: ${ADVERBS})* (?:${TRADES}|${GIVING}|${GIVING_FORMS}|do|doing|take|taking|accept|work|working)`,
    ),
  ],
  ['not offer', words(`(?:do|does|did)(?:n['’]t| not)(?: ${ADVERBS})* (?:${TRADES}|${GIVING}|do)`)],
  [
    'not offer',
    words(
      `(?:can['’]?t|cannot|can not|could not|couldn['’]t|unable to|not able to|not willing to|not available|not in a position to)`,
    ),
  ],
  [
    'not offer',
    words(
      '(?:no|zero|little|not much|without(?: any)?) (?:experience|expertise|knowledge)|not (?:very |really |particularly )?(?:experienced|skilled|good at|an? expert|fluent)',
    ),
  ],
  ['not offer', words('(?:stopped|quit|gave up) \\p{L}+ing|habe ich (?:nicht|kein\\p{L}*)')],
  // other languages
  [
    'not need',
    words(
      "no (?:busco|buscamos|necesito|necesitamos|preciso|procuro)|(?:ich|wir) (?:suchen?|brauchen?|benötigen?) (?:nichts|niemanden|kein\\p{L}*)|je ne (?:cherche|recherche)|je n['’]ai (?:besoin de rien|pas besoin)|non (?:cerco|ho bisogno)|não (?:preciso|procuro)|ik zoek (?:niets|geen)",
    ),
  ],
  [
    'not offer',
    words(
      'no (?:ofrezco|puedo)|(?:ich|wir) (?:bieten?|kann|können) (?:nichts|kein\\p{L}*|nicht)|je ne (?:propose|peux)|non (?:offro|posso)|não (?:ofereço|posso)',
    ),
  ],
]

const WELCOME =
  '(?:heaven|great|ideal|wonderful|perfect|lovely|fantastic|amazing|brilliant|nice|helpful|welcome|appreciated|enough|(?:a|such a) (?:blessing|dream|relief|godsend|joy|great help|huge help))'

const needs: readonly RegExp[] = [
  words(`(?:can|could)(?: really| also| definitely)* (?:do with|use)(?! (?:my|our|mine|it|this))`),
  words(
    `(?<!(?:i|we|you) )would(?: really| also)? (?:be ${WELCOME}|(?:save|help|mean|change) (?:me|us|my|our|the world|everything|a lot))`,
  ),
  words(
    `^(?:ideally |maybe |perhaps )?if (?:someone|somebody|anyone|anybody) (?!needs?|wants?|is looking|would like|has a)\\p{L}+.*?(?:i|we)(?:['’]d| could| would| might)`,
  ),
  words(
    `(?:job|flat|house|room)[- ]hunting|looking for work|(?:got|was|been|am|i['’]m) laid off|out of work|between jobs|^lack|i['’]m after|we['’]re after|for once|^finally \\p{L}+ing|^meeting (?:other|some|new|more|a few|two|three)`,
  ),
  words(`any (?:\\p{L}+ )?\\p{L}+s(?: here| around| out there)?\\?`),
  words(
    `(?<!(?:was|were|for) )(?:(?:also |currently |now )?(?:looking|searching|hunting|shopping|fishing) (?:for|to (?!${GIVING}|give back)\\p{L}+)|look for|search for|seek|seeking|in search of|on the lookout for)`,
  ),
  words(
    `${I}(?: ${ADVERBS})* (?:need|require|lack|miss(?! (?:it|that|this|him|her|them|you|those|the|my|\\p{L}+ing)(?![\\p{L}]))|seek)`,
  ),
  words('(?:my|our) (?:\\p{L}+ ){1,3}(?:needs?|lacks?|requires?|is missing|are missing|has lost|is short of)'),
  words(
    `(?:in need of|needed|wanted:|wanted is|needs? (?:help|advice|support|somebody|someone|an?|to find|to hire|repair|fixing))`,
  ),
  words(
    `need (?:help|advice|support|feedback|${SOMEBODY}|an?|more|some|to find|to hire|to learn|to meet|introductions?|intros?|guidance|funding|capital|money|customers)`,
  ),
  words(
    `(?:${I} )?would (?:really |dearly |also )?(?:love|like|appreciate|welcome|benefit from|enjoy)(?! to ${GIVING}| ${GIVING_FORMS})`,
  ),
  words(`${I}(?:['’]d)(?: ${ADVERBS})* (?:love|like|appreciate|welcome)(?! to ${GIVING})`),
  words(`${I}(?: ${ADVERBS})* want(?! to ${GIVING}| to give back)`),
  words('^(?:also |now |still |currently |urgently |badly )*(?:need|want|require)'),
  words(
    `wish (?:to|for|i|we|somebody|someone)(?! ${GIVING})|hope(?:s|d)? to (?!${GIVING})|hoping (?:to|for)(?! ${GIVING})|long(?:ing)? for|keen to (?:learn|meet|find|get)|eager to (?:learn|meet|find|get)|(?:happy|glad|ready) to (?:learn|receive|get|hear)`,
  ),
  words(
    `(?:my|our) (?:main |biggest |next |current )?(?:goal|aim|wish|challenge|problem|need|priority|objective)s? (?:is|are|for)`,
  ),
  words(
    `(?:can|could|does|would|will) (?:any(?:one|body)|some(?:one|body)|you)|is there (?:any|some)(?:one|body)|who (?:can|could|would|will|knows?|has|wants to)(?= .*\\?)|how (?:do|can|could|should) (?:i|we)`,
  ),
  words(
    `help (?:me|us)(?! help)|advice (?:on|about|for) my|(?:trying|try) to (?:find|hire|raise|get|learn)|struggl(?:e|es|ing)|stuck (?:at|with|on)|raising (?:a|our|my|money|funds|capital|pre|\\p{L}+ round)|(?:are|is|am|we['’]re) hiring|want to hire`,
  ),
  words(
    `(?:do|does)(?: not|n['’]t) (?:know|have) (?:how|what|where|why|who|when|any|enough|a|an)|(?:do|does)(?: not|n['’]t) understand|(?:must|have to|has to) find|no (?:idea|clue|way) (?:how|what|where|which|who|why|when|whether)|(?:have|has|(?:i|we)['’]ve)(?: got)? (?:no|zero) (?!idea|clue|problem|doubt|complaint|time|interest|intention|talent|desire|appetite|children|kids|plan|need|regret|objection|patience|experience|money|means)\\p{L}+|(?:is|are|am|['’]m) failing|nobody (?:who|to|can)|interested in (?:meeting|finding|learning|hiring|getting|joining|buying|working with|connecting with)`,
  ),
  words(
    `(?:ideally|preferably),? (?:somebody|someone|a|an)|^(?:somebody|someone|anyone|anybody) (?:who|to|with|that|should|must|needs? to|has to)|^who [^.!]*\\?$|open to (?:advice|introductions|suggestions|feedback|mentoring|job offers|new roles|opportunities)`,
  ),
  // other languages
  words(
    'busco|buscamos|no (?:encuentro|encontramos)|estoy buscando|necesito|necesitamos|quisiera (?:aprender|encontrar)|me gustaría (?:aprender|encontrar|conocer)',
  ),
  words(
    "je cherche|nous cherchons|je recherche|j['’]ai besoin|nous avons besoin|il me faut|j['’]aimerais (?:trouver|apprendre|rencontrer)",
  ),
  words(
    'ich suche|wir suchen|kenne (?:hier )?niemanden|gerne? (?:leute|jemanden)|ich brauche|wir brauchen|ich benötige|ich bin auf der suche|gesucht',
  ),
  words(
    'procuro|procuramos|preciso de|precisamos de|estou à procura|cerco|cerchiamo|ho bisogno|abbiamo bisogno|ik zoek|wij zoeken|ik heb .* nodig',
  ),
  /探してい|募集してい|欲しい|ほしい|たいです|必要です|求めてい|困ってい|寻找|需要|想找/u,
]

/** "Anyone who wants to learn may come": what others need is offered when they are told what to do about it. */
const INVITED =
  "(?=.*(?:may|can (?:have|come|call|ask|use|join|borrow|get)|come|call|ring|ask me|write|bring|join|welcome|i['’](?:ll|d)|i (?:will|can|drive|show|help|teach)|has found|have found|for free))"
const NO_WISH = '(?:love|like|need|want|rather|prefer|better|appreciate|be|have|say|hate|welcome|go|never|not)'

const offers: readonly RegExp[] = [
  words(
    `^(?:if (?:you|anyone|anybody|someone|somebody)|you|anyone|anybody|whoever|(?:people|those|everyone|everybody)(?= who))(?: who)?(?:['’]re| are| is)? (?:ever )?(?:needs?|wants?|looking for|would like)${INVITED}(?!.*\\?$)`,
  ),
  words(
    `${I}(?: would| will)? (?:gladly|happily|willingly|cheerfully) (?!learn|meet|pay|accept|receive|take|hear)\\p{L}+|i['’]d be up for|i['’]d (?!${NO_WISH}[^\\p{L}])\\p{L}+ (?:yours?|you|for free)`,
  ),
  words(`i(?:['’]d| would|['’]ll| will| can)? (?:swap|trade|barter)`),
  words(
    `(?<!(?:so|that|until|where|if|how|whether|when|what|which|as far as|someone|somebody|who|whom|people|before|once) )${I} (?:can|could)(?! (?:not|only|hardly|barely|never|pay|afford|imagine|see|say|tell you|trust|learn|meet|find|use|do with|reach|grow|improve|get|have|be|start|begin|sleep|go|live)(?![\\p{L}]))`,
  ),
  words(`(?<!(?:where|which|if|whether|how|whom) )${I}(?: ${ADVERBS})* ${TRADES}(?! (?:me|us)(?![\\p{L}]))`),
  words(`${I}(?: would)? (?:gladly|happily) (?:also )?${GIVING}`),
  words(
    `(?:would|${I}['’]d)(?: really| also)* (?:love|like|enjoy|be (?:happy|glad|delighted)) (?:to ${GIVING}|${GIVING_FORMS})(?! from)`,
  ),
  words(
    `${I} want to (?:${GIVING}|give back)|(?:love|enjoy|like) (?:to (?:${GIVING})|${GIVING_FORMS})|wish to ${GIVING}|hope to ${GIVING}|looking to (?:${GIVING}|give back)`,
  ),
  words(
    `(?:happy|glad|willing|delighted|pleased|ready|able|available|free|keen|prepared|eager|open) to(?! (?:learn|meet|find|get|pay|relocate|travel|hear|receive|move|new|advice|introductions|suggestions|feedback|mentoring|job|opportunit|all|any))`,
  ),
  words(
    '(?:available|open) for (?:mentoring|coaching|consulting|advice|questions|projects|freelance|lessons|hire|work|calls)',
  ),
  words(
    `(?:highly |very |well )?(?:experienced|skilled|proficient|trained|qualified|certified|fluent|specialized|specialised|versed|talented) (?:in|with|at|on|as)|good at|great at|excellent at`,
  ),
  words(
    "(?<!(?:after|spent) )(?:\\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|many|several|decades|over a decade)\\+? (?:years?|decades?)['’]? (?:(?:of )?experience|(?:of|in|as|with) (?:experience|practice|work|\\p{L}+ing)|in|as|with)|(?:^|, |with )(?:\\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|many|several)\\+? years['’]? of(?!.*(?<![\\p{L}])(?:is|are|was|were|am)(?![\\p{L}]))|(?:deep|strong|solid|extensive|hands-on|broad|some) (?:experience|expertise|knowledge|background|skills)|experience (?:in|with|of)|expert (?:in|on|at|with)|expertise (?:in|on|with)|knowledge of|know-how",
  ),
  words(
    `(?:my|our) (?:main |key |core |biggest )?(?:skills?|strengths?|expertise|speciality|specialty|specialities|superpower|services?|know-how|talents?|craft|trade|forte) (?:is|are|include|lies?|covers?)|is my (?:trade|craft|speciality|specialty|field|forte|strength)`,
  ),
  words(
    `${I}(?: ${ADVERBS})* know (?:how to|a lot|much|plenty|everything|my way|the ins)|ask me (?:about|anything)|feel free to ask|let me help|i['’]ll help|i will help`,
  ),
  words(
    'in (?:return|exchange),? (?:i|we)|pro bono|free of charge|introduce you|intros? to|(?:my|our) network|you (?:can|may) (?:use|borrow|stay|have|rent)|to share|to lend|spare (?:room|desk|time)',
  ),
  // other languages
  words(
    'ofrezco|ofrecemos|ayudo a|cuido|puedo (?:ayudar|enseñar|ofrecer|dar)|podemos (?:ayudar|ofrecer)|enseño|doy clases|tengo experiencia',
  ),
  words(
    "je propose|nous proposons|j['’]offre|je peux (?:aider|offrir|enseigner|donner)|j['’]enseigne|je donne des cours|j['’]ai (?:de l['’]|une )expérience",
  ),
  words(
    'ich biete|wir bieten|ich kann(?! nicht| kein)|ich unterrichte|ich helfe|ich habe (?:viel |langjährige )?erfahrung|ich gebe (?:unterricht|kurse|nachhilfe)',
  ),
  words(
    'ofereço|oferecemos|posso (?:ajudar|ensinar|oferecer|aiutare|insegnare|offrire)|ensino|tenho experiência|offro|offriamo|insegno|ho esperienza|ik bied|ik kan(?! niet)|ik geef les',
  ),
  /教えられ|教えます|教えることができ|手伝えます|お手伝いでき|提供でき|できます[。！]?$|可以教|我能/u,
]

const selves: readonly RegExp[] = [
  words(
    `(?:i am|i['’]m|we are|we['’]re|i was|i have been|i['’]ve been|i worked|i work|i live|i lived|i grew up|i was born|born|i studied|i study|i graduated|i run|i founded|i left|i came|i moved|i started|i spent|i sold|(?:i |^)used to|^now (?:i|we)|i come from|my background|my name is|my family|my company|my hobby|my hobbies|we make|we sell|we live|i love|i like|i enjoy|based in|by (?:trade|profession|training))`,
  ),
  words(
    'soy|somos|trabajo|vivo|je suis|nous sommes|je travaille|ich bin|wir sind|ich arbeite|sou|somos|trabalho|sono|lavoro',
  ),
]

/** Telling words: the first in the sentence decide, because the main clause comes first; a denial covers what it denies. */
export function readCue(written: string): Cue | null {
  const { text, writtenAt } = withApostrophes(written)
  const cue = cueOf(text)
  return cue && { ...cue, at: writtenAt(cue.at) }
}

function cueOf(text: string): Cue | null {
  const found = [
    ...refusals.map((pattern) => cueAt('not either', pattern, text)),
    ...denials.map(([kind, pattern]) => cueAt(kind, pattern, text)),
    ...offers.map((pattern) => cueAt('offer', pattern, text)),
    ...needs.map((pattern) => cueAt('need', pattern, text)),
  ].filter((cue) => cue !== null)
  const first = found.toSorted((one, other) => one.at - other.at)[0]
  if (first) return deniedBy(found, first)
  const self = selves.map((pattern) => cueAt('self', pattern, text)).find((cue) => cue !== null)
  return self ?? null
}

/** "I do not need" begins, as a need, one word before it denies. */
const DENIAL_REACH = 24

function deniedBy(found: readonly Cue[], first: Cue): Cue {
  const denial = found.find((cue) => cue.kind.startsWith('not ') && cue.at - first.at <= DENIAL_REACH)
  return denial && denial.at >= first.at && denial.kind === `not ${first.kind}` ? denial : first
}

function cueAt(kind: Cue['kind'], pattern: RegExp, text: string): Cue | null {
  const at = text.search(pattern)
  return at < 0 ? null : { kind, at }
}
