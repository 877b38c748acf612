/** Where somebody speaks of herself: "I'm a woman of 30, looking for a man". What is said there is no wish. */
import { findAll, pattern, tokenAt } from './line.ts'
import type { Line, Span } from './line.ts'

const SEEKING =
  '(?:looking|seeking|searching|hoping|trying|wanting|interested|in need|after|into|open|ready|keen|not|here|new|free|up|happy|planning|going)'
const begins = pattern(
  `(?:im|i am|i was|we are|iam)(?! (?:(?:currently|now|really|also|just|actively|still|only|always|mainly|mostly) )?${SEEKING}(?: |$))|i (?:only |also |just |mainly |mostly |currently )?(?:speak|live|come from|work as|was born|identify|turned|grew up|know|have been)|ive been|my name is|as an?(?= (?:\\d|[a-z]+ (?:woman|man|girl|guy)|woman|man|girl|guy|male|female|trans|non binary|student))`,
)
/** What begins there is a wish again. */
const ENDS =
  /(?<![^ ])(?:[.;!?()]|,(?! \d| (?:a |an )?(?:female|male|woman|man|girl|guy|non|trans|years|aged?)(?: |$))|i|prefer|preferably|looking|seeking|searching|hoping|wanting|who (?:wants|is looking|needs)|want|need|would like|wants|trying|(?:and|but|so) (?:i |im |am |would |want|need|looking)|to (?:meet|find))(?![^ ])/u

/** Nobody says more of herself in one clause. */
const SAID_CHARACTERS_MAX = 200

export function selfSpans(line: Line): readonly Span[] {
  return findAll(line, begins).map(({ first, last }) => {
    const from = line.starts[last + 1] ?? line.text.length
    const said = line.text.slice(from, from + SAID_CHARACTERS_MAX)
    const end = said.search(ENDS)
    return { first, last: Math.max(last, tokenAt(line, from + (end < 0 ? said.length : end)) - 1) }
  })
}
