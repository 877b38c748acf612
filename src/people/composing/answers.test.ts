/** Straight answers to straight questions, as people give them, while everything sounds like a story. */
import { describe, expect, test } from 'vitest'
import { compose, planComposition } from './compose.ts'
import { prototypeTexts } from './prototypes.ts'

const NEED = 'What do you need?'
const SEEK = 'What are you looking for?'
const GIVE = 'What can you offer?'

/** Nothing could sound less like a need or an offer than what is answered here. */
function allStories(texts: readonly string[]): Float32Array[] {
  const [needs, offers]: readonly (readonly string[])[] = [prototypeTexts.need, prototypeTexts.offer]
  return texts.map((text) => Float32Array.of(+!!needs?.includes(text), +!!offers?.includes(text), 0.1))
}

function listsOf(prompt: string, answer: string): { needs: string[]; offers: string[] } {
  const plan = planComposition({ questions: [{ prompt, answer }], resumeText: null, rejections: [] })
  const { requirements, offerings } = compose(plan, allStories(plan.texts))
  return { needs: requirements.map(({ text }) => text), offers: offerings.map(({ text }) => text) }
}

const needs: readonly (readonly [answer: string, ...needs: string[]])[] = [
  ['A babysitter for two evenings.'],
  ['A remote job in support.'],
  ['A farm where my kids can volunteer in the holidays.'],
  ['A place where I can park my van in winter'],
  ['A flat near the university for my daughter.'],
  ['New friends after my divorce.'],
  ['A room to rent from September.'],
  ['Plumber'],
  ['Funding'],
  ['co-founder (technical)'],
  ['Marketing help'],
  ['A bookkeeper for my company.'],
  ['A bigger flat near where I live.'],
  ['A lawyer with experience in patents.'],
  ['Somebody who is good at listening'],
  ['A desk to share'],
  ['A kitchen I can bake in on Mondays'],
  ['a tenant who does not want to move again'],
  ['Support for a mother who cannot read.'],
  ['Opa-Ersatz für zwei Kinder'],
  ['Eine Wohnung in der Nähe der Uni, ab September'],
  ['Un piso cerca de la universidad para mi hija'],
  ['Clases de inglés por las tardes'],
  ['Quelqu’un pour garder mes enfants le soir'],
  ['a van; a nanny for two afternoons a week;', 'a van', 'a nanny for two afternoons a week'],
  ['- weekend work\n- an online course\n- part-time help', 'weekend work', 'an online course', 'part-time help'],
  ['1. a dentist, 2 evenings\n2. a piano', 'a dentist, 2 evenings', 'a piano'],
  ['We have twins and no family nearby.'],
  ['A home; coffee; someone to call', 'A home', 'coffee', 'someone to call'],
  ['Help at weekends; a ladder', 'Help at weekends', 'a ladder'],
  ['Evenings'],
  ['A plumber, a tiler and someone to sew.', 'A plumber', 'a tiler', 'someone to sew.'],
  ['intros to angel investors'],
  ['* intros to publishers\n* a van', 'intros to publishers', 'a van'],
  ['A flat like the one we had'],
  ['The kind of job I had before'],
  ['The bike that was stolen'],
]

const offers: typeof needs = [
  ['Online yoga classes.'],
  ['Weekend dog walking.'],
  ['Childcare in the afternoons'],
  ['Fresh bread every morning.'],
  ['hot soup; a dry place for bikes', 'hot soup', 'a dry place for bikes'],
  ['Klavierunterricht für Anfänger.'],
  ['Plumbing'],
  ['Design (logos, posters)'],
  ['I walk dogs at lunch time.'],
  ['I feed cats and water plants while you travel.'],
  ['Help for founders who need funding.'],
  ['Reading aloud for people who cannot see'],
  ['Lessons for anyone looking for work'],
  ['Clases de guitarra los fines de semana'],
  ['Nachhilfe in Mathematik, abends'],
  ['• evening classes • a spare bike • weekend trips', 'evening classes', 'a spare bike', 'weekend trips'],
  ['Plumbing, but not available on Sundays'],
  ['a van\nremote bookkeeping\nmorning walks', 'a van', 'remote bookkeeping', 'morning walks'],
  ['I am free on weekends'],
]

describe('a short answer to a question after needs is a need', () => {
  for (const [answer, ...parts] of needs) {
    const expected = { needs: parts.length > 0 ? parts : [answer], offers: [] }
    test(JSON.stringify(answer), () => {
      expect(listsOf(NEED, answer)).toEqual(expected)
      expect(listsOf(SEEK, answer)).toEqual(expected)
    })
  }
})

describe('a short answer to a question after offers is an offer', () => {
  for (const [answer, ...parts] of offers) {
    test(JSON.stringify(answer), () => {
      expect(listsOf(GIVE, answer)).toEqual({ needs: [], offers: parts.length > 0 ? parts : [answer] })
    })
  }
})

describe('its own words take an answer from the side of its question', () => {
  const cases: readonly (readonly [
    prompt: string,
    answer: string,
    needs: readonly string[],
    offers: readonly string[],
  ])[] = [
    [NEED, 'I offer piano lessons.', [], ['I offer piano lessons.']],
    [NEED, 'Beekeeping is my trade.', [], ['Beekeeping is my trade.']],
    [NEED, 'Sewing is my hobby and my job.', [], []],
    [NEED, 'Hello, I can repair bikes', [], ['Hello, I can repair bikes']],
    [GIVE, 'Right now I need a flat.', ['Right now I need a flat.'], []],
    [GIVE, 'Carpentry, looking for a workshop', ['Carpentry, looking for a workshop'], []],
    [NEED, "I don't need anything", [], []],
    [NEED, 'Funding, I do not need.', [], []],
    [NEED, 'No busco nada.', [], []],
    [NEED, 'Ich brauche nichts.', [], []],
    [NEED, 'Nothing', [], []],
    [NEED, 'n/a', [], []],
    [NEED, 'Nichts.', [], []],
    [GIVE, 'Nada.', [], []],
    [NEED, 'Hi there! Thanks, everyone.', [], []],
    [NEED, 'No agencies please.', [], []],
    [NEED, 'Keine Makler bitte', [], []],
    [NEED, 'Sorry, I am a plumber.', [], []],
    [NEED, 'The office was on the ninth floor.', [], []],
    [NEED, 'At school I sat by the window.', [], []],
    [GIVE, 'I nearly drowned as a child.', [], []],
    [GIVE, 'I cannot cook.', [], []],
    [GIVE, 'I have no money.', [], []],
    [GIVE, 'Used to be a miner; I knit.', [], ['I knit.']],
    [GIVE, 'I am a plumber and I’m hopeless at painting.', [], ['I am a plumber']],
    [NEED, 'Used to be a miner; now I knit.', [], []],
    [NEED, 'I’m terrible at painting, so a decorator.', ['I’m terrible at painting, so a decorator.'], []],
    [NEED, 'A flat by the river, towers are not my thing', ['A flat by the river, towers are not my thing'], []],
    [GIVE, 'Don’t hesitate to ask me about bees.', [], ['Don’t hesitate to ask me about bees.']],
  ]
  for (const [prompt, answer, wanted, given] of cases) {
    test(`"${prompt}" – "${answer}"`, () => expect(listsOf(prompt, answer)).toEqual({ needs: wanted, offers: given }))
  }
})

describe('what somebody will not be asked for, or is not made for, is neither need nor offer', () => {
  const refusals: readonly string[] = [
    'Don’t ask me to paint, it’s not my thing.',
    'Please do not count on me for lifts.',
    'Never call me about insurance.',
    'Please don’t pitch.',
    'Nothing to do with boats please.',
    'I’m really hopeless at chess.',
    'Terrible with names.',
    'I’ve zero talent.',
    'We have no interest in crypto.',
    'Night shifts aren’t for me.',
    'I’m not a singer.',
    'I’m not much of a gardener.',
  ]
  for (const answer of refusals) {
    test(answer, () => {
      for (const prompt of [NEED, GIVE, 'Tell us about yourself', 'What do you need and what can you offer?']) {
        expect(listsOf(prompt, answer), prompt).toEqual({ needs: [], offers: [] })
      }
    })
  }
})

describe('what only goes with something else is held back beside it', () => {
  const cases: readonly (readonly [prompt: string, answer: string, kept: string])[] = [
    [NEED, 'A cleaner. Evenings only.', 'A cleaner.'],
    [NEED, 'A babysitter; on weekends; remote', 'A babysitter'],
    [NEED, 'A flat. No agencies.', 'A flat.'],
    [NEED, 'Eine Putzhilfe. Nur abends.', 'Eine Putzhilfe.'],
    [NEED, 'Un jardinero. Los fines de semana.', 'Un jardinero.'],
    [NEED, 'A job\npart-time, from home', 'A job'],
    [GIVE, 'Yoga. I am available in the evenings.', 'Yoga.'],
    [GIVE, 'Soup\nThe shop is on the corner', 'Soup'],
    [NEED, 'My daughter has a new school. A flat near it.', 'A flat near it.'],
    [NEED, 'Forms confuse me. A tax adviser.', 'A tax adviser.'],
    [NEED, 'Forms confuse me.', 'Forms confuse me.'],
    [NEED, 'I can’t drive. A driver.', 'A driver.'],
    [NEED, 'tbh I’ve been writing on my own & it’s getting lonely. I want a co-author.', 'I want a co-author.'],
    [NEED, 'tbh I’ve been writing on my own & it’s lonely.', 'tbh I’ve been writing on my own & it’s lonely.'],
  ]
  for (const [prompt, answer, kept] of cases) {
    test(`"${answer}"`, () => {
      const { needs: wanted, offers: given } = listsOf(prompt, answer)
      expect([...wanted, ...given]).toEqual([kept])
    })
  }
})

test('of stories alone the one that sounds least like one is left', () => {
  expect(listsOf(NEED, 'We have twins. We have no garden. It is cold.').needs.length).toBe(1)
})

describe('a label is read, and cut off', () => {
  const cases: readonly (readonly [answer: string, needs: readonly string[], offers: readonly string[]])[] = [
    ['Looking for: a bookkeeper', ['a bookkeeper'], []],
    ['Needs: a van; a driver\nOffers: soup', ['a van', 'a driver'], ['soup']],
    ['Suche: Wohnung. Biete: Umzugshilfe', ['Wohnung.'], ['Umzugshilfe']],
    ['Skills: Go and Rust', [], ['Go and Rust']],
    ['See https://x.example: it tells', [], []],
  ]
  for (const [answer, wanted, given] of cases) {
    test(JSON.stringify(answer), () =>
      expect(listsOf('Tell us about yourself', answer)).toEqual({ needs: wanted, offers: given }),
    )
  }
  test('a heading of one thing asked for stays with the question', () => {
    expect(listsOf(NEED, 'Services: accounting')).toEqual({ needs: ['Services: accounting'], offers: [] })
  })
})

describe('what people write between the lines', () => {
  const cases: readonly (readonly [
    prompt: string,
    answer: string,
    needs: readonly string[],
    offers: readonly string[],
  ])[] = [
    [NEED, 'im not looking for a flat', [], []],
    ['What are you not looking for?', 'Country bands.', [], []],
    ['What can you not offer?', 'I can lend money.', [], []],
    [NEED, 'I’m starting a bakery and it still has no oven.', ['I’m starting a bakery and it still has no oven.'], []],
    [NEED, 'I’m starting a bakery and everything is too much. A mentor.', ['A mentor.'], []],
    [NEED, 'I’m a nurse.', [], []],
    [
      NEED,
      'I nurse three cats and a ferret, so a catsitter.',
      ['I nurse three cats and a ferret, so a catsitter.'],
      [],
    ],
    [NEED, 'nothing. my sister made me join', [], []],
    [GIVE, 'Nothing really. Well, I sew.', [], ['Well, I sew.']],
    [GIVE, 'I know every pub in Leeds.', [], ['I know every pub in Leeds.']],
    [GIVE, 'I miss cooking for others.', [], ['I miss cooking for others.']],
    [GIVE, 'No songs, I’m a terrible singer', [], []],
    [GIVE, 'No singing, but I dance.', [], ['No singing, but I dance.']],
    [GIVE, 'If you need a ladder, call me.', [], ['If you need a ladder, call me.']],
    [GIVE, 'Anyone who wants to sew may come on Fridays.', [], ['Anyone who wants to sew may come on Fridays.']],
    ['Tell us about yourself', 'We could use a drummer.', ['We could use a drummer.'], []],
    [
      'Tell us about yourself',
      'A cellar to rehearse in would be heaven.',
      ['A cellar to rehearse in would be heaven.'],
      [],
    ],
    [
      'Tell us about yourself',
      'I have two years of letters and no clue how to sort them.',
      ['I have two years of letters and no clue how to sort them.'],
      [],
    ],
    ['Tell us about yourself', 'After ten years of rain I moved.', [], []],
    [
      'Tell us about yourself',
      'I like cats, so I’d feed yours any time.',
      [],
      ['I like cats, so I’d feed yours any time.'],
    ],
    ['Tell us about yourself', 'I’d gladly read to somebody old.', [], ['I’d gladly read to somebody old.']],
    [
      'Hi',
      'my oven smokes and the shop is shut. can anybody here mend it',
      ['my oven smokes and the shop is shut. can anybody here mend it'],
      [],
    ],
    ['Hi', 'need: a roofer / offer: bread', ['a roofer'], ['bread']],
    ['Hi', 'I’d swap bread for a haircut.', ['a haircut.'], ['I’d swap bread']],
    ['Was brauchst du?', 'Hilfe in Mathe, er ist in der 8. Klasse.', ['Hilfe in Mathe, er ist in der 8. Klasse.'], []],
    ['Was bietest du an?', 'Ich gebe Nachhilfe.', [], ['Ich gebe Nachhilfe.']],
    ['何ができますか？', '折り紙を教えられます。', [], ['折り紙を教えられます。']],
    [
      'What would a great week look like?',
      'Swimming in the sea with friends for once.',
      ['Swimming in the sea with friends for once.'],
      [],
    ],
    ['What would a great week look like?', 'Long walks.', [], []],
  ]
  test.each(cases)('"%s" – "%s"', (prompt, answer, wanted, given) => {
    expect(listsOf(prompt, answer)).toEqual({ needs: wanted, offers: given })
  })
})
