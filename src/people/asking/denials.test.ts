import fc from 'fast-check'
import { expect, test } from 'vitest'
import { affirmedStems, entryStems } from './denials.ts'
import { meetingStems } from './related-words.ts'

/** A sentence, the words that it denies, and those that it says. */
const sentences: readonly (readonly [sentence: string, denied: string, said: string])[] = [
  // Plain denials
  ["I don't smoke.", 'smoke', ''],
  ['I don’t smoke', 'smoke', ''],
  ['I do not smoke, but I drink wine.', 'smoke', 'drink wine'],
  ['I never drink', 'drink', ''],
  ['I have never smoked.', 'smoked', ''],
  ["I haven't got pets", 'pets', ''],
  ['I no longer smoke', 'smoke', ''],
  ['no pets please', 'pets', ''],
  ['No smokers, no drugs, love hiking', 'smokers drugs', 'hiking'],
  ['No smoking, drinking or drugs', 'smoking drinking drugs', ''],
  ["I don't smoke or drink", 'smoke drink', ''],
  ['I neither smoke nor drink', 'smoke drink', ''],
  ["I'm not religious", 'religious', ''],
  ["I'm not into sports", 'sports', ''],
  ['I have no children, but a garden', 'children', 'garden'],
  ["I don't have kids and love to travel", 'kids', 'travel'],
  ["I can't stand smokers", 'smokers', ''],
  ["I can't swim", 'swim', ''],
  ["We won't eat meat", 'meat', ''],
  ['I avoid alcohol', 'alcohol', ''],
  ['I like parties without alcohol', 'alcohol', 'parties'],
  ['I eat everything except fish', 'fish', ''],
  ['Not looking for anything serious', 'serious', ''],
  ['Somebody who does not smoke', 'smoke', ''],
  ['Nobody who smokes', 'smokes', ''],
  ['Smoking is a dealbreaker', 'smoking', ''],
  ['Pets not allowed', 'pets', ''],
  ['Smoker: no', 'smoker', ''],
  ["I don't eat meat because I love animals", 'meat', 'animals'],
  ["I don't smoke I love dogs", 'smoke', 'dogs'],
  ["I don't smoke, love hiking or climbing", 'smoke', 'hiking climbing'],
  ["I don't smoke. My friends smoke cigars.", '', 'smoke cigars'],
  ['No pets no smokers', 'pets smokers', ''],
  ['Yoga (not hot yoga), pilates', 'hot', 'yoga pilates'],
  ['Not a huge fan of football', 'football', ''],
  // Compounds
  ['non-smoker', 'smoker', ''],
  ['Nonsmoker, likes dogs', 'smoker', 'dogs'],
  ['non smoker loves dogs', 'smoker', 'dogs'],
  ['A quiet smoke-free home', 'smoke', 'quiet home smokefree'],
  ['alcohol-free evenings', 'alcohol', 'alcoholfree evenings'],
  ['non-alcoholic drinks', 'alcoholic', 'drinks'],
  ['gluten-free baking', '', 'gluten free baking'],
  ['no-code tools', '', 'code tools'],
  ['non-fiction and non-profit work', '', 'fiction profit'],
  ['vegan and sober', '', 'vegan sober'],
  ['Feel free to ask about sailing', '', 'sailing'],
  // What only looks like a denial
  ['not only climbing but also yoga', '', 'climbing yoga'],
  ["I don't just climb, I paint", '', 'climb paint'],
  ['no problem with dogs', '', 'dogs'],
  ["I don't mind dogs", '', 'dogs'],
  ['No objections to dogs', '', 'dogs'],
  ["I can't live without coffee", '', 'coffee'],
  ['I never travel without my dog', '', 'travel dog'],
  ['Without music I am lost', '', 'music'],
  ["Don't hesitate to ask me about sailing", '', 'sailing'],
  ["Don't be shy, ask me about chess", '', 'chess'],
  ["I can't wait to go climbing", '', 'climbing'],
  ["I can't get enough of opera", '', 'opera'],
  ["I couldn't be happier than on a boat", '', 'boat'],
  ['I never get tired of hiking', '', 'hiking'],
  ['I never say no to a hike', '', 'hike'],
  ['I have never tried sailing', '', 'sailing'],
  ["I haven't climbed for years", '', 'climbed'],
  ["I didn't know I loved chess", '', 'chess'],
  ["I don't drink often", '', 'drink'],
  ["I don't drink too much", '', 'drink'],
  ["I don't smoke in the house", '', 'smoke'],
  ['I never climb alone', '', 'climb'],
  ["I don't dislike dogs", '', 'dogs'],
  ['A day without climbing is wasted', '', 'climbing'],
  ["Lessons for people who can't swim", '', 'lessons swim'],
  ['There is not a day that I do not climb', '', 'climb'],
  ["I don't have time to climb", '', 'climb'],
  ["I don't think that climbing is dangerous", '', 'climbing'],
  ["When I'm not climbing I cook", '', 'climbing cook'],
  ["If you don't like dogs we won't get along", '', 'dogs'],
  ["Who doesn't love pizza", '', 'pizza'],
  ["Why don't we go climbing", '', 'climbing'],
  ["Don't you love sailing?", '', 'sailing'],
  ['No stranger to sailing', '', 'sailing'],
  ['no experience needed for climbing', '', 'climbing'],
  ['Nothing beats a good hike', '', 'hike'],
  ['Nobody loves dogs more than me', '', 'dogs'],
  ['Apart from climbing I like chess', '', 'climbing chess'],
  ['There is no better feeling than sailing', '', 'sailing'],
  ['Not your typical yoga teacher', '', 'yoga teacher'],
  ['Last but not least I bake', '', 'bake'],
  ["I wasn't always vegan", '', 'vegan'],
  ['Not opposed to dogs, not against cats', '', 'dogs cats'],
  ['No 1 fan of football', '', 'football'],
  ['Birthday cakes without gluten', '', 'cakes gluten'],
  ['We have no recruiter', '', 'recruiter'],
  ['My sourdough never rises', '', 'sourdough rises'],
  ['Our baby does not sleep', '', 'baby sleep'],
  ['My English is not good enough for meetings', '', 'english meetings'],
  ['I do not understand taxes', '', 'taxes'],
  ['Moro no Rio de Janeiro', '', 'rio janeiro'],
]

const stems = (words: string): readonly string[] => words.split(' ').flatMap((word) => meetingStems(word))

test.each(sentences)('“%s” denies “%s” and says “%s”', (sentence, denied, said) => {
  const affirmed = affirmedStems(sentence)
  expect(affirmed.filter((stem) => stems(denied).includes(stem))).toEqual([])
  expect(affirmed).toEqual(expect.arrayContaining([...stems(said)]))
})

test('what is denied here and said there is said', () => {
  expect(affirmedStems("I don't smoke weed. I smoke cigars.")).toEqual(['smoke', 'cigar'])
})

test('a text without a “no” says what it says', () => {
  const text = 'Climbing, rockclimbing and table tennis in November'
  expect(affirmedStems(text)).toEqual(meetingStems(text))
})

test('a sentence says no more than its words, and the words between the denials', () => {
  const words = [
    'no',
    'not',
    "don't",
    'never',
    'without',
    'dogs',
    'smoke',
    'or',
    'and',
    ',',
    '.',
    '?',
    'I',
    'free',
    '-',
    ':',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 30 }), (some) => {
      const text = some.join(' ')
      const all = new Set([...meetingStems(text), 'smokefre', 'dogsfre'])
      expect(affirmedStems(text).filter((stem) => !all.has(stem))).toEqual([])
    }),
  )
})

test('any text at all is read', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => Array.isArray(affirmedStems(`not ${text} no`))))
})

test('a long text is read in a moment, however often it says no', () => {
  const text = "I don't smoke, no pets, never drink without dogs ".repeat(400)
  expect(affirmedStems(text)).toContain('dog')
  expect(affirmedStems(`${"I don't smoke. ".repeat(1000)}I climb.`)).toEqual(['climb'])
})

test.each(['No more than two dogs', `No dogs, ${'but many cats and '.repeat(20)} mice`])(
  'an entry of a list is met by the same stems the second time: %.30s',
  (entry) => {
    expect(entryStems(entry)).toEqual(affirmedStems(entry))
    expect(entryStems(entry)).toEqual(affirmedStems(entry))
  },
)
