/** Words about age that name none. */
import { findAll, pattern } from './line.ts'
import type { Line } from './line.ts'
import { genderWords } from './nouns.ts'
import type { Reading } from './reading.ts'

const NOUN = [
  ...Object.values(genderWords).flat(),
  'person',
  'people',
  'adult',
  'adults',
  'folks',
  'crowd',
  'professional',
].join('|')
const YOUNG = 'young|younger|youngish|old|older|elder|elderly|mature|grown up'

const silences: readonly (readonly [RegExp, string])[] = [
  [
    pattern(
      '(?:(?:who is|is|are|of|at|in|around|about|close to|near|roughly|approximately) ){0,2}(?:my (?:own )?age(?: group| range)?|(?:the |about the |roughly the )?same age(?: group| range)?(?: as (?:me|mine|i am|us))?|(?:a )?similar age(?: to (?:me|mine))?)',
    ),
    'Your own age is not in the sentence.',
  ],
  [
    pattern(
      '(?:not )?too (?:young|old)(?= $|$| [.,;!?)]|and|or|for me)|not (?:young|old)|(?:a (?:bit|little) |slightly |much |somewhat )?(?:older|younger) than (?:me|i am|myself|us)',
    ),
    'Your own age is not in the sentence.',
  ],
  [
    pattern(
      '(?:of |at )?(?:any|all|every|whatever) ages?(?: groups?)?|(?:the )?age (?:doesnt matter|does not matter|isnt important|is not important|is just a number|is irrelevant|no object|not important|unimportant)|no age (?:limits?|restrictions?|preference)|regardless of age|no matter (?:the |what |how )?(?:age|old)|i dont care about age',
    ),
    'Any age will do.',
  ],
  [
    pattern(
      `(?<!(?:^| )(?:years?|yrs?) )(?:(?:rather|quite|fairly|very) )?(?:${YOUNG})(?= (?:${NOUN})(?: |$))|(?<=(?:^| )(?:someone|somebody|anyone) (?:a bit |quite |rather |slightly )?)(?:${YOUNG})(?! than)`,
    ),
    'It names no age.',
  ],
]

export const ageSilences = (line: Line): readonly Reading[] =>
  silences.flatMap(([found, because]) =>
    findAll(line, found).map(({ first, last }) => ({ first, last, wanted: null, because })),
  )
