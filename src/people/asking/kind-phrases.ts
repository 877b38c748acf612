/** Whole words and phrases that say what somebody wants to be to somebody, or is wanted for. Tables of data. */
import type { Purpose, Relationship } from './wish.ts'

export interface KindPhrases<Value> {
  readonly values: readonly Value[]
  /** Patterns over whole words, told apart by line breaks. */
  readonly phrases: string
}

/** The first that fits a place wins, so what is said in more words stands above. */
export const relationshipPhrases: readonly KindPhrases<Relationship>[] = [
  {
    values: ['serious'],
    phrases: `(?:not just|not only|more than)(?: an?)? (?:casual )?(?:hook ?ups?|flings?|(?:one|1) night stands?|fun|sex|friends|friendship)`,
  },
  {
    values: ['casual'],
    phrases: `
      no strings(?: attached)?
      without (?:any )?strings(?: attached)?
      (?:a )?(?:friends|friend) with benefits
      fwb|nsa
      (?:a )?(?:one|1) night(?: stands?|ers?)
      (?:something |anything |a |some )?casual(?:ly)? (?:dating|dates?|relationships?|flings?|hookups?|sex|encounters?|fun|thing|things|romance|friendships?)
      (?:something |anything |keep it |keeping it |more |too |very |just ){0,3}casual(?= $|$| (?:[.,;!?)]|and|or|but|near|with|who|within|please|only|between|in|from|under|over|if|just|for now|people|person|woman|women|man|men|guys?|girls?)(?: |$))
      hook ?ups?(?! (?:my|the|a|some)(?: |$))|hooking up|flings?|(?:a )?summer romance
      (?:no|without) (?:commitments?|obligations)
      (?:a |something )?short term(?: (?:relationship|dating|fun|thing))?(?! (?:rental|rent|let|loan|contract|job|work|project))`,
  },
  {
    values: ['serious'],
    phrases: `
      (?:something |anything |someone |a |too |very |more ){0,3}serious(?: (?:relationships?|dating|partners?|commitment|romance|love|intentions))
      (?:something |anything |someone |too |very |more |that ){0,3}serious(?= $|$| (?:[.,;!?)]|and|or|but|near|with|who|within|please|only|between|in|from|under|over|if|just|right|at|yet|people|person|woman|women|man|men|guys?|girls?|lady|ladies|singles?|about (?:dating|a relationship|love))(?: |$))
      (?:a |something |the ){0,2}long term(?: (?:relationships?|partners?|partnership|commitment|dating|love|thing))?(?! (?:rental|rent|let|loan|contract|job|work|project|client|investors?|investing|care|travel|illness|goals?|friends?|friendships?))
      (?:a )?(?:committed|monogamous|steady|exclusive|romantic|loving|stable|lasting|real) (?:relationships?|partners?|partnership)
      (?:a )?(?:ltr|commitment|marriage|soul ?mates?|life ?partners?|fianc[eé]e?|the one)
      (?:to )?marry|(?:to )?(?:get|getting) married
      settle down|settling down|start(?:ing)? a family|true love|love of my life
      (?:a |real |steady |be my |my future ){0,2}(?<!(?:^| )(?:(?<!be )my|his|her|their|your|ex) )(?:girl ?friend|boy ?friend|husband|wife|spouse)(?= $|$| (?:[.,;!?)]|or|who|near|in|within|with|to|for|between|from|under|over|aged|around|that|please|material|not)(?: |$))(?! who left)
      (?<=(?:for|want|find|seek|seeking|need|meet|get|me) )(?:a |my |the right |new ){1,2}(?:partner|relationship)(?= $|$| (?:[.,;!?)]|and|near|within|between|who|aged|under|over|in|from|with|around))`,
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
      (?:just |new |some |a |good |close |best |true |make |making |be |to |platonic |as ){0,4}(?<!(?:^| )(?:my|his|her|their|your|our|imaginary|pen|facebook|mans best) )(?:friends|friend|friendships?|bestie|besties|bff|bffs)(?! (?:of mine|and i|is|was|are|said|told|recommended|zone))
      platonic(?: (?:friends?|friendships?|relationships?|companions?))?
      (?:pen ?pals?|pen friends?)
      (?<!(?:^| )(?:my|his|her|their) )(?:buddy|buddies|pals?|companions?|companionship|mates)(?! animals?)
      (?<=(?:a|new|some|drinking|travel|gym|workout|gaming|running|football|climbing|hiking|study|best|good) )mate
      (?:to )?hang(?:ing)? ?out(?: with)?|chill(?:ing)?(?: out)? with|to chill|social ?life`,
  },
  {
    values: ['professional'],
    phrases: `
      (?:a )?(?:professional|business|industry|work) (?:contacts?|connections?|networks?|relationships?|partners?|partnerships?|networking)
      strictly professional|(?:only )?professionally|for (?:work|business)(?: only)?|professional (?:only|basis|capacity|setting)`,
  },
]

/** These say what somebody wants to be, and are something to look for as well. */
export const topicalRelationshipPhrases: readonly KindPhrases<Relationship>[] = [
  {
    values: ['professional'],
    phrases: `
      mentors?|mentees?|mentorships?|mentoring|networking|co ?founders?|colleagues?|co ?workers?|collaborators?|collaboration
      (?:professional|business|career) (?:advice|help|support|mentors?|coach|coaches|coaching|guidance|development)
      (?<=start a |my |own |new )business`,
  },
]

export const purposePhrases: readonly KindPhrases<Purpose>[] = [
  {
    values: ['emotional_support'],
    phrases: `
      emotional(?:ly)?(?: support)?|emotions?|feelings|empath(?:y|etic|ic)|lonely|loneliness|heartbreak|heartbroken|heart broken
      (?<!(?:^| )(?:tech|technical|customer|it|client|desktop|product|financial|child|software|computer|user|sales|application|level|remote) )support(?:ive)?(?! (?:engineers?|tickets?|agents?|desk|staff|team))
      (?:good |great |to |me |just |really |who ){0,3}(?:listen|listens|listener|listening ear)(?: to (?:me|my [a-z]+|us|someone))?(?! (?:to|with|station))
      (?:who )?(?:understands?|understanding) (?:me|us|what i|how i|my (?:feelings|situation|pain|struggles?|problems?))|understanding (?:person|friend|soul|ear|listener|someone|people)
      comfort(?:ing)?(?! (?:zone|food|foods|women|inn|shoes))|(?:to |let me )?vent(?! cleaning| shaft)|shoulder to cry on|cheer me up|(?:need|want) (?:a )?hugs?
      grief|grieving|mourning|bereave[a-z]*|break ?ups?|divorced?|anxiety|anxious|depress[a-z]*|panic attacks?|burn(?:ed|t)? ?out|lost my (?:mother|mum|mom|father|dad|wife|husband|son|daughter|dog|cat|partner|brother|sister|job)
      talk(?:ing)? (?:to )?(?:about|through) (?:my |our )?(?:feelings|problems|troubles|worries|emotions|loss)`,
  },
  {
    values: ['education'],
    phrases: `
      learn|learns|learning|learners?|learnt|teach|teaches|teaching|teachers?|tutors?|tutoring|tutorials?|educat[a-z]*|instructors?|lessons?|studies|studying|homework|classes|exam|exams|trainee|apprentice
      (?<!(?:^| )(?:case|the|a) )study|study(?= (?:partner|buddy|group|mate|with|together))
      guide me|show me how|explain[a-z]*|(?:help|helps|helping) (?:me |us |someone )?(?:in|with) (?:my |the )?(?:maths?|physics|chemistry|english|homework|calculus|biology|statistics|algebra|grammar|thesis|essay|essays|coding|programming|python|java|exams?)`,
  },
  {
    values: ['career'],
    phrases: `
      careers?|(?<!(?:^| )steve )jobs?|job (?:hunting|hunt|search|interviews?)|interview (?:prep|practice|tips|coach)|employ[a-z]*|résumés?|cv|cvs|promotion at work|internships?|professional (?:advice|development|growth|help|guidance|mentor|mentors)|work(?:place)? advice|business advice|advice (?:on|about|for) (?:my )?(?:work|business|job)|find(?:ing)? work`,
  },
  {
    values: ['health'],
    phrases: `
      health|healthy|healthier|healthcare|wellness|well ?being|fitness|therapy|therapists?|counsell?ors?|counsell?ing|workouts?|working out|works? out|work out|gym|gyms|exercis[a-z]*|mental health|diets?|dieting|nutrition[a-z]*|weight loss|lose weight|rehab[a-z]*|physiotherap[a-z]*|personal trainers?|sober|sobriety`,
  },
]
