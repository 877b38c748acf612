import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedSentences } from '../../../test/fixtures/asked-sentences.ts'
import { sayUnderstood } from '../../../test/support/say-understood.ts'
import { readSentence } from './read-sentence.ts'
import { understood } from './schema.ts'
import type { Understood, Wish } from './wish.ts'

const wishesOf = ({ filters, preferences, excluded }: Understood): readonly Wish[] => [
  ...filters,
  ...preferences,
  ...excluded,
]

describe('the table of sentences', () => {
  test('is long enough to mean something, and says each sentence once', () => {
    expect(askedSentences.length).toBeGreaterThanOrEqual(300)
    expect(new Set(askedSentences.map(({ sentence }) => sentence)).size).toBe(askedSentences.length)
  })

  test.each(askedSentences)('$about: $sentence', ({ sentence, understood: expected }) => {
    expect(sayUnderstood(readSentence(sentence))).toBe(expected)
  })
})

test('every wish and everything ignored quotes the piece that it was read from', () => {
  const read = readSentence(
    'Someone between 25 and 35 near me who can teach me climbing, no smokers, my age, ideally a woman',
  )
  expect(wishesOf(read).map(({ kind, from }) => [kind, from])).toEqual([
    ['age', 'between 25 and 35'],
    ['distance', 'near me'],
    ['purpose', 'teach'],
    ['gender', 'woman'],
    ['words', 'no smokers'],
  ])
  expect(read.ignored).toEqual([{ from: 'my age', because: 'Whoever is nearer to your own age comes first as it is.' }])
})

test('a "no" is quoted with what it denies', () => {
  const [wish] = readSentence('climbing, but I am not looking for anything serious').excluded
  expect(wish).toEqual({ kind: 'relationship', values: ['serious'], from: 'not looking for anything serious' })
})

test('a topic keeps the words that make it readable', () => {
  expect(readSentence('a French-speaking guitar teacher near me who is patient with kids').topic).toEqual({
    text: 'guitar teacher, patient with kids',
    terms: ['guitar', 'teacher', 'patient', 'kids'],
    side: null,
  })
})

test('whoever names two ages that exclude each other is told which was left out', () => {
  const { filters, ignored } = readSentence('a woman under 30 who is over 40')
  expect(filters).toMatchObject([{ values: ['female'] }, { max: 29 }])
  expect(ignored.map(({ from }) => from)).toEqual(['over 40'])
  expect(ignored.at(-1)?.because).toContain('under 30')
})

test('whoever says that any gender will do has lifted the wish', () => {
  expect(readSentence('a woman to climb with, but any gender is fine').filters).toEqual([])
  expect(readSentence('any gender, no men').excluded).toHaveLength(1)
})

test('"anywhere" lifts the radius unless a distance is said as well', () => {
  expect(readSentence('pen pals anywhere').lifted).toEqual(['distance'])
  expect(readSentence('anywhere, but no more than 50 km away')).toMatchObject({
    lifted: [],
    filters: [{ km: 50 }],
  })
})

test('any age and any gender are lifted unless one is asked for', () => {
  expect(readSentence('chess, any age is fine, all genders welcome').lifted).toEqual(['age', 'gender'])
  expect(readSentence('any age over 18').lifted).toEqual([])
})

test('what is said twice is read once', () => {
  expect(readSentence('a woman, female, woman').filters).toHaveLength(1)
})

test('of a sentence in another language the topic is read, and the answer says so', () => {
  const { filters, topic, ignored } = readSentence(
    'Ich suche eine Frau zwischen 25 und 35, die gern klettert, max. 10 km',
  )
  expect(filters).toEqual([{ kind: 'distance', km: 10, from: '10 km' }])
  expect(topic?.text).toContain('gern klettert')
  expect(ignored[0]?.because).toContain('not English')
})

test('more than 10,000 characters are read up to there, which is said', () => {
  const sentence = `a woman over 50 who paints ${'flowers '.repeat(1300)} and nobody else`
  const { filters, ignored } = readSentence(sentence)
  expect(filters).toHaveLength(2)
  expect(ignored.map(({ because }) => because)).toEqual(['Only the first 10000 characters of a sentence are read.'])
  expect(sentence).toContain(ignored[0]?.from)
})

test('more wishes than anybody has are cut off', () => {
  const words = Array.from(
    { length: 100 },
    (_, index) => `no ${'abcdefghij'[index % 10]}${'klmnopqrst'[Math.floor(index / 10)]}zz`,
  )
  const { excluded, ignored } = readSentence(`I want somebody with ${words.join(', ')}`)
  expect(excluded).toHaveLength(32)
  expect(ignored[0]?.because).toBe('More than 32 wishes of one sort are not read.')
})

/** Words that readers look for, so that chance meets them in every order. */
const telling = (
  'no not without must only ideally if possible preferably a woman man trans any gender between 25 and 40 30 over under years old ' +
  'km miles within near me anywhere speaks French or German speaking , . - + ? teach climbing serious anything looking for in her ' +
  "20s mid thirties who is i am don't want strings attached my age but never 12 121 0 \n ' \" é 🎸 אבג 日本語 \ud800 \0 \u200b"
).split(' ')

const sentences = fc.oneof(
  fc.array(fc.constantFrom(...telling), { maxLength: 40 }).map((words) => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
  fc
    .tuple(fc.constantFrom(...telling), fc.integer({ min: 1, max: 3000 }))
    .map(([word, times]) => `${word} `.repeat(times)),
)

describe('whatever is written', () => {
  const each = (holds: (sentence: string, read: Understood) => void): void =>
    fc.assert(
      fc.property(sentences, (sentence) => {
        holds(sentence, readSentence(sentence))
      }),
      { numRuns: 200 },
    )

  test('every quoted piece stands in the sentence', () => {
    each((sentence, read) => {
      for (const { from } of [...wishesOf(read), ...read.ignored]) {
        expect(from).not.toBe('')
        expect(sentence.includes(from)).toBe(true)
      }
    })
  })

  test('what was read passes the schema, and comes out as it went in', () => {
    each((_, read) => expect(understood.parse(JSON.parse(JSON.stringify(read)))).toEqual(read))
  })

  test('the same sentence is read the same', () => {
    each((sentence, read) => expect(readSentence(sentence)).toEqual(read))
  })

  test('no range of ages is reversed', () => {
    each((_, read) => {
      for (const wish of wishesOf(read)) {
        if (wish.kind === 'age') expect(wish.min ?? 0).toBeLessThanOrEqual(wish.max ?? 120)
      }
    })
  })

  test('words that say nothing make no wish and no topic', () => {
    const silent =
      'help find me who can the other user person people someone looking for want need please loves enjoys gives really nice ' +
      'great good thing kind of a an and is are to with in would could interests share enthusiasts hello thanks lots also just'
    const silence = fc.array(fc.constantFrom(...silent.replace('kind of ', '').split(' ')), { maxLength: 30 })
    fc.assert(
      fc.property(silence, (words) => {
        const read = readSentence(words.join(' '))
        expect([wishesOf(read), read.topic]).toEqual([[], null])
      }),
    )
  })

  test('half a word is no word: letters before or behind take every gender away', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz'), minLength: 3, maxLength: 6 })
    const inner = fc.constantFrom('man', 'woman', 'her', 'he', 'girl', 'male', 'art', 'work', 'fun')
    fc.assert(
      fc.property(letters, inner, letters, (before, word, after) => {
        expect(readSentence(`${before}${word}${after}`).filters).toEqual([])
      }),
    )
  })
})

test.each([
  ['I can’t stand smokers', [], 'smokers'],
  ['a flatmate, I’m allergic to cats', [], 'cats'],
  ['a CTO, not based in London', [], 'london'],
])('what whoever asks cannot stand is left out: %s', (sentence, filters, word) => {
  expect(readSentence(sentence)).toMatchObject({ filters, excluded: [{ kind: 'words', terms: [word] }] })
})

test('whoever hates cooking may look for a cook, and whoever minds no smokers asks for none', () => {
  expect(readSentence('I hate cooking, need a cook').excluded).toEqual([])
  expect(readSentence('doesn’t mind smokers')).toMatchObject({
    filters: [],
    preferences: [],
    excluded: [],
    topic: null,
  })
})

test.each([
  ['bass player with own van, 20s, max 15 km', { min: 20, max: 29 }],
  ['hiking, 40s woman', { min: 40, max: 49 }],
  ['tennis player, thirties, male', { min: 30, max: 39 }],
])('a decade by itself is an age: %s', (sentence, ages) => {
  expect(readSentence(sentence).filters).toContainEqual(expect.objectContaining({ kind: 'age', ...ages }))
})

test.each(['songs, 80s', '80s music, vinyl', 'vinyl, 70s and 90s'])('a decade of music is none: %s', (sentence) => {
  expect(readSentence(sentence).filters).toEqual([])
})

test.each([
  ['looking for a girlfriend', ['female']],
  ['boyfriend 22 to 30', ['male']],
  ['my future wife', ['female']],
  ['someone to talk about my girlfriend', null],
  ['girlfriend problems, need advice', null],
  ['my wife and I look for a couple', null],
])('who is wanted as a partner has a gender: %s', (sentence, values) => {
  const found = readSentence(sentence).filters.filter(({ kind }) => kind === 'gender')
  expect(found).toMatchObject(values ? [{ values }] : [])
})
