import { describe, expect, test } from 'vitest'
import { readCue } from './cues.ts'

const needs = [
  'I need help with my taxes.',
  'We need a designer.',
  'Looking for a co-founder.',
  'I am currently looking for a flat.',
  'I have been searching for a mentor.',
  'Seeking a position in marketing.',
  'In search of beta testers.',
  'I would love to learn pottery.',
  "I'd like advice on pricing.",
  'I want to meet other founders.',
  'I would love help with marketing.',
  'My goal is to sell abroad.',
  'Our server needs a new home.',
  'Our band has lost its drummer.',
  'Can anyone recommend a dentist?',
  'Does somebody know a notary?',
  'Who can show me how to sew?',
  'How do we find our first customers?',
  'I do not know how to begin.',
  'I struggle with accounting.',
  'We are raising our seed round.',
  'We are hiring.',
  'Hoping to find a running partner.',
  'need a van',
  'Ideally somebody with a garden.',
  'Someone who can weld.',
  'Open to introductions.',
  'I am a baker looking for a shop.',
  'Busco un piso.',
  'Necesito ayuda con impuestos.',
  'Je cherche une associée.',
  "J'ai besoin d'un local.",
  'Ich suche eine Wohnung.',
  'Wir brauchen Hilfe.',
  'Procuro um sócio.',
  'Cerco un socio.',
  'Ik zoek een huis.',
]

const offers = [
  'I can repair bicycles.',
  'We can host workshops.',
  'I offer guitar lessons.',
  'I also teach beginners.',
  'I coach first-time managers.',
  'I build websites for charities.',
  'Happy to help with contracts.',
  'Glad to share what I know.',
  'I am available for mentoring.',
  'I would love to teach children.',
  'I want to help young people.',
  'I want to give back.',
  "I'd be happy to review your code.",
  'Experienced in logistics.',
  'Ten years of experience in sales.',
  'Plumber with twenty years of pipes.',
  '5+ years as a nurse.',
  'Fluent in Arabic.',
  'Deep knowledge of tax law.',
  'Good at listening.',
  'My strengths are patience and maths.',
  'Gardening is my trade.',
  'I know how to prune roses.',
  'Ask me about bread.',
  'I can introduce you to editors.',
  'I invest in climate companies.',
  'I back founders early.',
  'You can use my workshop.',
  'Ofrezco clases de guitarra.',
  'Je propose des cours.',
  'Ich biete Nachhilfe.',
  'Ich kann kochen.',
  'Posso ajudar com contratos.',
  'Insegno pianoforte.',
]

const notNeeds = [
  'I am not looking for investors.',
  "I don't need money.",
  'We are no longer hiring.',
  'I do not really want a job.',
  'No need for a lawyer.',
  'I need no funding.',
  "We aren't raising.",
  'Not interested in crypto.',
]

const notOffers = [
  'I no longer offer coaching.',
  "I don't teach children.",
  'I cannot cook.',
  "I can't help with taxes.",
  'I have no experience in sales.',
  'I stopped consulting.',
  'I will not work for free.',
  'I am not an expert in law.',
]

const refusals = [
  'Don’t ask me about tax.',
  'So please don’t rely on us.',
  'Nothing involving heights.',
  'I am so bad at football.',
  'I have no patience.',
  'Maths isn’t my strong suit.',
  'I’m no carpenter.',
]

const selves = [
  'I am a baker.',
  'I live in Leeds.',
  'I was born by the sea.',
  'I have been ill.',
  'My name is Ada.',
  'Soy enfermera.',
  'Used to be a lawyer.',
  'I am not just a baker.',
  'I’m no stranger to hard work.',
]
const silent = [
  'Investors.',
  'Fog on the hills.',
  'Go, Rust and SQL',
  '王小明',
  '',
  'The candle burned.',
  'Senior engineer',
]

const table = {
  need: needs,
  offer: offers,
  'not need': notNeeds,
  'not offer': notOffers,
  'not either': refusals,
  self: selves,
}

describe('telling words', () => {
  for (const [kind, sentences] of Object.entries(table)) {
    for (const sentence of sentences) {
      test(`"${sentence}" is ${kind}`, () => expect(readCue(sentence)?.kind).toBe(kind))
    }
  }
  for (const sentence of silent) {
    test(`"${sentence}" tells nothing`, () => expect(readCue(sentence)).toBeNull())
  }
})

test('of several the first decides, because the main clause comes first', () => {
  expect(readCue('I need somebody who can teach me')?.kind).toBe('need')
  expect(readCue('I can help those who need a mentor')?.kind).toBe('offer')
})

test('what others can do is no offer', () => {
  expect(readCue('A friend whom I can trust')).toBeNull()
  expect(readCue('I was looking for a job then')?.kind).not.toBe('need')
})

test('what the speaker can only do is no offer', () => {
  expect(readCue('I can only boil pasta')?.kind).not.toBe('offer')
  expect(readCue('I can pay a little')).toBeNull()
})

test('readiness to receive is no offer', () => {
  expect(readCue('Happy to learn')?.kind).toBe('need')
  expect(readCue('Willing to relocate')).toBeNull()
})

test('a cue says where it stands', () => {
  expect(readCue('Hello, I need a van')).toEqual({ kind: 'need', at: 7 })
})

test('typographic apostrophes are apostrophes', () => {
  expect(readCue('I don’t need money')?.kind).toBe('not need')
  expect(readCue('I’d love help')?.kind).toBe('need')
})
