/** Whole words and phrases that say what somebody wants to be to somebody, or is wanted for, a phrase a line. Tables of data. */
import { wordOf } from './patterns.ts'
import type { Purpose, Relationship } from './wish.ts'

export interface KindPhrases<Value> {
  readonly values: readonly Value[]
  readonly phrases: string
}

const REST =
  'and or but not near with who whos that thats to for within please only between in from under over aged around if just right at yet'
const PEOPLE = 'people person woman women man men guy guys girl girls lady ladies single singles material'
/** No other noun follows, which "casual" and "serious" would only describe: "casual gamer", "serious climber". */
const ALONE = `(?= $|$| (?:[.,;!?)]|[0-9]+|${wordOf(`${REST} ${PEOPLE}`)})(?: |$))`
const NO_LEASE = `(?! ${wordOf('rental rent let loan contract job work project client investor investors investing care travel illness goal goals friend friends friendship friendships')})`
const OTHERS = '(?<!(?:^| )(?:his|her|their|your|our) )'
const NOT_MINE = '(?<!(?:^| )(?<!be )my )'

/** The first that fits a place wins, so what is said in more words stands above. */
export const relationshipPhrases: readonly KindPhrases<Relationship>[] = [
  {
    values: ['serious'],
    phrases: `
      (?:not just|not only|more than)(?: an?)? (?:casual )?(?:hook ?ups?|flings?|(?:one|1) night stands?|fun|sex|friends|friendship)`,
  },
  {
    values: ['casual'],
    phrases: `
      (?:no|without(?: any)?) strings(?: attached)?
      (?:no|without) (?:commitments?|obligations)
      (?:a )?friends? with benefits|fwb|nsa
      (?:a )?(?:one|1) night(?: stands?|ers?)
      (?:something |anything |a |some )?casual(?:ly)? (?:dating|dates?|relationships?|flings?|hookups?|sex|encounters?|fun|things?|romance|friendships?)
      (?:something |anything |keep it |keeping it |more |too |very |just ){0,3}casual${ALONE}
      hook ?ups?(?! (?:my|the|a|some)(?: |$))|hooking up|flings?|(?:a )?summer romance
      (?:a |something )?short term(?: (?:relationship|dating|fun|thing))?${NO_LEASE}`,
  },
  {
    values: ['serious'],
    phrases: `
      (?:something |anything |someone |a |too |very |more ){0,3}serious (?:relationships?|dating|partners?|commitment|romance|love|intentions)
      (?:something |anything |someone |too |very |more |that ){0,3}serious(?: about (?:dating|love|a relationship))?${ALONE}
      (?:a |something |the ){0,2}long term(?: (?:relationships?|partners?|partnership|commitment|dating|love|thing))?${NO_LEASE}
      (?:a )?(?:committed|monogamous|steady|exclusive|romantic|loving|stable|lasting|real) (?:relationships?|partners?|partnership)
      (?:a )?(?:ltr|commitment|marriage|soul ?mates?|life ?partners?|fianc[eé]e?|the one)
      (?:to )?marry|(?:to )?(?:get|getting) married
      settle down|settling down|start(?:ing)? a family|true love|love of my life
      (?:a |real |steady |be my |my future ){0,2}${OTHERS}${NOT_MINE}(?<!(?:^| )ex )(?:girl ?friend|boy ?friend|gf|bf|husband|wife|spouse)${ALONE}(?! who left)
      (?<=(?:for|want|find|seek|seeking|need|meet|get|me) )(?:a |my |the right |new ){1,2}(?:partner|relationship)${ALONE}`,
  },
  {
    values: ['casual', 'serious'],
    phrases: `
      (?:online |for |go |going |speed ){0,2}dating(?! (?:app|apps|advice|coach|profile|site|show|shows|violence|tips))
      (?<=(?:a|on|go|first|dinner|coffee|blind|my|want to|like to|looking to) )dates?(?= (?:with|me|someone|a|near|for|tonight|this|[.,!?])| $|$)`,
  },
  {
    values: ['friendship'],
    phrases: `
      (?:just |new |some |a |good |close |best |true |make |making |be |to |platonic |as ){0,4}(?<!(?:^| )(?:imaginary|pen|facebook|mans best) )${OTHERS}(?<!(?:^| )my )(?:friends?|friendships?|bestie|besties|bffs?)(?! (?:of mine|and i|is|was|are|said|told|recommended|zone))
      platonic(?: (?:friends?|friendships?|relationships?|companions?))?
      pen ?pals?|pen friends?
      ${OTHERS}(?<!(?:^| )my )(?:buddy|buddies|pals?|companions?|companionship|mates)(?! animals?)
      (?<=(?:a|new|some|drinking|travel|gym|workout|gaming|running|football|climbing|hiking|study|best|good) )mate
      (?:to )?hang(?:ing)? ?out(?: with)?|chill(?:ing)?(?: out)? with|to chill|social ?life`,
  },
  {
    values: ['professional'],
    phrases: `
      (?:a )?(?:professional|business|industry|work) (?:contacts?|connections?|networks?|relationships?|partners?|partnerships?|networking)
      strictly professional|(?:only )?professionally|professional (?:only|basis|capacity|setting)
      for (?:work|business)(?: only)?`,
  },
]

/** These say what somebody wants to be, and are something to look for as well. */
export const topicalRelationshipPhrases: readonly KindPhrases<Relationship>[] = [
  {
    values: ['professional'],
    phrases: `
      mentors?|mentees?|mentorships?|mentoring
      networking|co ?founders?|colleagues?|co ?workers?|collaborators?|collaboration
      (?:professional|business|career) (?:advice|help|support|mentors?|coach|coaches|coaching|guidance|development)
      (?<=start a |my |own |new )business`,
  },
]

const SUPPORT_DESK =
  '(?<!(?:^| )(?:tech|technical|customer|it|client|desktop|product|financial|child|software|computer|user|sales|application|level|remote) )'
const SUBJECT = wordOf(
  'math maths physics chemistry english homework calculus biology statistics algebra grammar thesis essay essays coding programming python java exam exams',
)

export const purposePhrases: readonly KindPhrases<Purpose>[] = [
  {
    values: ['emotional_support'],
    phrases: `
      emotional(?:ly)?(?: support)?|emotions?|feelings|empath(?:y|etic|ic)
      lonely|loneliness|heart ?broken|heartbreak|grief|grieving|mourning|bereave[a-z]{0,6}|break ?ups?|divorced?
      anxiety|anxious|depress[a-z]{0,6}|panic attacks?|burn(?:ed|t)? ?out
      ${SUPPORT_DESK}support(?:ive)?(?! (?:engineers?|tickets?|agents?|desk|staff|team))
      (?:good |great |to |me |just |really |who ){0,3}(?:listen|listens|listener|listening ear)(?: to (?:me|my [a-z]+|us|someone))?(?! (?:to|with|station))
      (?:who )?(?:understands?|understanding) (?:me|us|what i|how i|my (?:feelings|situation|pain|struggles?|problems?))
      understanding (?:person|friend|soul|ear|listener|someone|people)
      comfort(?:ing)?(?! (?:zone|food|foods|women|inn|shoes))
      (?:to |let me )?vent(?! cleaning| shaft)|shoulder to cry on|cheer me up|(?:need|want) (?:a )?hugs?
      lost my (?:mother|mum|mom|father|dad|wife|husband|son|daughter|dog|cat|partner|brother|sister|job)
      talk(?:ing)? (?:to )?(?:about|through) (?:my |our )?(?:feelings|problems|troubles|worries|emotions|loss)`,
  },
  {
    values: ['education'],
    phrases: `
      learn|learns|learning|learners?|learnt|teach|teaches|teaching|teachers?|tutors?|tutoring|tutorials?|instructors?
      educat[a-z]{0,6}|lessons?|studies|studying|homework|classes|exams?|trainee|apprentice
      (?<!(?:^| )(?:case|the|a) )study|study(?= (?:partner|buddy|group|mate|with|together))
      guide me|show me how|explain[a-z]{0,4}
      (?:help|helps|helping) (?:me |us |someone )?(?:in|with) (?:my |the )?${SUBJECT}`,
  },
  {
    values: ['career'],
    phrases: `
      careers?|(?<!(?:^| )steve )jobs?|job (?:hunting|hunt|search|interviews?)|find(?:ing)? work
      interview (?:prep|practice|tips|coach)|employ[a-z]{0,6}|résumés?|cvs?|promotion at work|internships?
      professional (?:advice|development|growth|help|guidance|mentors?)
      (?:work|workplace|business) advice|advice (?:on|about|for) (?:my )?(?:work|business|job)`,
  },
  {
    values: ['health'],
    phrases: `
      health|healthy|healthier|healthcare|mental health|wellness|well ?being|fitness
      therapy|therapists?|counsell?ors?|counsell?ing|physiotherap[a-z]{1,4}|rehab[a-z]{0,10}|sober|sobriety
      workouts?|working out|works? out|gyms?|exercis[a-z]{1,4}|personal trainers?
      diets?|dieting|nutrition[a-z]{0,5}|weight loss|lose weight`,
  },
]
