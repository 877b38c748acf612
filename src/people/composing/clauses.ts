/** Parts a sentence that both asks and offers: "I teach Spanish and I need a drum kit" is one of each. */
import { readCue } from './cues.ts'
import type { Cue } from './types.ts'

export interface ClauseText {
  readonly text: string
  readonly cue: Cue | null
}

/** Before a part that can stand alone; the joining words belong to neither. */
const JOINT =
  /[,;]?\s+(?:and|but|so|while|whereas|however|yet|though|plus|also|y|et|und|e|pero|mais|aber)\s+(?=(?:(?:i|we|rather|ich|yo|je)(?![\p{L}])|(?:am |also |now |currently )?(?:need|lack|looking|seeking|searching|can|offer|offering|want|would|happy|glad|rather|for)(?![\p{L}])))|:\s+(?=(?:(?:i|we)(?:['’]\p{L}+)?|some(?:one|body)|any(?:one|body)|who|can|could|does|is there)\s)|,\s+(?=(?:i|we)(?:['’]\p{L}+)?\s|(?:need|needing|looking for|seeking|offering)\s)/giu
const EXCHANGE = /[,;]?\s+(?:in exchange for|in return for|in turn for|a cambio de|en échange de|im tausch gegen)\s+/iu

const SWAP =
  /^(?<given>(?:i|we)(?:['’]d| would|['’]ll| will| can| could)? (?:like to |love to |gladly |happily )*(?:swap|trade|exchange|barter) .+?) (?:for|against) (?<taken>.+)$/iu

/** Parts are verbatim and in order. A sentence of one side, or of none, stays whole. */
export function splitClauses(sentence: string): readonly ClauseText[] {
  const swap = SWAP.exec(sentence)?.groups
  const [given, taken, ...more] = swap ? [swap['given'], swap['taken']] : sentence.split(EXCHANGE)
  if (given && taken && more.length === 0) {
    const cue = swap ? ({ kind: 'offer', at: 0 } as const) : readCue(given)
    return [
      { text: given, cue },
      { text: taken, cue: (swap ? null : readCue(taken)) ?? otherSide(cue) },
    ]
  }
  return joined(sentence)
}

function otherSide(cue: Cue | null): Cue | null {
  if (cue?.kind === 'offer') return { kind: 'need', at: 0 }
  return cue?.kind === 'need' ? { kind: 'offer', at: 0 } : null
}

/** A part without telling words goes on with what is open, and what is no side yet takes that of the next part. */
function joined(sentence: string): readonly ClauseText[] {
  const parts: { start: number; end: number; cue: Cue | null }[] = []
  for (const { start, end } of partRanges(sentence)) {
    const open = parts.at(-1)
    const text = sentence.slice(start, end)
    const cue = cueAfter(open?.cue ?? null, text)
    const isWish = cue?.kind === 'need' && isLacking(open?.cue ?? null) && endsInPronoun(text)
    if (!open || (isNewSide(open.cue, cue) && !isWish)) parts.push({ start, end, cue })
    else {
      open.end = end
      const later = cue && { ...cue, at: cue.at + start - open.start }
      if (open.cue === null || open.cue.kind === 'self' || isWish) open.cue = later ?? open.cue
    }
  }
  return parts.map(({ start, end, cue }) => ({ text: sentence.slice(start, end), cue }))
}

/** "Can anybody repair it?" alone would not say what. */
const OF_A_PRONOUN = /(?<![\p{L}])(?:it|them|this|that|these|those|one)[\s.!?]*$/iu

export const endsInPronoun = (text: string): boolean => OF_A_PRONOUN.test(text)

/** "I am no good at cooking but want to learn it": what is lacked is what is wished for. */
const isLacking = (cue: Cue | null): boolean => cue?.kind === 'not offer' || cue?.kind === 'not either'

const BUT_FOR = /^(?:rather )?for(?![\p{L}])/iu

/** "Not looking for money but for a mentor": what is denied names the side of what is put in its place. */
function cueAfter(before: Cue | null, text: string): Cue | null {
  if (before?.kind === 'not need' && BUT_FOR.test(text)) return { kind: 'need', at: 0 }
  return readCue(text)
}

/** "I wrote a book and need an agent" is one need: apart, it would not say for what. */
function isNewSide(open: Cue | null, next: Cue | null): boolean {
  if (!next || !open || next.kind === open.kind) return false
  if (open.kind === 'self') return next.kind === 'not either'
  return next.kind !== 'self' || open.kind.startsWith('not ')
}

function partRanges(sentence: string): readonly { start: number; end: number }[] {
  const joints = Array.from(sentence.matchAll(JOINT), (joint) => ({
    at: joint.index,
    next: joint.index + joint[0].length,
  }))
  const starts = [0, ...joints.map(({ next }) => next)]
  const ends = [...joints.map(({ at }) => at), sentence.length]
  return starts.map((start, index) => ({ start, end: ends[index] ?? sentence.length }))
}

/** Longer sentences without a pause are several that were not parted. */
const RUN_ON_WORDS_MIN = 15
const PAUSES = /[,;:.!?–—()](?=\s)/u
const BEGINNING =
  /(?<!(?<![\p{L}])(?:im|i['’]m|am|are|also|still|currently|that|which|who|whom|what|where|when|while|if|because|since|as|than|how|why|until|before|after|whenever|so|but|or|and|all|everything|thing|way|time|times|things)) (?=(?:and |but |so )?(?:(?:i|we)(?:['’]?(?:m|ve|re))?|looking for|can (?:any|some)(?:one|body)|does anyone|would be (?:great|nice|lovely)) \p{L})/giu

/** "i drive a bus i dont cook": begun anew wherever the speaker does; sentences with any pause stay whole. */
export function partRunOn(sentence: string): readonly string[] {
  if (sentence.split(' ').length <= RUN_ON_WORDS_MIN || PAUSES.test(sentence)) return [sentence]
  return sentence.split(BEGINNING)
}
