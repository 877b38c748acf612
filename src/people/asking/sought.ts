/** Whether a noun for people names who is looked for: "a woman who paints", and not "paints women". */
import { textBefore } from './line.ts'
import type { Line } from './line.ts'

/** What may stand between such a noun and the word that decides. Bounded, as every repetition here. */
const BETWEEN = String.raw`(?:[^ ]+ ){0,4}`

/** "for women", "about men"; but "looking for women". */
const OBJECT = new RegExp(
  String.raw`(?<!\b(?:look|looks|looking|lookin|search|searching|hunt|hunting|ask|asking|wish|wishing|hoping|hope|care|prefer|preference|up|wait|waiting|seek|seeking) )\b(?:for|about|against|than|by|of|like|as|between|among|towards) (?:(?:a|an|the|my|our|all|young|old|older|other|both|women|men|people|girls|boys|kids|children|teenagers|adults|ladies|guys|seniors|\d+|year|years) ){0,4}$`,
  'u',
)
const GROUP =
  /\b(?:group|circle|couple|bunch|team|lot|identif[a-z]*|present[a-z]*|company|one|any|some) (?:of|as) (?:(?:a|an|the|young|older) ){0,2}$/u

/** "who coaches women": the verb behind the relative pronoun has them as its object. */
const RELATIVE = new RegExp(String.raw`(?:^| )(?:who|that|which) (${BETWEEN})$`, 'u')
const BEING =
  /^(?:(?:is|are|be|being|am|was|whos|must|should|could|can|would|has|have|needs|need|to|will|also|either|really|preferably|ideally|only|not|isnt|arent|identif[a-z]*|as|a|an|the|any|looks|like|or|and|both) ){1,5}|^$/u
/** "my girl", "for my 8 year old". */
const OWN = /\b(?:my|our|his|her|their|your) (?:[^ ]+ ){0,2}$/u

/** `index` is the noun's first token. */
export function isSought(line: Line, index: number): boolean {
  const before = clauseBefore(line, index)
  if (OWN.test(before)) return false
  if (OBJECT.test(before) && !GROUP.test(before)) return false
  const said = RELATIVE.exec(before)?.[1]
  return said === undefined || BEING.test(said)
}

/** The clause up to the noun, with a blank at its end when there is any. */
function clauseBefore(line: Line, index: number): string {
  const before = textBefore(line, index)
  return before.slice(before.search(/[^.!?;,:()]*$/u)).trimStart()
}
