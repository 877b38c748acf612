/** Gender is free text; what many spell in many ways gets one spelling, so that a filter finds all of them. */

const spellings: Readonly<Record<string, readonly string[]>> = {
  female: ['f', 'w', 'woman', 'women', 'girl', 'she', 'she/her', 'females'],
  male: ['m', 'man', 'men', 'boy', 'he', 'he/him', 'males'],
  'non-binary': ['nonbinary', 'non binary', 'nb', 'enby', 'genderqueer', 'they', 'they/them', 'x'],
  trans: ['transgender'],
}

const known: ReadonlyMap<string, string> = new Map(
  Object.entries(spellings).flatMap(([word, others]) => others.map((other) => [other, word])),
)

/** Lower case, one blank between words; the known word where it is one of its spellings. */
export function genderOf(text: string): string {
  const plain = text.toLowerCase().replace(/\s+/gu, ' ').trim()
  return known.get(plain) ?? plain
}
