/** What needs, offers and stories sound like in general: clauses whose words do not tell are compared with these. */
import { cosine } from '../../engine/index.ts'

export const prototypeTexts = {
  need: [
    'I am looking for somebody who can help me.',
    'I need help with this.',
    'We need advice and support.',
    'I want to find a partner.',
    'I would like to learn how to do it.',
    'Who can show me?',
    'I have a problem and do not know how to solve it.',
    'We are searching for an expert.',
    'I am seeking funding.',
    'I hope to meet people who can teach me.',
    'We are missing somebody for this.',
    'It is broken and I want it fixed.',
  ],
  offer: [
    'I can help you with this.',
    'I offer my help and experience.',
    'I teach others how to do it.',
    'I am an expert in this field.',
    'I have many years of experience.',
    'I build and repair things for people.',
    'I am happy to share what I know.',
    'I advise companies and founders.',
    'I provide this service.',
    'I coach and mentor people.',
    'Ask me anything about it.',
    'I can introduce you to people.',
  ],
  background: [
    'I was born in a small town.',
    'I live with my family.',
    'I studied at the university.',
    'I have worked there for some years.',
    'My hobby is reading.',
    'The company was founded ten years ago.',
    'I like long walks.',
    'I grew up abroad.',
    'It was a sunny day.',
    'I moved here last year.',
    'It matters a lot to me.',
    'I prefer to meet in the evening.',
  ],
} as const

export type PrototypeKind = keyof typeof prototypeTexts

/** How near a clause is to each kind, as cosines. */
export type Nearness = Readonly<Record<PrototypeKind, number>>

/** The nearest ones speak for their kind: the mean of these many told needs from offers best on hand-sorted sentences. */
const NEAREST = 5

export type Prototypes = Readonly<Record<PrototypeKind, readonly Float32Array[]>>

export function nearnessOf(vector: Float32Array, prototypes: Prototypes): Nearness {
  const near = (kind: PrototypeKind): number => {
    const nearest = prototypes[kind]
      .map((one) => cosine(vector, one))
      .toSorted((one, other) => other - one)
      .slice(0, NEAREST)
    return nearest.reduce((sum, value) => sum + value, 0) / Math.max(1, nearest.length)
  }
  return { need: near('need'), offer: near('offer'), background: near('background') }
}
