/** What a sentence was drawn from, in the words of that time: later answers do not change what was said before. */
import type { CompositionInput, SentenceSource, SourcedSentence } from '../composing/index.ts'
import type { SourceWords } from './person.ts'

/** The place, and the words that stood there. */
export type QuotedSource = SentenceSource & SourceWords & { readonly text: string }

export interface QuotedSentence {
  readonly text: string
  readonly source: QuotedSource
}

const LINE_END = /\r\n|[\n\r]/u

/** The sentence with the words that it came from, so that it can be checked when they have been replaced. */
export function quoted({ text, source }: SourcedSentence, said: CompositionInput): QuotedSentence {
  if (source.kind === 'answer') {
    const { prompt = '', answer = '' } = said.questions[source.question] ?? {}
    return { text, source: { ...source, prompt, text: answer } }
  }
  if (source.kind === 'reason') return { text, source: { ...source, text: said.rejections[source.reason] ?? '' } }
  return { text, source: { ...source, text: lineOf(said.resumeText ?? '', source.line) } }
}

/**
 * For a sentence that was stored without its words, by an older version: found in what is held now if it is there. If not,
 * the words are empty: what they were is not known any more.
 */
export function quotedAgain({ text, source }: SourcedSentence, held: CompositionInput): QuotedSource {
  const now = quoted({ text, source: counted(source, held) }, held).source
  return isIn(text, now.text) ? now : { ...source, text: '' }
}

/** Older versions kept the last reason alone, and did not count it. */
function counted(source: SentenceSource, { rejections }: CompositionInput): SentenceSource {
  const isCounted = source.kind !== 'reason' || (source.reason as number | undefined) !== undefined
  return isCounted ? source : { ...source, reason: rejections.length - 1 }
}

const lineOf = (text: string, line: number): string => text.split(LINE_END)[line - 1] ?? ''

const isIn = (part: string, whole: string): boolean => spaced(whole).includes(spaced(part))

const spaced = (text: string): string => text.replace(/\s+/gu, ' ').trim()
