/** Sets the apostrophes that quick writers leave out, so that the tables of telling words know one spelling. */

/** Before the last letter of these, and after the first of "im", "ive" and "id". */
const BARE =
  /(?<![\p{L}'’-])(?:(?:do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|should)nt|im|ive|id(?= (?:love|like|be|gladly|happily|rather)))(?![\p{L}'’-])/giu
/** Here "im" is "in the". */
const GERMAN = /(?<![\p{L}])(?:ich|und|der|das|ist|nicht|wir|mein\p{L}*|für)(?![\p{L}])/iu

export interface Spelled {
  readonly text: string
  /** Where in the text as it was written stands what stands here at `at`. */
  readonly writtenAt: (at: number) => number
}

export function withApostrophes(written: string): Spelled {
  const isGerman = GERMAN.test(written)
  const set: number[] = []
  const text = written.replace(BARE, (word: string, at: number) => {
    const isNegation = /nt$/iu.test(word)
    if (!isNegation && isGerman) return word
    const cut = isNegation ? word.length - 1 : 1
    set.push(at + cut + set.length)
    return `${word.slice(0, cut)}'${word.slice(cut)}`
  })
  return { text, writtenAt: (at) => at - set.filter((place) => place < at).length }
}
