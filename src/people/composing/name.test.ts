import { describe, expect, test } from 'vitest'
import { gatherClauses } from './gather.ts'
import { findName } from './name.ts'

const nameIn = (answer: string, prompt = 'Tell us about yourself', resumeText: string | null = null): string | null =>
  findName(gatherClauses({ questions: [{ prompt, answer }], resumeText, rejections: [] }))

describe('a stated name', () => {
  const said: readonly (readonly [answer: string, name: string | null])[] = [
    ['My name is Ada Lovelace.', 'Ada Lovelace'],
    ['Hello, my name is José María de la Cruz and I bake.', 'José María de la Cruz'],
    ["My name's Siobhán O'Brien, nice to meet you.", "Siobhán O'Brien"],
    ['my name is anna and i cook', 'anna'],
    ['Me llamo Inés.', 'Inés'],
    ['Ich heiße Jörg.', 'Jörg'],
    ['My name is not important.', null],
    ['My name is wrong there.', null],
    ['I am Ada.', 'Ada'],
    ["I'm Anna, I knit.", 'Anna'],
    ['Hi, I’m Anna and I knit.', 'Anna'],
    ['I am Carla Reyes, freelance translator.', 'Carla Reyes'],
    ['I am Oluwaseun (Seun).', 'Oluwaseun'],
    ['Ich bin Dieter', 'Dieter'],
    ['Ich bin die Sabine, Rentnerin aus Ulm.', 'Sabine'],
    ['Soy Lucía, profesora de yoga.', 'Lucía'],
    ["Je m'appelle Chloé.", 'Chloé'],
    ['Ben, chef and owner of a small bistro.', 'Ben'],
    ['Brian, plumber', 'Brian'],
    ['Ada Lovelace was a mathematician.', null],
    ['I am German.', null],
    ["I'm Italian, and a cook.", null],
    ['I am CEO, and busy.', null],
    ['I’m Head Chef.', null],
    ['I am Marketing Manager, Acme', null],
    ['I am Ready.', null],
    ['I’m Hungry!', null],
    ['This is Wrong.', null],
    ["I'm Irish-American.", null],
    ['I am Looking for friends', null],
    ['I am Vice President Sales.', null],
    ['Ich bin Rentner, und koche gern.', null],
    ['Ich bin Lehrerin', null],
    ['Ich bin Berliner.', null],
    ['Je suis Français.', null],
    ['Berlin, designer', null],
    ['Python, developer', null],
    ['Plumber, own van', null],
    ['Anna helped me.', null],
    ['Ben, my dog, is old.', null],
  ]
  for (const [answer, name] of said)
    test(`"${answer}" states ${name ?? 'none'}`, () => expect(nameIn(answer)).toBe(name))
})

describe('a name after which was asked', () => {
  const said: readonly (readonly [answer: string, name: string | null])[] = [
    ['Ada', 'Ada'],
    ['ada lovelace', 'ada lovelace'],
    ["I'm Ada Lovelace.", 'Ada Lovelace'],
    ['Martin Luther King Jr.', 'Martin Luther King Jr.'],
    ['王小明', '王小明'],
    ['none', null],
    ['I would rather tell you that some other time', null],
    ['x@y.example', null],
  ]
  for (const [answer, name] of said) {
    test(`"${answer}" gives ${name ?? 'none'}`, () => expect(nameIn(answer, 'What is your name?')).toBe(name))
  }
})

describe('a name on top of a résumé', () => {
  const tops: readonly (readonly [resume: string, name: string | null])[] = [
    ['Jane Doe\nEngineer', 'Jane Doe'],
    ['JANE DOE\nEngineer', 'JANE DOE'],
    ['Curriculum Vitae\nJane Q. Doe', 'Jane Q. Doe'],
    ['Senior Engineer\nJane Doe', null],
    ['Skills\nGo', null],
    ['I am Jane', 'Jane'],
    ['# Olga Brandt\nArchitect', 'Olga Brandt'],
    ['# Skills\nGo', null],
    ['# Senior Engineer', null],
    ['', null],
  ]
  for (const [resume, name] of tops) {
    test(`${JSON.stringify(resume)} has ${name ?? 'none'}`, () => expect(nameIn('', 'x', resume)).toBe(name))
  }
})

test('a known name may be said small and in passing', () => {
  expect(nameIn('hi im callum i drive a bus')).toBe('callum')
  expect(nameIn('hi im tired i drive a bus')).toBeNull()
})
