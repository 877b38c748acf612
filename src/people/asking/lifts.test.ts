import { expect, test } from 'vitest'
import { readSentence } from './read-sentence.ts'

test.each([
  ['a climbing partner, age or gender doesn’t matter', ['age', 'gender'], 'climbing partner'],
  ['someone to play chess, age and gender don’t matter', ['age', 'gender'], 'play chess'],
  ['someone to jog with, regardless of age, gender or location', ['distance', 'age', 'gender'], 'jog'],
  ['a pen pal, distance does not matter', ['distance'], null],
  ['a chess partner, I don’t mind their age or background', ['age'], 'chess partner'],
  ['a tutor for maths, no age limit, no gender preference', ['age', 'gender'], 'tutor maths'],
  ['a singer, no matter what age or what gender', ['age', 'gender'], 'singer'],
  ['a walking buddy, race and religion don’t matter', [], 'walking'],
])('facts that do not matter are lifted, each of them: %s', (sentence, lifted, topic) => {
  const read = readSentence(sentence)
  expect(read).toMatchObject({ lifted, filters: [], excluded: [] })
  if (topic) expect(read.topic?.terms.join(' ')).toBe(topic)
})

test.each([
  'a teacher for whom my son’s age matters',
  'a climber, age matters to me',
  'how gender matters in politics',
])('what matters is not lifted: %s', (sentence) => {
  expect(readSentence(sentence).lifted).toEqual([])
})

test('what nobody is asked for keeps nobody out, and the sentence says so', () => {
  expect(readSentence('a singer, religion doesn’t matter').ignored).toEqual([
    { from: 'religion doesn’t matter', because: 'Nobody is left out for it.' },
  ])
})
