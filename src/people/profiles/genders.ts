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

/**
 * Known values in the text, in alphabetic order; the text itself in lower case where it names none, so that whoever says
 * something of her own is found by it. Empty for "any", and for nothing.
 */
export function gendersIn(text: string): readonly string[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim()
  const words = plain.match(/\p{L}+/gu) ?? []
  if (words.length === 0 || words.some((word) => anything.has(word))) return []
  const found = words.flatMap((word, at) =>
    [genderAt(words, at), beside[word]].filter((gender) => gender !== undefined),
  )
  return found.length === 0 ? [plain] : [...new Set(found)].toSorted()
}

/** By the longest phrase that begins there: "non binary". */
function genderAt(words: readonly string[], at: number): Gender | undefined {
  for (let length = WORDS_MAX; length > 0; length -= 1) {
    const gender = genderByWord.get(words.slice(at, at + length).join(' '))
    if (gender) return gender
  }
  return undefined
}
