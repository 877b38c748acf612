/**
 * Makes `models/word-weights/en-1.json` out of the vocabulary of the built-in model's tokenizer, whose whole words
 * stand in order of how often they occur. Run with `node scripts/build-word-weights.ts`; the same input gives the same
 * file. A changed list needs a new version, because scores depend on it.
 */
import { readFileSync, writeFileSync } from 'node:fs'

const tokenizerFile = new URL('../models/all-MiniLM-L6-v2/tokenizer.json', import.meta.url)
const tableFile = new URL('../models/word-weights/en-1.json', import.meta.url)

/** Before it stand the special tokens and the single letters; they are in no order. */
const FIRST_WORD = 'the'
/** From here on stand the pieces made of single signs; they are in no order either. */
const FIRST_SIGN = '##!'
const WHOLE_WORD = /^[\p{L}\p{N}]+$/u
/** The best known order of English words: a vocabulary in another order must not pass for this one. */
const HEAD = 'the of and in to was he is as for on with that it his by at from her she you had an were but be this are'

writeTable(rankedWords(readVocabulary()))

function readVocabulary(): readonly string[] {
  const tokenizer = JSON.parse(readFileSync(tokenizerFile, 'utf8')) as { model: { vocab: Record<string, number> } }
  const ordered: string[] = []
  for (const [piece, id] of Object.entries(tokenizer.model.vocab)) ordered[id] = piece
  return ordered
}

function rankedWords(vocabulary: readonly string[]): readonly string[] {
  const ordered = vocabulary.slice(vocabulary.indexOf(FIRST_WORD), vocabulary.indexOf(FIRST_SIGN))
  const words = ordered.filter((piece) => WHOLE_WORD.test(piece))
  if (!words.join(' ').startsWith(HEAD)) throw new Error('The vocabulary is not ordered by frequency.')
  return words
}

function writeTable(words: readonly string[]): void {
  const source = 'whole words of the vocabulary of all-MiniLM-L6-v2 (bert-base-uncased), most frequent first'
  writeFileSync(tableFile, `${JSON.stringify({ version: 'en-1', source, words: words.join(' ') })}\n`)
  console.log(`${words.length} words`)
}
