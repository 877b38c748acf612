import { describe, expect, test } from 'vitest'
import { readHeading } from './resume.ts'

const headings: readonly (readonly [line: string, side: string | null, topic: string | undefined])[] = [
  ['Skills', 'offer', 'focus'],
  ['KEY SKILLS:', 'offer', 'focus'],
  ['## Technical skills', 'offer', 'focus'],
  ['Languages', 'offer', 'focus'],
  ['Areas of expertise', 'offer', 'focus'],
  ['Career objective', 'need', undefined],
  ["What I'm looking for", 'need', undefined],
  ['Work experience', null, 'experience'],
  ['EMPLOYMENT HISTORY', null, 'experience'],
  ['Education', null, 'experience'],
  ['Professional summary', null, 'about'],
  ['About me', null, 'about'],
  ['Interests', null, 'focus'],
  ['Hobbies', null, 'leisure'],
  ['Hobbies and interests', null, 'leisure'],
  ['References', null, undefined],
  ['Berufserfahrung', null, 'experience'],
]

describe('a heading', () => {
  for (const [line, side, topic] of headings) {
    test(`"${line}" heads what stands below it`, () => {
      const prompt = readHeading(line)
      expect(prompt?.side).toBe(side)
      expect([...(prompt?.topics ?? [])]).toEqual(topic ? [topic] : [])
    })
  }
})

test('a line with more to say heads nothing', () => {
  for (const line of ['Skills: Go, Rust', 'I have many skills', 'Experience with children', '', 'Jane Doe']) {
    expect(readHeading(line), line).toBeNull()
  }
})
