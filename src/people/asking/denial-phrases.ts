/** What looks like a "no" in a text about oneself and denies nothing, a phrase a line. Tables of data. */
import { wordOf } from './patterns.ts'

const NT =
  '(?:(?:do|does|ca|is|are|wo|would|should|could)nt|(?:do|does|can|is|are|am|im|will|would|should|could) not|cannot)'
const DO_NOT = '(?:dont|doesnt|do not|does not)'
const A_FEW = '(?: [^ .,;!?]+){0,4}'
/** Past it a clause is about something else. */
const START = '(?<=^|[.,;!?-] )'

/** Whoever does not do it only, always or at home does it. */
const SELDOM = wordOf(
  'only just simply merely solely exclusively always usually often much enough necessarily regularly everyday',
)
const TIMES = wordOf('weekdays weeknights workdays weekends mondays sundays work night winter summer public')
const NOW_AND_THEN =
  `often|a lot|all the time|every (?:day|night|week|weekend|time)|(?:too|that|very|so|as) much|regularly|enough|alone|indoors|` +
  `(?:on|at|during|in) (?:the )?(?:${TIMES}|house|flat|office)`
const MOVED = wordOf(
  'hesitate worry wait miss skip forget stop quit resist regret judge let mind care bite underestimate',
)
const OPINION = wordOf(
  'think believe know remember understand imagine feel see expect sleep focus manage afford finish',
)

/** The rest of what such a phrase is about stays said: "I can't live without coffee", "no stranger to sailing". */
export const nothingDenied = `
  ${DO_NOT}(?: really)? (?:have|get|find) (?:the |a |enough |much ){0,2}(?:time|chance|opportunity|energy)
  ${NT} (?:really )?(?:be )?(?:${MOVED}|${OPINION}|${SELDOM})
  ${NT} (?:have|need)(?: to)?(?= (?:be|have|an? [^ ]+ to|any [^ ]+ to|to)(?: |$))
  ${NT} be (?:an? )?(?:shy|afraid|scared|stranger|strangers|surprised|happier|prouder|more|without|better|disappointed|bored)
  ${NT} (?:help|complain|decide|go wrong|take (?:myself|life)(?: too)?(?: seriously)?|get (?:me wrong|enough|tired)|have enough|say no|turn down|give up|recommend|beat|trade|swap|change|hurt|need to)
  (?:dont|do not|not|doesnt|does not|never)${A_FEW} (?:${NOW_AND_THEN})(?= $|$| [.,;!?)])
  ${NT} (?:hate|dislike|loathe)
  who (?:cant|cannot|can not|could not|couldnt|have never|has never)(?! stand(?: |$))
  (?:life|world|days?|weeks?|weekends?|months?|years?|summer|winter|mornings?|evenings?)(?: [^ .,;!?]+)? without
  not (?:merely|simply|solely|exclusively|all|always|every|everything|everyone|much|often|enough|so|as|that|too|far|long|new|least|surprisingly|alone|opposed|averse|against|immune|allergic|picky)
  (?:not|never)(?: [^ .,;!?]+){1,2} enough
  not (?:gonna lie|going to lie|to (?:brag|boast|forget|be missed))
  not (?:your|the|a) (?:average|typical|usual|only|first|last|best|worst)
  (?:than|if|or|why|says?|said|saying) (?:not|no)
  why (?:dont|doesnt|cant|wouldnt|isnt|arent)
  ${START}who (?:doesnt|does not|wouldnt|would not|isnt|is not)
  (?:isnt|is not|is no|arent|there are no|not|hardly)${A_FEW} (?:i|we|that|you) (?:dont|wouldnt|cant|havent|do not|would not|cannot)
  (?:have|has|had)(?:nt| not)(?! (?:got|any|smoked|drunk|touched|owned)(?: |$))
  (?:didnt|did not|wasnt|was not|werent|were not|hadnt)
  never (?:stop|stops|stopped|miss|misses|missed|skip|skips|tire|tires|fail|fails|forget|regret|refuse|refused|quit|let|ends?|sa(?:y|ys|id)(?: no| never)?|turn|turned|gets?|got|too|again|alone|far|not|without|tried|try|been to|been on|seen|learned|learnt|learn|found|managed|knew|know|really|happier|more|better|mind|hesitate|boring|bored|a dull|had the|had a chance|had time)
  (?:no|without(?: any)?) strings
  no (?:stranger|issues?|objections?|shame|excuses?|limits?|wonder|need|end|brainer|better|greater|joke|kidding|secret|expert|regrets?|lack|shortage|trouble|hesitation|\\d+)(?: of)?
`

/** Somebody is spoken to, or a case is set: "if you don't like dogs", "when I'm not climbing". */
export const cases = `(?:if|unless|whether|when|whenever|while|until)(?: [^ .,;!?]+){0,3}`

/** Named as well, not left out: "apart from climbing I sail". */
export const besides = wordOf('other apart aside')

/** "my sourdough never rises" is trouble of hers, and no habit. */
export const troubles = '(?:(?:and|but|so) )?(?:my|our|the|it|this|that)(?: [^ ]+){0,4}'

/** "No kids" says how somebody lives; "we have no recruiter" and "cakes without gluten" are about what is lacking. */
export const habits = wordOf(
  'alcohol booze beer wine drinking smoke smoking smokers cigarettes tobacco nicotine drugs meat kids kid children child pets pet ' +
    'dogs dog cats cat animals car tattoos drama religion',
)
export const lacking = '(?:have|has|got|having|there is|there are)'

/** Behind another "no" they turn it round: "can't live without", "nothing except". */
export const turning = wordOf('without except excepting excluding')

/** Whoever goes on with one of these begins another thought, with or without a mark. */
export const freshWords =
  'i im ive id we you my our he she they love loves loving like likes enjoy enjoys enjoying prefer prefers adore into ' +
  'because cause since as so by before after during through than then instead mainly mostly rather just always however until ' +
  'unless want wants looking'
