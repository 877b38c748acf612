/** Where somebody speaks of herself: "I'm a woman of 30, looking for a man". What is said there is no wish. */
import { findAll, tokenAt } from './line.ts'
import type { Line, Span } from './line.ts'
import { pattern, phraseOf, wordOf } from './patterns.ts'

/** "I'm looking for" and "I'm not into" begin a wish. */
const SEEKING = phraseOf(`
  looking|seeking|searching|hoping|trying|wanting|interested|in need|after|into|open|ready|keen|up|happy|planning|going
  not|here|new|free`)
const ADVERB = wordOf('currently now really also just actively still only always mainly mostly')
const NOUN = wordOf('woman man girl guy male female trans student')
const begins = pattern(
  phraseOf(String.raw`
    (?:im|i am|i was|we are|iam)(?! (?:${ADVERB} )?${SEEKING}(?: |$))
    i (?:${ADVERB} )?(?:speak|live|come from|work as|was born|identify|turned|grew up|know|have been)
    ive been|my name is
    as an?(?= (?:\d|non binary|(?:[a-z]+ )?${NOUN}))`),
)

/** "a guy, 30, into": the comma goes on with facts. */
const MORE_FACTS = String.raw`(?! \d| (?:an? )?(?:${NOUN}|non|years|aged?)(?: |$))`
const ends = pattern(
  phraseOf(`
    [.;!?()]|,${MORE_FACTS}
    i|prefer|preferably|looking|seeking|searching|hoping|wanting|wants?|need|would like|trying
    who (?:wants|is looking|needs)
    (?:and|but|so) (?:i|im|am|would|want|need|looking)
    to (?:meet|find)`),
)

/** Nobody says more of herself in one clause. */
const SAID_CHARACTERS_MAX = 200

export function selfSpans(line: Line): readonly Span[] {
  return findAll(line, begins).map(({ first, last }) => {
    const from = line.starts[last + 1] ?? line.text.length
    const said = line.text.slice(from, from + SAID_CHARACTERS_MAX)
    const end = said.search(ends)
    return { first, last: Math.max(last, tokenAt(line, from + (end < 0 ? said.length : end)) - 1) }
  })
}
