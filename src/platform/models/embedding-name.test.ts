import { expect, test } from 'vitest'
import { knownDimension, parseEmbeddingModel } from './embedding-name.ts'

test.each(['all-MiniLM-L6-v2', 'sentence-transformers/all-MiniLM-L6-v2', ' all-MiniLM-L6-v2 '])(
  '%j is the built-in model',
  (name) => {
    expect(parseEmbeddingModel(name)).toEqual({ kind: 'built-in' })
  },
)

test.each([
  ['openai:text-embedding-3-small', { kind: 'openai', model: 'text-embedding-3-small', dimension: null }],
  ['openai:text-embedding-3-large@1024', { kind: 'openai', model: 'text-embedding-3-large', dimension: 1024 }],
  ['openai:nomic-embed-text:latest', { kind: 'openai', model: 'nomic-embed-text:latest', dimension: null }],
  ['openai:@cf/baai/bge-m3', { kind: 'openai', model: '@cf/baai/bge-m3', dimension: null }],
  ['gemini:gemini-embedding-001@768', { kind: 'gemini', model: 'gemini-embedding-001', dimension: 768 }],
])('%s names a provider, a model and perhaps a length', (name, choice) => {
  expect(parseEmbeddingModel(name)).toEqual(choice)
})

test.each(['', 'openai:', 'gemini: ', 'all-mpnet-base-v2', 'cohere:embed', 'openai:two words'])(
  '%j is refused with the choices',
  (name) => {
    expect(() => parseEmbeddingModel(name)).toThrow(
      expect.objectContaining({
        code: 'server.setting',
        detail: expect.stringContaining('it wants all-MiniLM-L6-v2 (built in), openai:<model> or gemini:<model>.'),
      }),
    )
  },
)

test.each(['openai:text-embedding-3-large@0', 'openai:text-embedding-3-large@4001'])(
  '%s is refused: no index holds such vectors',
  (name) => {
    expect(() => parseEmbeddingModel(name)).toThrow(/1 to 4000 can be searched/u)
  },
)

test('a long name is not repeated whole', () => {
  expect(() => parseEmbeddingModel('x'.repeat(10_000))).toThrow(/^.{0,250}$/u)
})

test('the length of a well-known model needs no call', () => {
  expect(knownDimension('openai', 'text-embedding-3-small')).toBe(1536)
  expect(knownDimension('openai', 'gemini-embedding-001')).toBeNull()
})
