/** Known genders in free text. */

/** By the words that people use for them; whole words only. */
const known: Readonly<Record<string, readonly string[]>> = {
  female: ['female', 'females', 'woman', 'women', 'girl', 'girls', 'lady', 'ladies', 'f'],
  male: ['male', 'males', 'man', 'men', 'boy', 'boys', 'guy', 'guys', 'gentleman', 'm'],
  'non-binary': ['nonbinary', 'enby', 'genderqueer', 'genderfluid', 'agender', 'nb'],
  trans: ['trans', 'transgender', 'transsexual', 'transwoman', 'transman', 'transfeminine', 'transmasculine'],
}
const beside: Readonly<Record<string, string>> = { transwoman: 'female', transman: 'male' }

const byWord = new Map(Object.entries(known).flatMap(([gender, words]) => words.map((word) => [word, gender] as const)))
/** Says that it does not matter. */
const anything: ReadonlySet<string> = new Set(['any', 'all', 'everyone', 'everybody', 'anyone', 'both', 'either'])

/**
 * Known values in the text, in alphabetic order; the text itself in lower case where it names none, so that whoever says
 * something of her own is found by it. Empty for "any", and for nothing.
 */
export function gendersIn(text: string): readonly string[] {
  const plain = text.normalize('NFKC').trim().toLowerCase()
  const words = plain.replaceAll(/non[\s-]binary/gu, 'nonbinary').match(/\p{L}+/gu) ?? []
  if (words.length === 0 || words.some((word) => anything.has(word))) return []
  const found = words.flatMap((word) => [byWord.get(word), beside[word]].filter((gender) => gender !== undefined))
  return found.length === 0 ? [plain] : [...new Set(found)].toSorted()
}
