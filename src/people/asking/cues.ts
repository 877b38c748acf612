/** Words that say how urgent a wish is. Tables of data. */
import { findAll, pattern, placesOf } from './line.ts'
import type { Line, Span } from './line.ts'

export type Urgency = 'must' | 'soft'

export interface Cue extends Span {
  readonly kind: Urgency | 'only' | 'not'
  /** On which side of it the wish stands, when there is one on both. */
  readonly side: 'after' | 'before'
}

interface CueRule {
  readonly kind: Cue['kind']
  readonly side: Cue['side']
  readonly found: RegExp
}

const rule = (kind: Cue['kind'], side: Cue['side'], source: string): CueRule => ({ kind, side, found: pattern(source) })

/** "I must", "I have to" is what whoever asks is under. */
const NOT_MINE = '(?<!(?:^| )(?:i|we|you|id|also|really|just|lets|what|im|ill|may|might|will|would|dont|doesnt) )'
const QUALITY =
  '(?:be|have|speak|live|love|like|know|understand|own|drive|enjoy|share|believe|work|play|eat|cook|come|get|accept|respect|fit|match)'
const NOT = '(?:do|does|did|is|are|was|were|wo|would|should|could|ca|has|have|had|must)nt|not|cannot'

/** The first that fits a place wins. */
const rules: readonly CueRule[] = [
  rule(
    'not',
    'before',
    '(?:(?:is|are|would be|being|thats) )?(?:a |an )?(?:absolute |total |big )?(?:deal ?breakers?|no gos?|turn ?offs?|red flags?)|need not apply|(?:are |is )?not (?:welcome|wanted|allowed|accepted)',
  ),
  rule(
    'soft',
    'before',
    '(?:(?:is|are|would be|that would be|thats|it would be|which would be) )?(?:a |an )?(?:big |huge |real |definite |added )?(?:plus|bonus|advantage|nice to have|nice to haves|preferred|preferable|desirable|welcome)(?: (?:points )?(?:if|for|but not (?:required|necessary|essential|a must)))?|(?:(?:it |that )?(?:would|will|ll) be |itd be )(?:nice|great|good|lovely|ideal|cool|awesome|amazing|perfect|better|best|fantastic|helpful|a dream)(?: if| to have)?',
  ),
  rule(
    'soft',
    'before',
    '(?:if|where|when|whenever) (?:(?:at all|it is|thats|its) )?(?:possible|you can|available)|if (?:i|we) (?:can|could) choose',
  ),
  rule(
    'soft',
    'after',
    'not necessarily|ideally|preferably|preferred|preferring|prefer|prefers|prefered|(?:with )?(?:a |my |strong )?preference (?:for|is)|hopefully|maybe|perhaps|possibly|optionally|nice to have(?: :)?|(?:extra |bonus )points (?:for|if)|(?:i )?(?:would|id) (?:rather|prefer|love it if|like it if)|rather',
  ),
  rule(
    'must',
    'before',
    '(?:(?:is|are) )?(?:(?:a|an) )?(?:absolute |definite )?(?:must|musts|must haves?|requirement|required|mandatory|essential|non negotiable|nonnegotiable|obligatory|necessary|needed)(?= $|$| [.,;!?)])',
  ),
  rule(
    'must',
    'after',
    `${NOT_MINE}(?:absolutely |definitely |really )?must(?! (?:see|watch|read|try|visit|say|admit))(?: (?:also|absolutely|definitely|have to))?`,
  ),
  rule(
    'must',
    'after',
    `${NOT_MINE}(?:has(?: got)? to|(?:have|needs?) to(?= (?:also |really |at least )?${QUALITY}(?: |$)))(?: (?:also|absolutely|definitely))?`,
  ),
  rule(
    'must',
    'after',
    '(?:its |it is )?(?:required|essential|mandatory|important|crucial|necessary)(?: that)?(?= [a-z])|definitely|absolutely|necessarily|must haves?(?: :)?|requirements?(?: are| :)',
  ),
  rule(
    'only',
    'after',
    '(?<!(?:^| )(?:not|if|the|an|i|we|im|can|could|will|would|am|have|my|ive|her|his|their) )(?:only|strictly|exclusively|solely|just(?= (?:for |a )?(?:women|men|friends|friendship|females|males|girls|guys)))(?! (?:if|child|when|have|had|need|on|at|a few|one|once|twice))',
  ),
  rule(
    'not',
    'after',
    `(?:nobody|no ?one|none)(?= (?:who|with|over|under|older|younger|above|below|from|into|named|that)(?: |$))|(?:except|excepting)(?: for)?|excluding|other than|apart from|aside from|(?:anyone|anybody|everyone|everybody|any|all|someone|anything|nobody|people|anywhere) but|neither|without(?: any)?|never|nothing(?= (?:too |very |that |overly )?(?:serious|casual|romantic|long|physical|sexual|heavy|formal|committed|professional))|avoid|avoiding|(?:absolutely |strictly |definitely |please )?no(?! (?:more|less|older|younger|further|farther|under|over)(?: |$))(?: more| interest in)?|non(?= (?:smok|drink|religious|drug|believer|driver|vegan|vegetarian|parent|gamer|sport|english|french|german|spanish)[a-z]*)|${NOT}`,
  ),
]

/** "no-code" and "must-see" are words of their own; "non-smoker" is said of one who is not. */
const isCompound = ({ tokens }: Line, last: number): boolean =>
  tokens[last + 1]?.isTied === true && tokens[last]?.word !== 'non'

/** Those that no reading has taken: the "no" of "no strings attached" negates nothing. */
export function cuesOf(line: Line, claimed: ReadonlySet<number>): readonly Cue[] {
  const taken = new Set(claimed)
  const cues: Cue[] = []
  for (const { kind, side, found } of rules) {
    for (const { first, last } of findAll(line, found)) {
      const places = placesOf({ first, last })
      if (places.some((place) => taken.has(place)) || isCompound(line, last)) continue
      for (const place of places) taken.add(place)
      cues.push({ kind, side, first, last })
    }
  }
  return cues.toSorted((one, other) => one.first - other.first)
}
