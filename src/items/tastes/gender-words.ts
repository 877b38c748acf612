/** Words for a gender that mean the same. */

const shortWords: ReadonlyMap<string, string> = new Map([
  ['male', 'm'],
  ['female', 'f'],
])

/** As people's genders are kept: "male" is "m", "female" is "f", any other word stays as it is. */
export const genderWord = (word: string): string => shortWords.get(word.toLowerCase()) ?? word

/** All words that mean what this one means, itself included: items say it in the words of their host. */
export function genderWords(word: string): readonly string[] {
  const short = genderWord(word)
  const long = [...shortWords].flatMap(([each, shortened]) => (shortened === short ? [each] : []))
  return [...new Set([word, short, ...long])]
}
