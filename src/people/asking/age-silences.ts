/** Words about age that name none. */
import { findAll } from './line.ts'
import type { Line } from './line.ts'
import { genderWords } from './nouns.ts'
import { pattern, phraseOf, wordOf } from './patterns.ts'
import type { Reading } from './reading.ts'

const PERSON = wordOf(
  `${Object.values(genderWords).flat().join(' ')} person people adult adults folks crowd professional`,
)
const YOUNG = '(?:young|younger|youngish|old|older|elder|elderly|mature|grown up)'
const ABOUT = '(?:(?:who is|is|are|of|at|in|around|about|close to|near|roughly|approximately) ){0,2}'
const NO_MATTER =
  '(?:doesnt matter|does not matter|isnt important|is not important|is just a number|is irrelevant|no object|(?:not |un)important)'

const silences: readonly (readonly [because: string, phrases: string])[] = [
  [
    'Your own age is not in the sentence.',
    `${ABOUT}my (?:own )?age(?: group| range)?
     ${ABOUT}(?:the |about the |roughly the )?same age(?: group| range)?(?: as (?:me|mine|i am|us))?
     ${ABOUT}(?:a )?similar age(?: to (?:me|mine))?
     (?:a (?:bit|little) |slightly |much |somewhat )?(?:older|younger) than (?:me|i am|myself|us)`,
  ],
  [
    'Any age will do.',
    `(?:of |at )?(?:any|all|every|whatever) ages?(?: groups?)?
     (?:the )?age ${NO_MATTER}
     no age (?:limits?|restrictions?|preference)
     regardless of age
     no matter (?:the |what |how )?(?:age|old)
     i dont care about age`,
  ],
  [
    'It names no age.',
    `(?:not )?too (?:young|old)(?= $|$| (?:[.,;!?)]|and|or|for me))
     not (?:young|old)
     (?<!(?:^| )(?:years?|yrs?) )(?:(?:rather|quite|fairly|very) )?${YOUNG}(?= ${PERSON}(?: |$))
     (?<=(?:^| )(?:someone|somebody|anyone) (?:a bit |quite |rather |slightly )?)${YOUNG}(?! than)`,
  ],
]

const rules = silences.map(([because, phrases]) => ({ because, found: pattern(phraseOf(phrases)) }))

export const ageSilences = (line: Line): readonly Reading[] =>
  rules.flatMap(({ because, found }) =>
    findAll(line, found).map(({ first, last }) => ({ first, last, wanted: null, because })),
  )
