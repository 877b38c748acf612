/** Languages that somebody must speak. Those to be learned, taught or cooked in are the topic. */
import { anyOf, findAll, pattern } from './line.ts'
import type { Found, Line } from './line.ts'
import { languageNames } from './language-names.ts'
import type { Reader, Reading } from './reading.ts'
import { withoutOverlaps } from './reading.ts'

const NAME = anyOf(Object.keys(languageNames))
const LIST = `(${NAME}(?: (?:,|,? ?and|,? ?or|&|\\/) (?:(?:also|either|both|some|fluent|good) )?${NAME}){0,5})`
/** "learn to speak Spanish", "practise my Spanish speaking" */
const LEARNING = String.raw`(?<!(?:^| )(?:learn[a-z]*|teach[a-z]*|practi[sc][a-z]*|improv[a-z]*|stud(?:y|ying|ies)|tutor[a-z]*|(?:help|helps|helping) (?:me|us|him|her|them)|how|want|wants|wanting|lessons?|courses?)(?: (?:to|my|our|me|us|better|some|how|in|get|more)){0,3} )`
const WELL =
  '(?:(?:fluent|fluently|good|very good|some|a little|a bit of|both|either|native|perfect|basic|decent|at least|also|only|proper|conversational|excellent|the|my|in|with (?:me )?in|to me in|me in|well|better) ){0,3}'

const speaking = [
  // What somebody speaks, in any form of the verb.
  pattern(
    `${LEARNING}(?:can |able to |could |also ){0,2}(?:speaks?|speaking|spoken|talks? (?:to me |with me )?in|talking (?:to me |with me )?in|chats? (?:with me )?in|chatting in|converse in|communicates? in|fluent(?:ly)?(?: in)?|proficient in|bilingual in|mother tongue(?: is| :)?|native (?:language|tongue)(?: is| :)?|first language(?: is| :)?|native(?: speakers?)?(?: of)?|languages?(?: spoken)? :) ${WELL}${LIST}(?: (?:fluently|well|natively|speakers?|speaking))*`,
  ),
  // "knows French wine" is about wine.
  pattern(
    `${LEARNING}(?:understands?|knows?|has|have) (?:(?:good|fluent|basic|some|a little|decent|both|conversational) ){0,2}${LIST}(?= $|$| (?:[.,;!?)]|and|or|who|near|within|as|well|fluently|but|too|preferably|ideally|if|in))`,
  ),
  pattern(
    `${LEARNING}(?:fluent |native |good |any |other ){0,2}${LIST} (?:speaking|speakers?|native speakers?|natives?)(?! (?:practi[sc]e|lessons?|skills?|course|class|classes|exam|test|club)(?: |$))`,
  ),
  pattern(`${LIST} (?:mother tongue|as (?:a |their |his |her )?(?:first|mother|native) (?:language|tongue))`),
  // "French is a must"
  pattern(
    `(${NAME})(?= (?:language )?(?:skills )?(?:is |would be |are )?(?:a |an )?(?:big |definite |absolute )?(?:must|plus|bonus|required|preferred|essential|mandatory|nice to have)(?: |$))`,
  ),
  // "speaks English, not French"
  pattern(
    `(?<=(?:^| )(?:speaks?|speaking|fluent|knows?|understands?) (?:[^ ]+ ){1,6}(?:not|no) )(${NAME})(?= $|$| [.,;!?])`,
  ),
]

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
