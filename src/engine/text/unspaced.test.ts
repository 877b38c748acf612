import { expect, test } from 'vitest'
import { isUnspaced, segmentWords } from './unspaced.ts'

test('scripts without spaces are known', () => {
  expect(['我需要', 'ありがとう', 'สวัสดี', 'ភាសា'].map(isUnspaced)).toEqual([true, true, true, true])
  expect(['hello', 'привет', 'مرحبا', '안녕 하세요', ''].map(isUnspaced)).toEqual([false, false, false, false, false])
})

test('segments together are the whole text, and only words are called words', () => {
  const segments = segmentWords('我需要帮助。')
  expect(segments.map((segment) => segment.text).join('')).toBe('我需要帮助。')
  expect(segments.at(-1)).toEqual({ text: '。', start: 5, isWord: false })
  expect(segments.filter((segment) => segment.isWord).length).toBeGreaterThan(1)
})
