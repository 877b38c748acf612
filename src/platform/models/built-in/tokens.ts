import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Tokenizer } from '@huggingface/tokenizers'

/** What the model was trained to take, [CLS] and [SEP] included. */
export const tokensMax = 256

/** A word gives at most this many tokens (`max_input_chars_per_word` of the tokenizer); a longer one gives [UNK]. */
const WORD_TOKENS_MAX = 100

/** Characters that are read first. Enough for 256 tokens of nearly every text, and read in about a millisecond. */
const HEAD = 4096

export type Encode = (text: string) => number[]

/** Token ids of a text, at most `tokensMax`: [CLS], the beginning of the text, [SEP]. */
export function openTokens(directory: string): Encode {
  const read = (name: string): object => JSON.parse(readFileSync(join(directory, name), 'utf8')) as object
  const tokenizer = new Tokenizer(read('tokenizer.json'), read('tokenizer_config.json'))
  return (text) => encodeHead((part) => tokenizer.encode(part).ids, text.toWellFormed())
}

/**
 * Reads only as much of a long text as it takes. A cut can only change the tokens of the word that it goes through,
 * so once there are that many tokens to spare the kept ones are those of the whole text.
 */
export function encodeHead(encode: Encode, text: string): number[] {
  for (let size = HEAD; size < text.length; size *= 4) {
    const ids = encode(text.slice(0, size))
    if (ids.length >= tokensMax + WORD_TOKENS_MAX) return truncate(ids)
  }
  return truncate(encode(text))
}

function truncate(ids: number[]): number[] {
  return ids.length <= tokensMax ? ids : [...ids.slice(0, tokensMax - 1), ...ids.slice(-1)]
}
