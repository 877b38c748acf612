/** Manners of speaking that look like a wish or a "no", and are none. */
import { findAll } from './line.ts'
import type { Line } from './line.ts'
import { pattern, phraseOf } from './patterns.ts'
import type { Reader, Reading } from './reading.ts'

const OWN_PEOPLE =
  '(?:girl ?friend|boy ?friend|wife|husband|partner|spouse|friends?|family|kids|children|son|daughter|sister|brother|flatmate|roommate)'

const manners = pattern(
  phraseOf(`
    no (?:questions asked|exceptions?|fear of|problems?|worries|rush|hurry|pressure|idea|clue|preferences?|thanks|thank you|doubt|offen[cs]e|less)
    no (?:judge?ments?|judging)|non ?judge?ment?al(?:ly)?
    no (?:[^ ]+ ){1,3}(?:is |are )?(?:needed|required|necessary)
    no matter (?:what|who|how|when|which)?
    (?:im |i am )?not (?:sure|really sure|yet|bad|to mention|that it matters|a problem|an issue)(?: (?:if|what|how|whether|about|where|why))?
    not (?:only|just)|why not|if not|(?:whether )?or not|never mind
    (?:does ?not|doesnt) matter
    (?:i )?(?:dont|do not|doesnt|does not|wont|will not|would not|wouldnt) (?:mind|care|judge)(?: about| if)?(?: (?:smokers?|smoking|drinkers?|drinking|pets?|dogs?|cats?|kids?|children|tattoos?)(?= $|$| [.,;!?]))?
    (?:dont|doesnt|wont|do not|does not|will not) [^ ]+ too much
    without (?:being )?(?:judge?ment|judging|judged?|prejudice|pressure)(?: me)?
    (?:not|isnt|arent|never) (?:afraid|scared|shy|ashamed) (?:of|to|about)?
    (?:cant|cannot) wait to
    (?:i )?(?:cant|cannot|can not|couldnt) (?:seem to )?(?:find|decide)(?: (?:a|an|any|anyone|anybody))?
    my ${OWN_PEOPLE} and (?:i|me|myself)`),
)

/** What whoever asks is not able to do, or does no longer, is what is looked for: "I can't swim". */
const inabilities = pattern(
  phraseOf(`
    no longer
    i (?:cant|cannot|can not|could not|couldnt)(?! (?:stand|bear)(?: |$))
    i (?:dont|do not) (?:understand|know(?: how to| anything about| much about)?)
    i (?:havent|have not|have never|never(?! want))|ive never
    i have (?:nobody|no ?one)(?: to)?
    (?:nobody|no ?one) (?:to talk to|understands|listens|gets|knows|around me|seems|cares|wants)`),
)

/** They are taken out, and nothing comes of them. */
export const readAsides: Reader = (line) => [...readManners(line), ...readPhrases(line, inabilities)]

/** Those that are so of a text about oneself as well. */
export const readManners: Reader = (line) => readPhrases(line, manners)

/** `found` anywhere, as what decides nothing. */
export const readPhrases = (line: Line, found: RegExp): readonly Reading[] =>
  findAll(line, found).map(({ first, last }) => ({ first, last, wanted: null }))
