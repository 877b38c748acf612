import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isEnglish, sentimentOf } from './sentiment.ts'

const positive = `
great! | good | Great match | Loved it | super | GREAT | thanks | nice guy | Spot on | worth my time | :) | 👍
I loved talking with her | Very helpful and kind | He was extremely helpful | Excellent advice, thank you
couldn't be better | Couldn’t be happier with the introduction | It could not have gone better. | I couldn't ask for more
can't complain | Can't complain at all! | no complaints | No complaints here. | not bad | Not bad at all | It wasn't bad
She is a wonderful teacher | We clicked immediately | Really enjoyed our chat | I can't thank you enough
can't wait to work together | Best introduction so far | She was not only smart but also generous
I would recommend him to everyone | Nothing but praise | no problems at all | This was amazing!!! | It was a perfect fit
Good conversation, and we will meet again | exactly what I was looking for, thank you | Impressive person
Fantastic - she knows everything about pottery | I was worried at first, but he turned out to be lovely
Never had a better conversation | Didn't disappoint | Knowledgeable and punctual | I don't hate it
nothing bad to say | nothing negative to say about him | without any problems | could be worse
Pain is gone, no complaints whatsoever | The pain has gone | My headache is gone | The problems are solved
I would not hesitate to recommend her | I wouldn't think twice about recommending him | no hesitation in recommending him
I can't say I regret meeting her | I cannot say I was disappointed | I did not regret it for a second
omg she replied in an hour and fixed my cv 🙏🔥 | hired him! | We hired her on the spot | She fixed my bike | 🔥 | 🙏🏽
got the job thanks to her | we signed a contract | He was late but brilliant | I was too shy to ask, but she was lovely
Her health is bad, poor woman, but our talks are wonderful | They replied within minutes`

const negative = `
not good | Not good. | NOT GOOD | Not helpful at all | Not a good match | It was not great | could be better | awful
Could have been better | It should have been better | I wish it were good | I wish it had been more useful | terrible
nothing good to say | Nothing good about it. | bad | He was rude | Waste of time | waste of my time | He never replied
She didn't show up | no show | ghosted me | Boring | I did not enjoy talking to him | I don't think it was a good match
I do not believe he was helpful | Hardly helpful | barely useful | far from good | anything but helpful | The worst
not what I was looking for | It isn't a fit | not relevant | no good | no fun | disappointing | Expected better
I was disappointed by the call | I hate this | Too pushy and annoying | I would not recommend him | Never again
I wouldn't recommend her to anyone | It started well but ended in a terrible argument | not worth my time | 👎
Thanks for nothing | didn't like him | This did not work out | Unfortunately we have nothing in common | unhelpful
He is not honest | lacks enthusiasm | Would have been great if he had shown up | Neither helpful nor kind
I am not happy | It wasn't very useful | She was late and unprepared | couldn't be worse | Not polite
I wish I had enjoyed it | if only it were better | I can't say I enjoyed it | I regret meeting him
I asked for founders, this is a salesman. | I asked for a piano teacher and got a plumber | not what I asked for
No idea why I was shown this… | No idea why I was shown this. He sells dental chairs. | I don't understand why I got this
Too far away for me. | Too busy to meet me. | too expensive | too young for us | The problem is not solved | 🙄
Not bad at all, but he teaches maths, not piano. | Nice guy, but too expensive. | Good, but not for me.
She is great, but I have no time | not bad, but she never called back | Great, but nobody answered, not once`

const silent = `
We met on Tuesday at the library. | He lives in Berlin | It is a table | ??? | 12345 | Muy mala experiencia
La experiencia fue terrible | Das war gut | die Leute waren nett | Très bien | C'est super | excelente | 非常好
ok | OK. | okay | Ok! | not too far away | He never fixed my tap | I have not got the job | We didn't hire him
She is not too busy for me | he replied in two weeks | No me gustó nada | Отлично | Non mi è piaciuto | Foi horrível | no fue nada bueno | Het was een ramp`

const sentences = (table: string): string[] =>
  table
    .split(/[|\n]/u)
    .map((one) => one.trim())
    .filter(Boolean)

describe('sentiment', () => {
  test('there are more than eighty sentences to judge by', () => {
    expect(sentences(positive + negative + silent).length).toBeGreaterThan(120)
  })
  for (const sentence of sentences(positive)) {
    test(`"${sentence}" is praise`, () => expect(sentimentOf(sentence)).toBeGreaterThan(0.09))
  }
  for (const sentence of sentences(negative)) {
    test(`"${sentence}" is blame`, () => expect(sentimentOf(sentence)).toBeLessThan(-0.09))
  }
  for (const sentence of [...sentences(silent), '']) {
    test(`"${sentence}" says no feeling in English`, () => expect(sentimentOf(sentence)).toBe(0))
  }
  for (const sentence of ['meh', 'Meh.', 'MEH!', 'so-so', 'Neither good nor bad', 'meh, it was ok', 'mixed feelings']) {
    test(`"${sentence}" is about neutral and never praise`, () => {
      expect(sentimentOf(sentence)).toBeLessThanOrEqual(0)
      expect(sentimentOf(sentence)).toBeGreaterThan(-0.15)
    })
  }
})

test('stronger words weigh more', () => {
  expect(sentimentOf('It was excellent!')).toBeGreaterThan(sentimentOf('It was good'))
  expect(sentimentOf('It was horrible!')).toBeLessThan(sentimentOf('It was not good'))
})

test('what follows a "but" outweighs what stands before it', () => {
  expect(sentimentOf('He was rude but helpful')).toBeGreaterThan(0)
  expect(sentimentOf('He was helpful but rude')).toBeLessThan(0)
  expect(sentimentOf('She is great, but lives far away')).toBeLessThan(sentimentOf('She is great'))
})

test('characters that mark idioms inside are no feelings from outside', () => {
  expect(sentimentOf('great\ue000\ue001')).toBe(sentimentOf('great'))
})

test('a long text is the mean of the sentences that say a feeling', () => {
  const mixed = 'It was great. We met on Tuesday. It was terrible.'
  expect(sentimentOf(mixed)).toBeCloseTo((sentimentOf('It was great.') + sentimentOf('It was terrible.')) / 2, 10)
})

test('the last sentence counts as much as the first', () => {
  const idle = 'We met on Tuesday. '.repeat(300)
  expect(sentimentOf(`It was great. ${idle}`)).toBe(sentimentOf(`${idle}It was great.`))
})

test('typographic apostrophes negate as plain ones do', () => {
  expect(sentimentOf('It wasn’t good')).toBe(sentimentOf("It wasn't good"))
})

test('whatever is written, the answer is a number from −1 to 1', () => {
  const words = fc.constantFrom(
    'not',
    'good',
    "couldn't",
    'be',
    'better',
    'no',
    'but',
    'terrible',
    '!',
    'wish',
    'I',
    '\n',
    'never',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(words).map((list) => list.join(' ')),
        fc.string({ unit: 'binary' }),
      ),
      (text) => {
        const value = sentimentOf(text)
        expect(value >= -1 && value <= 1).toBe(true)
      },
    ),
  )
})

test('what can be judged is English, and nothing else is', () => {
  for (const text of ['great!', 'Spot on', 'ghosted me', 'We met on Tuesday.', '👍', 'It was ok'])
    expect(isEnglish(text), text).toBe(true)
  for (const text of ['Muy mala experiencia', 'Das war gut', '非常好']) expect(isEnglish(text), text).toBe(false)
})
