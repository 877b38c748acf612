/** What every embedder promises, as tests: each adapter runs them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../../base/index.ts'
import type { Embedder } from './port.ts'

export interface OpenedEmbedder {
  readonly embedder: Embedder
  /** Ends what stands behind the embedder, too. */
  close(): Promise<void>
}

const sentences = [
  'I need someone who can teach me to play the guitar.',
  'A short one.',
  'Our workshop restores old wooden boats, and we look for a patient carpenter with an eye for detail.',
  '你好，我在找一位会计师。',
]

const hostile = {
  'an empty text': '',
  'blanks alone': ' \n\t ',
  'a NUL': 'before\0after',
  'a lone surrogate': 'before\ud800after',
  'half an emoji at the end': 'smile \ud83d',
  '100,000 characters': 'many words '.repeat(9091),
  '100,000 characters without a space': 'x'.repeat(100_000),
  '100,000 characters of three bytes': '语'.repeat(100_000),
  'markers of the model': '[SEP] [CLS] [PAD] [MASK]',
}

export function embedderKeepsItsPromises(name: string, open: () => Promise<OpenedEmbedder>): void {
  describe(`${name} keeps the promises of an embedder`, () => {
    let opened: OpenedEmbedder
    beforeAll(async () => {
      opened = await open()
    })
    afterAll(() => opened.close())
    const embed = (texts: readonly string[]): Promise<Float32Array[]> => opened.embedder.embed(texts)

    test('vectors have length one and the stated dimension', async () => {
      for (const vector of await embed(sentences)) {
        expect(vector).toHaveLength(opened.embedder.dimension)
        expect(cosine(vector, vector)).toBeCloseTo(1, 5)
      }
    })

    test('vectors come in the order of the texts', async () => {
      const forwards = await embed(sentences)
      const backwards = await embed(sentences.toReversed())
      for (const [index, vector] of forwards.entries()) {
        expect(cosine(vector, backwards.at(-1 - index))).toBeGreaterThan(0.99999)
      }
    })

    test('a text alone gives the vector that it gives among others', async () => {
      const together = await embed([...sentences, ...Object.values(hostile)])
      for (const [index, sentence] of sentences.entries()) {
        const [alone] = await embed([sentence])
        expect(cosine(alone, together[index])).toBeGreaterThan(0.99999)
      }
    })

    test('texts that differ give vectors that differ', async () => {
      const [first, second] = await embed(sentences)
      expect(cosine(first, second)).toBeLessThan(0.99)
    })

    test('no texts give no vectors', async () => {
      expect(await embed([])).toEqual([])
    })

    test.each(Object.entries(hostile))('%s gives a vector like any other', async (_, text) => {
      const [vector] = await embed([text])
      expect(cosine(vector, vector)).toBeCloseTo(1, 5)
    })

    test('calls at once each get their own vectors', async () => {
      const expected = await embed(sentences)
      const calls = Array.from({ length: 20 }, (_, call) =>
        [0, 1, 2, 3].map((index) => sentences[(index + call) % 4] ?? ''),
      )
      const answers = await Promise.all(calls.map(embed))
      for (const [call, vectors] of answers.entries()) {
        for (const [index, vector] of vectors.entries()) {
          expect(cosine(vector, expected[(index + call) % 4])).toBeGreaterThan(0.99999)
        }
      }
    })

    test('a call that was given up before it began does nothing', async () => {
      const call = opened.embedder.embed(sentences, { signal: AbortSignal.abort(new Error('changed my mind')) })
      await expect(call).rejects.toThrow('changed my mind')
    })

    test('a call that is given up ends at once, and its neighbours go on', async () => {
      const abort = new AbortController()
      const texts = Array.from({ length: 600 }, (_, index) => `Sentence number ${index} is of no interest to anybody.`)
      const given = opened.embedder.embed(texts, { signal: abort.signal })
      const neighbour = embed(['Still here.'])
      abort.abort(new Error('changed my mind'))
      await expect(given).rejects.toThrow('changed my mind')
      expect(await neighbour).toHaveLength(1)
    })

    test('it is ready once it has answered', async () => {
      await embed(['Are you there?'])
      expect(opened.embedder.state()).toMatchObject({ status: 'ready', detail: null })
    })

    test('once closed it refuses, in words', async () => {
      const { embedder, close } = await open()
      await embedder.close()
      const refusal = await embedder.embed(['too late']).catch((error: unknown) => error)
      await close()
      expect(refusal).toBeInstanceOf(Problem)
      expect(refusal).toMatchObject({ code: 'model.unavailable', detail: 'The embedding model is closed.' })
    })
  })
}

/** Of vectors of length one. */
export function cosine(one: Float32Array | undefined, other: Float32Array | undefined): number {
  return one?.reduce((sum, value, index) => sum + value * (other?.[index] ?? Number.NaN), 0) ?? Number.NaN
}
