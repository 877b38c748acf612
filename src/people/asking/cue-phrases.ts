/** Words that say how urgent a wish is, a phrase a line. Tables of data. */
import { wordOf } from './patterns.ts'

export type CueKind = 'must' | 'soft' | 'only' | 'not'

export interface CuePhrases {
  readonly kind: CueKind
  /** On which side of it the wish stands, when there is one on both. */
  readonly side: 'after' | 'before'
  readonly phrases: string
}

/** "I must", "I have to" is what whoever asks is under. */
const MINE = wordOf('i we you id also really just lets what im ill may might will would dont doesnt')
/** "has to be", but "needs to learn" is a need. */
const BEING = wordOf(
  'be have speak live love like know understand own drive enjoy share believe work play eat cook come get accept respect fit match',
)
const NICE = wordOf('nice great good lovely ideal cool awesome amazing perfect better best fantastic helpful')
const AN = '(?:an? )?'
const IS = '(?:(?:is|are|would be|being|thats|that would be|it would be|which would be) )?'
const SURE = '(?:also |absolutely |definitely |really )?'
/** What ends a thought. */
const END = '(?= $|$| [.,;!?)])'
/** "nothing serious", but "nothing to do". */
const ROMANCE = wordOf('serious casual romantic long physical sexual heavy formal committed professional')
const NONS =
  'smok drink alcohol religious drug believer driver vegan vegetarian parent gamer sport english french german spanish'

/** "smoke-free"; but gluten-free baking is what somebody likes, and "feel free" says nothing. */
const FREE_OF = wordOf('smoke nicotine tobacco alcohol drug drama meat child kid pet')

/** Whoever hates these wants nobody who has them; whoever hates cooking may look for a cook. */
const HABITS = wordOf('smokers smoking smoke drinkers drinking drugs vaping vapers drama cats dogs pets animals')

/** The first that fits a place wins. */
export const cuePhrases: readonly CuePhrases[] = [
  {
    kind: 'soft',
    side: 'before',
    phrases: String.raw`
      ${IS}${AN}(?:big |huge |real |definite |added )?(?:plus|bonus|advantage|preferred|preferable|desirable|welcome)(?: if| for| points for)?
      ${IS}${AN}(?:nice to haves?|(?:plus|bonus),? but not (?:required|necessary|essential|a must))(?! :)
      (?:(?:its|it is|thats|is|are) )?(?:not|isnt|arent) (?:strictly |absolutely )?(?:required|necessary|essential|mandatory|needed|important|(?:an? )?(?:must|requirement|deal ?breaker))
      (?<=\( )(?:flexible|negotiable)(?= \))
      (?:(?:it |that )?(?:would|will|ll) be |itd be )${NICE}(?: if| to have)?
      (?:if|where|when|whenever) (?:(?:at all|it is|thats|its) )?(?:possible|you can|available)`,
  },
  {
    kind: 'not',
    side: 'before',
    phrases: `
      ${IS}${AN}(?:absolute |total |big )?(?:deal ?breakers?|no gos?|turn ?offs?|red flags?)
      need not apply
      (?:are |is )?not (?:welcome|wanted|allowed|accepted)
      : (?:no|none|never|not at all)${END}
      (?<=(?:^| )${FREE_OF} )free`,
  },
  {
    kind: 'soft',
    side: 'after',
    phrases: `
      ideally|preferably|prefer(?:s|red|ed|ring)?|rather|hopefully|maybe|perhaps|possibly|optionally
      not necessarily|(?:doesnt|dont|does not|do not) (?:need|have) to|need not(?! apply)
      (?:with )?(?:a |my |strong )?preference (?:for|is)
      nice to have(?: :)?
      (?:extra |bonus )points (?:for|if)
      (?:i )?(?:would|id) (?:rather|prefer|love it if|like it if)`,
  },
  {
    kind: 'must',
    side: 'before',
    phrases: `
      (?:(?:is|are) )?${AN}(?:absolute |definite )?(?:musts?|must haves?|requirement)${END}
      (?:(?:is|are) )?(?:required|mandatory|essential|non ?negotiable|obligatory|necessary|needed)${END}`,
  },
  {
    kind: 'must',
    side: 'after',
    phrases: `
      (?<!(?:^| )${MINE} )${SURE}must(?! (?:see|watch|read|try|visit|say|admit))(?: (?:also|absolutely|definitely|have to))?
      (?<!(?:^| )${MINE} )has(?: got)? to(?: (?:also|absolutely|definitely))?
      (?<!(?:^| )${MINE} )(?:have|needs?) to(?= ${SURE}(?:at least )?${BEING}(?: |$))
      (?:its |it is )?(?:required|essential|mandatory|important|crucial|necessary)(?: that)?(?= [a-z])
      definitely|absolutely
      must haves?(?: :)?|requirements?(?: are| :)|non ?negotiable :`,
  },
  {
    kind: 'only',
    side: 'after',
    phrases: `
      (?<!(?:^| )(?:not|if|the|an|i|we|im|can|could|will|would|am|have|my|ive|her|his|their) )(?:only|strictly|exclusively|solely)(?! (?:if|child|when|have|had|need|on|at|a few|one|once|twice))
      just(?= (?:for |a )?(?:women|men|friends|friendship|females|males|girls|guys))`,
  },
  {
    kind: 'not',
    side: 'after',
    phrases: `
      (?:nobody|no ?one|none)(?= (?:who|with|over|under|older|younger|above|below|from|into|named|that|in (?:their|his|her))(?: |$))
      (?:except|excepting)(?: for)?|excluding|other than|apart from|aside from
      (?:anyone|anybody|everyone|everybody|any|all|someone|anything|nobody|people|anywhere) but
      neither|without(?: any)?|never|avoid|avoiding
      nothing(?= (?:too |very |that |overly )?${ROMANCE})
      (?:absolutely |strictly |definitely |please )?no(?! (?:more|less|older|younger|further|farther|under|over)(?: |$))(?: interest in| more)?
      non(?= ${wordOf(NONS)}[a-z]*)
      (?:i|we) (?:really |just |absolutely )?(?:hate|dislike|detest|loathe|despise|(?:cant|cannot|can not) (?:stand|bear))(?= ${HABITS}(?: |$))
      (?:(?:im|i am|we are) )?(?:very |highly )?allergic to(?= ${HABITS}(?: |$))
      not (?:based|living|located|situated)
      (?:do|does|did|is|are|was|were|wo|would|should|could|ca|has|have|had|must)nt|not|cannot`,
  },
]
