/** Manners of speaking that look like a wish or a "no", and are none. */
import { findAll, pattern } from './line.ts'
import type { Reader } from './reading.ts'

const NO =
  'no (?:questions asked|fear of|problem|problems|worries|rush|hurry|pressure|idea|clue|preference|preferences|thanks|thank you|doubt|offen[cs]e|longer|judge?ments?|judging|obligation to [a-z]+)|' +
  'no (?:[^ ]+ ){1,3}(?:is |are )?(?:needed|required|necessary)|(?:dont|doesnt|wont|do not|does not|will not) [^ ]+ too much|no matter (?:what|who|how|when|which)?|' +
  '(?:im |i am )?not (?:sure|yet|bad|to mention|that it matters|important|a problem|an issue|really sure)(?: (?:if|what|how|whether|about|where|why))?|' +
  'not (?:only|just)|why not|if not|(?:whether )?or not|does ?not matter|doesnt matter|(?:i )?(?:dont|do not|doesnt|does not|wont|would not|wouldnt) (?:mind|care|judge)(?: about| if)?|' +
  'without (?:being )?(?:judge?ment|judging|judged?|prejudice|pressure)(?: me)?|non ?judge?ment?al(?:ly)?|never mind|cant wait to|cannot wait to|' +
  '(?:not|isnt|arent|never) (?:afraid|scared|shy|ashamed) (?:of|to|about)?|my (?:girl ?friend|boy ?friend|wife|husband|partner|spouse|friends?|family|kids|children|son|daughter|sister|brother|flatmate|roommate) and (?:i|me|myself)|(?:i )?(?:cant|cannot|can not|couldnt) (?:seem to )?(?:find|decide)(?: (?:a|an|any|anyone|anybody))?|no less|(?:who )?needs? no introduction'

/** What whoever asks is not able to do is what is looked for: "I can't swim". */
const UNABLE =
  'i (?:cant|cannot|can not|could not|couldnt|dont know(?: how to| anything about| much about)?|do not know(?: how to)?|dont understand|do not understand|have never|havent|have not|never(?! want))|ive never|' +
  'i have (?:nobody|no ?one)(?: to)?|(?:nobody|no ?one) (?:to talk to|understands|listens|gets|knows|around me|seems|cares|wants)'

const manners = [pattern(NO), pattern(UNABLE)]

/** They are taken out, and nothing comes of them. */
export const readAsides: Reader = (line) =>
  manners.flatMap((found) => findAll(line, found).map(({ first, last }) => ({ first, last, wanted: null })))
