import { describe, expect, test } from 'vitest'
import { withApostrophes } from './apostrophes.ts'
import { readCue } from './cues.ts'

describe('a missing apostrophe', () => {
  test.each([
    ['im tall and ive a dog', "i'm tall and i've a dog"],
    ['We dont, he doesnt, she didnt', "We don't, he doesn't, she didn't"],
    ['cant couldnt wont wouldnt isnt', "can't couldn't won't wouldn't isn't"],
    ['id love tea, but my id is lost', "i'd love tea, but my id is lost"],
    ['Ich wohne im Garten', 'Ich wohne im Garten'],
    ["I don't want cant-hooks", "I don't want cant-hooks"],
  ])('%j is read as %j', (written, spelled) => expect(withApostrophes(written).text).toBe(spelled))

  test('moves no place of what was written', () => {
    const { text, writtenAt } = withApostrophes('im sure we dont need tea')
    expect('im sure we dont need tea'.slice(writtenAt(text.indexOf('need')))).toBe('need tea')
    expect(writtenAt(0)).toBe(0)
  })

  test.each([
    ['we dont need money right now', 'not need'],
    ['im not looking for a flat', 'not need'],
    ['dont want a tutor', 'not need'],
    ['i dont teach any more', 'not offer'],
    ['i cant sing', 'not offer'],
  ])('%j denies all the same', (text, kind) => expect(readCue(text)?.kind).toBe(kind))
})
