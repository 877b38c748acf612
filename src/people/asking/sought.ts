/** Whether a noun for people names who is looked for: "a woman who paints", and not "paints women". */
import { textBefore } from './line.ts'
import type { Line } from './line.ts'
import { endsWith, phraseOf, wordOf } from './patterns.ts'

const SEEKING = wordOf(
  'look looks looking lookin search searching hunt hunting ask asking wish wishing hoping hope care prefer preference up wait ' +
    'waiting seek seeking',
)
const FOR = wordOf('for about against than by of as between among towards')
const DESCRIBING = wordOf(
  'a an the my our all young old older other both women men people girls boys kids children teenagers adults ladies guys seniors ' +
    'year years',
)
/** "for women", "about men", "coaching women"; but "looking for women". */
const HELPING = '(?:coach|teach|train|help|mentor|support|empower|treat|photograph|dress|tutor|advis|counsel|paint)ing'
const object = endsWith(
  String.raw`(?:(?<!(?:^| )${SEEKING} )${FOR}|(?:act|dress|feel|look|talk|just|more)s? like|${HELPING})(?: (?:${DESCRIBING}|\d+)){0,4}`,
)
/** "a group of women", "identifies as non-binary". */
const group = endsWith(
  `(?:${wordOf('group circle couple bunch team lot company one any some')}|(?:identif|present)[a-z]{0,6}) (?:of|as)(?: (?:an?|the|young|older)){0,2}`,
)
/** "my girl", "for my 8 year old". */
const owned = endsWith('(?:my|our|his|her|their|your)(?: (?!an? |the )[^ ]+){0,2}')

/** "who coaches women": the verb behind the relative pronoun has them as its object. */
const RELATIVE = /(?:^| )(?:who|that|which) ((?:[^ ]+ ){0,4})$/u
/** "who is a patient woman"; but "who is good at coaching women". */
const being = new RegExp(
  `^(?!.*(?:^| )(?:[a-z]{2,20}ing|at|with) )(?:${phraseOf(`
    is|are|be|am|was|whos|must|should|could|can|would|has|have|needs?|to|will|isnt|arent|looks|identif[a-z]{0,6}
    also|either|really|preferably|ideally|only|not|as|a|an|the|any|like|or|and|both`)} |$)`,
  'u',
)

/** `index` is the noun's first token. */
export function isSought(line: Line, index: number): boolean {
  const before = clauseBefore(line, index)
  if (owned.test(before)) return false
  if (object.test(before) && !group.test(before)) return false
  const said = RELATIVE.exec(before)?.[1]
  return said === undefined || being.test(said)
}

/** The clause up to the noun, with a blank at its end when there is any. */
function clauseBefore(line: Line, index: number): string {
  const before = textBefore(line, index)
  return before.slice(before.search(/[^.!?;,:()]*$/u)).trimStart()
}
