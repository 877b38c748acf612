/** Where a topic is looked for first: in what others offer, or in what they need. */
import { pattern, phraseOf, wordOf } from './patterns.ts'
import type { Topic } from './wish.ts'

const WHO = wordOf('who that anyone someone people somebody anybody')
const TEACH = wordOf('teach tutor mentor coach')
const IS = '(?:(?:is|are) )?'

/** Somebody who needs it: "who wants to learn guitar", "I can teach". */
const needs = pattern(
  phraseOf(`
    ${WHO} (?:also |really |currently )?(?:wants?|needs?|wishes|hopes|would like|d like|seeks|struggles?)(?= )
    ${WHO} (?:also |really |currently )?${IS}(?:trying|looking|hoping|wanting|interested in|seeking|struggling|learning)(?= )
    ${WHO} (?:i can|i could|to) ${TEACH}(?! (?:me|us|my|our|him|her)(?: |$))
    i (?:can|could|want to|would like to|love to|would love to|offer to|am happy to|am able to) (?:${TEACH}|help|offer|support|guide|show|explain|share)
    (?:id|ill|im) (?:(?:love|like|happy|glad|able) to )?(?:${TEACH}|help)
    i (?:offer|teach|tutor|give)
    (?:looking|want|wanting|happy|hoping|like) to (?:${TEACH}|help|volunteer|support)
    (?<!(?:^| )(?:im|am|as) )(?:a |some )?(?:students?|mentees?|learners?|beginners?) (?:to|for)|(?<!(?:^| )(?:im|am|as) )a (?:student|mentee)`),
)

const EXPERT = wordOf(
  'teacher tutor mentor coach instructor trainer guide therapist plumber electrician babysitter lawyer accountant counsellor counselor lesson lessons nanny',
)

/** Somebody who has it: "who can teach me", "I need". */
const offers = pattern(
  phraseOf(`
    (?:teach|teaches|teaching|show|shows|help|helps|helping|coach|coaches|train|tutor|mentor|guide|advise|assist|explain|tell|give|lend|fix|drive|accompany|introduce) (?:me|us|my|our)
    ${WHO} (?:can|could|can also|is able to|is willing to|would|will|might|offers?|provides?|teaches|helps|gives|knows how)(?= )
    i (?:need|am in need of|require|could use|want help|am looking for help|cant|cannot)
    (?:im|id) (?:in need of|looking for help|need)
    need(?:ing)? (?:help|advice|support|lessons|a|an|some|somebody|someone)
    (?:want|wanting|looking|hoping|trying|like|love) to learn
    (?:a |an |my |some |any |good |private |personal |experienced )(?:[a-z]+ ){0,2}${EXPERT}
    (?:who|to) (?:listens?|listen) to me
    can you (?:help|teach|show)`),
)

/** The words of one who gives weigh less than those of one who seeks: "who wants to learn what I can teach". */
export function sideOf(text: string): Topic['side'] {
  if (text.search(needs) >= 0) return 'needs'
  return text.search(offers) >= 0 ? 'offers' : null
}
