/** Where a topic is looked for first: in what others offer, or in what they need. */
import { pattern } from './line.ts'
import type { Topic } from './wish.ts'

/** Somebody who needs it: "who wants to learn guitar", "I can teach". */
const needs = pattern(
  '(?:who|that|anyone|someone|people|somebody|anybody) (?:also |really |currently )?(?:(?:wants?|needs?|wishes|hopes|would like|d like|is trying|are trying|is looking|are looking|is hoping|looking|wanting|trying|is interested in|interested in|seeks|is seeking|are seeking|seeking|struggles?|is struggling) (?:for (?:a )?(?:teacher|tutor|mentor|help|lessons|coach|someone))?(?:to (?:be taught|learn|practi[sc]e|improve|start|get|find|understand|try|be))?|needs?|learning|struggling)(?= )|' +
    '(?:who|that|anyone|someone|people|somebody|anybody) (?:i can|i could|to) (?:teach|tutor|mentor|coach)(?! (?:me|us|my|our|him|her)(?: |$))|' +
    'i (?:can|could|want to|would like to|love to|would love to|offer to|am happy to|am able to) (?:teach|help|tutor|mentor|coach|offer|support|guide|show|explain|share)|' +
    '(?:id|ill|im) (?:(?:love|like|happy|glad|able) to )?(?:teach|tutor|mentor|coach|help)|i (?:offer|teach|tutor|give)|' +
    '(?:looking|want|wanting|happy|hoping|like) to (?:teach|tutor|mentor|coach|help|volunteer|support)|(?:a |some )?(?:students?|mentees?|learners?|beginners?) (?:to|for)|a (?:student|mentee)',
)
/** Somebody who has it: "who can teach me", "I need". */
const offers = pattern(
  '(?:teach|teaches|teaching|show|shows|help|helps|helping|coach|coaches|train|tutor|mentor|guide|advise|assist|explain|tell|give|lend|fix|drive|accompany|introduce) (?:me|us|my|our)|' +
    '(?:who|that|someone|anyone|somebody|anybody) (?:can|could|is able to|would|will|offers?|provides?|teaches|helps|gives|knows how|can also|is willing to|might)(?= )|' +
    'i (?:need|am in need of|require|could use|want to learn|would like to learn|want help|am looking for help|would love to learn|cant|cannot)|(?:im|id) (?:in need of|like to learn|love to learn|looking for help|need)|(?:wanting|want|looking|hoping|trying|like) to learn|need(?:ing)? (?:help|advice|support|lessons|a|an|some|somebody|someone)|' +
    '(?:a |an |my |some |any |good |private |personal |experienced )(?:[a-z]+ ){0,2}(?:teacher|tutor|mentor|coach|instructor|trainer|guide|therapist|plumber|electrician|babysitter|lawyer|accountant|counsell?or|lessons?|nanny)|(?:who|to) (?:listens?|listen) to me|can you (?:help|teach|show)',
)

/** The words of one who gives weigh less than those of one who seeks: "who wants to learn what I can teach". */
export function sideOf(text: string): Topic['side'] {
  if (text.search(needs) >= 0) return 'needs'
  return text.search(offers) >= 0 ? 'offers' : null
}
