/** Languages that somebody must speak. Those to be learned, taught or cooked in are the topic. */
import { findAll } from './line.ts'
import type { Found, Line } from './line.ts'
import { languageNames } from './language-names.ts'
import { anyOf, linesOf, pattern, phraseOf, wordOf } from './patterns.ts'
import { withoutOverlaps } from './reading.ts'
import type { Reader, Reading } from './reading.ts'

const NAME = anyOf(Object.keys(languageNames))
const LIST = `(${NAME}(?: (?:,|,? ?and|,? ?or|&|/) (?:(?:also|either|both|some|fluent|good) )?${NAME}){0,5})`
/** "learn to speak Spanish", "practise my Spanish speaking" */
const LEARNING = `(?<!(?:^| )${phraseOf(`
  (?:learn|teach|practi[sc]|improv|tutor)[a-z]{0,6}|study|studying|studies|lessons?|courses?
  help(?:s|ing)? (?:me|us|him|her|them)|how|want|wants|wanting`)}(?: ${wordOf('to my our me us better some how in get more')}){0,3} )`
const WELL = `(?:${phraseOf(`
  fluent|fluently|good|very good|excellent|perfect|basic|decent|proper|conversational|native|well|better
  some|a little|a bit of|both|either|at least|also|only|the|my|in|with (?:me )?in|to me in|me in`)} ){0,3}`
const SPEAKS = phraseOf(`
  speaks?|speaking|spoken|(?:talks?|talking|chats?|chatting) (?:to me |with me )?in|converse in|communicates? in
  fluent(?:ly)?(?: in)?|proficient in|bilingual in|native(?: speakers?)?(?: of)?
  (?:mother tongue|native (?:language|tongue)|first language)(?: is| :)?|languages?(?: spoken)? :`)
const KNOWS = '(?:understands?|knows?|has|have)'
const MOTHER_TONGUE = '(?:(?:first|mother|native) (?:language|tongue))'
/** "knows French wine" is about wine. */
const NO_NOUN =
  '(?= $|$| (?:[.,;!?)]|and|or|who|whos|near|within|as|well|fluently|but|too|preferably|ideally|if|in)(?: |$))'
const NO_LESSON = `(?! ${wordOf('practice practise lesson lessons skill skills course class classes exam test club')}(?: |$))`
const WEIGHED = wordOf('must plus bonus required preferred essential mandatory nice')

const speaking = linesOf(`
  ${LEARNING}(?:can |able to |could |also ){0,2}${SPEAKS} ${WELL}${LIST}(?: (?:fluently|well|natively|speakers?|speaking)){0,2}
  ${LEARNING}${KNOWS} (?:(?:good|fluent|basic|some|a little|decent|both|conversational) ){0,2}${LIST}${NO_NOUN}
  ${LEARNING}(?:fluent |native |good |any |other ){0,2}${LIST} (?:speaking|speakers?|native speakers?|natives?)${NO_LESSON}
  ${LIST} (?:mother tongue|as (?:a |their |his |her )?${MOTHER_TONGUE})
  (${NAME})(?= (?:language )?(?:skills )?(?:is |would be |are )?(?:a |an )?(?:big |definite |absolute )?${WEIGHED}(?: |$))
  (?<=(?:^| )(?:speaks?|speaking|fluent|knows?|understands?) (?:[^ ]+ ){0,6}(?:not|no) )(${NAME})(?= $|$| [.,;!?])`).map(
  pattern,
)

export const readLanguages: Reader = (line) =>
  withoutOverlaps(speaking.flatMap((found) => findAll(line, found).flatMap((each) => readingsOf(line, each))))

/** "French or German" is one wish, "French and German" are two; "French and German speakers" are people of both kinds. */
function readingsOf({ tokens }: Line, { first, last, groups: [list = ''] }: Found): readonly Reading[] {
  const values = [...new Set(list.split(/ ?(?:,|\band\b|\bor\b|&|\/) ?/u).flatMap((part) => codeOf(part)))]
  const areAlternatives = !/ (?:and|&) /u.test(list) || /^(?:speakers|natives)$/u.test(tokens[last]?.word ?? '')
  const groups = areAlternatives ? [values] : values.map((value) => [value])
  return groups.map((codes, index) => ({
    first,
    last,
    wanted: { kind: 'language', values: codes },
    ...(index > 0 && { isShared: true }),
  }))
}

function codeOf(part: string): readonly string[] {
  const name = part.replace(/^(?:also|either|both|some|fluent|good) /u, '').trim()
  return Object.hasOwn(languageNames, name) ? [languageNames[name] ?? ''] : []
}
