/** Parts a sentence that both asks and offers: "I teach Spanish and I need a drum kit" is one of each. */
import { readCue } from './cues.ts'
import type { Cue } from './types.ts'

export interface ClauseText {
  readonly text: string
  readonly cue: Cue | null
}

/** Before a part that can stand alone; the joining words belong to neither. */
const JOINT =
  /[,;]?\s+(?:and|but|so|while|whereas|however|yet|though|plus|also|y|et|und|e|pero|mais|aber)\s+(?=(?:(?:i|we|rather|ich|yo|je)(?![\p{L}])|(?:am |also |now |currently )?(?:need|looking|seeking|searching|can|offer|offering|want|would|happy|glad|rather|for)(?![\p{L}])))|,\s+(?=(?:i|we)(?:['’]\p{L}+)?\s)/giu
const EXCHANGE = /[,;]?\s+(?:in exchange for|in return for|in turn for|a cambio de|en échange de|im tausch gegen)\s+/iu

/** Parts are verbatim and in order. A sentence of one side, or of none, stays whole. */
export function splitClauses(sentence: string): readonly ClauseText[] {
  const [given, taken, ...more] = sentence.split(EXCHANGE)
  if (given && taken && more.length === 0) {
    const cue = readCue(given)
    return [
      { text: given, cue },
      { text: taken, cue: readCue(taken) ?? otherSide(cue) },
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
    const cue = cueAfter(open?.cue ?? null, sentence.slice(start, end))
    if (!open || isNewSide(open.cue, cue)) parts.push({ start, end, cue })
    else {
      open.end = end
      const later = cue && { ...cue, at: cue.at + start - open.start }
      if (open.cue === null || open.cue.kind === 'self') open.cue = later ?? open.cue
    }
  }
  return parts.map(({ start, end, cue }) => ({ text: sentence.slice(start, end), cue }))
}

const BUT_FOR = /^(?:rather )?for(?![\p{L}])/iu

/** "Not looking for money but for a mentor": what is denied names the side of what is put in its place. */
function cueAfter(before: Cue | null, text: string): Cue | null {
  if (before?.kind === 'not need' && BUT_FOR.test(text)) return { kind: 'need', at: 0 }
  return readCue(text)
}

/** "I wrote a book and need an agent" is one need: apart, it would not say for what. */
function isNewSide(open: Cue | null, next: Cue | null): boolean {
  if (!next || !open || next.kind === open.kind || open.kind === 'self') return false
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
