/** Numbers as people write them about ages and distances: "25", "2,5", "1,000", "twenty". */

const units = 'two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen'
export const tens: readonly string[] = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const spelled: ReadonlyMap<string, number> = new Map([
  // "one" is mostly no number: "no one", "one of us".
  ...`${units} eighteen nineteen`.split(' ').map((word, index): [string, number] => [word, index + 2]),
  ...tens.map((word, index): [string, number] => [word, (index + 2) * 10]),
  ['fourty', 40],
])

const WHOLE = /^\d{1,9}$/u
const THOUSANDS = /^\d{1,3}(?:,\d{3})+$/u
const DECIMAL = /^\d{1,9}[.,]\d{1,3}$/u

/** Null when it is no number, or one that neither an age nor a distance can be. */
export function numberOf(word: string): number | null {
  if (WHOLE.test(word)) return Number(word)
  if (THOUSANDS.test(word)) return Number(word.replaceAll(',', ''))
  if (DECIMAL.test(word)) return Number(word.replace(',', '.'))
  return spelled.get(word) ?? null
}
