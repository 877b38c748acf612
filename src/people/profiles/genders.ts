/** Gender is free text; what many spell in many ways stands for known values, in a profile and in a preference alike. */
import { genderWords } from '../asking/index.ts'
import type { Gender } from '../asking/index.ts'

/** What names a gender in a field of its own, beside the nouns that name one in a sentence. */
const fieldWords: Readonly<Record<Gender, string>> = {
  female: 'f w she her hers',
  male: 'm he him his',
  'non-binary': 'x they them theirs',
  trans: 'transfeminine transmasculine transwoman transman mtf ftm',
}
/** These name another one as well. */
const beside: Readonly<Record<string, Gender>> = { transwoman: 'female', mtf: 'female', transman: 'male', ftm: 'male' }
/** They count as a known value, and say more than it: they are kept as they were said. */
const ownWords: ReadonlySet<string> = new Set([
  ...'agender genderfluid genderless'.split(' '),
  'gender fluid',
  'gender nonconforming',
  'gender non conforming',
  ...fieldWords.trans.split(' '),
])
/** Says that it does not matter. */
const anything: ReadonlySet<string> = new Set(['any', 'all', 'everyone', 'everybody', 'anyone', 'both', 'either'])

const genderByWord: ReadonlyMap<string, Gender> = new Map(
  (Object.keys(fieldWords) as Gender[]).flatMap((gender) =>
    [...genderWords[gender], ...fieldWords[gender].split(' ')].map((word) => [word, gender] as const),
  ),
)
const WORDS_MAX = Math.max(...[...genderByWord.keys()].map((word) => word.split(' ').length))

/** Lower case, one blank between words; the known value where it is one of its spellings: "Woman", "she/her". */
export function genderOf(text: string): string {
  const plain = text.toLowerCase().replace(/\s+/gu, ' ').trim()
  const [first, ...others] = plain.split('/').map((part) => (ownWords.has(part) ? undefined : genderByWord.get(part)))
  return first && others.every((other) => other === first) ? first : plain
}

/** Whoever says so tells none. */
const refused =
  /^(?:(?:i )?(?:would |['’]d )?(?:prefer|rather|choose)(?: not)?(?: to)?(?: not)? (?:say|tell|answer|disclose|share|specify)|(?:not|un) ?(?:specified|disclosed|known|stated|set|applicable)|n\/?a|private|secret|none|-+|\?+)$/u
const denying = /^(?:not|no|never)$/u
/** Said in words. */
const crossings: readonly (readonly [said: RegExp, short: string])[] = [
  [/\b(?:male|man|m) ?(?:to|2|→|->) ?(?:female|woman|f)\b/gu, 'mtf'],
  [/\b(?:female|woman|f) ?(?:to|2|→|->) ?(?:male|man|m)\b/gu, 'ftm'],
]

/**
 * Known values in the text, in alphabetic order; the text itself in lower case where it names none, so that whoever says
 * something of her own is found by it. Empty for "any", for what tells nothing, and for nothing. A trans woman is a woman,
 * trans, and "trans female": by that alone is found who is all of it.
 */
export function gendersIn(text: string): readonly string[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
  const written = crossings.reduce((said, [long, short]) => said.replaceAll(long, short), plain)
  const words = written.match(/\p{L}+/gu) ?? []
  if (words.length === 0 || refused.test(plain) || words.some((word) => anything.has(word))) return []
  if (words.some((word) => denying.test(word))) return [plain]
  const found = words.flatMap((word, at) =>
    [genderAt(words, at), beside[word]].filter((gender) => gender !== undefined),
  )
  if (found.length === 0) return [plain]
  const both = found.includes('trans') ? found.filter((gender) => gender === 'female' || gender === 'male') : []
  return [...new Set([...found, ...both.map((gender) => `trans ${gender}`)])].toSorted()
}

/** What a wish asks for: any of these will do. "Trans woman" asks for no other women, and for nobody else who is trans. */
export function wantedGenders(wish: string): readonly string[] {
  const found = gendersIn(wish)
  const narrow = found.filter((gender) => gender.startsWith('trans '))
  return narrow.length > 0 ? narrow : found
}

/** By the longest phrase that begins there: "non binary". */
function genderAt(words: readonly string[], at: number): Gender | undefined {
  for (let length = WORDS_MAX; length > 0; length -= 1) {
    const gender = genderByWord.get(words.slice(at, at + length).join(' '))
    if (gender) return gender
  }
  return undefined
}
