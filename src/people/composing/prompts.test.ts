import { describe, expect, test } from 'vitest'
import { readPrompt } from './prompts.ts'
import type { Prompt, Topic } from './types.ts'

const sides: readonly (readonly [prompt: string, side: Prompt['side']])[] = [
  ['What are you looking for?', 'need'],
  ['What do you need right now?', 'need'],
  ['What kind of help do you need?', 'need'],
  ['Who would you like to meet?', 'need'],
  ['What are your goals for this year?', 'need'],
  ['What is your biggest challenge?', 'need'],
  ['How can others help you?', 'need'],
  ['How could the community best support you?', 'need'],
  ['What would you like to learn?', 'need'],
  ['What skills do you need?', 'need'],
  ['What skills are you looking for in a co-founder?', 'need'],
  ['Describe your ideal match', 'need'],
  ['Are you raising money?', 'need'],
  ['What do you hope to get out of this?', 'need'],
  ['¿Qué buscas?', 'need'],
  ['Que cherchez-vous ?', 'need'],
  ['Was brauchst du?', 'need'],
  ['O que procura?', 'need'],
  ['What could others do for you?', 'need'],
  ['What would make your life easier?', 'need'],
  ['Why are you here?', 'need'],
  ['What would you like from this community?', 'need'],
  ['Who should we introduce you to?', 'need'],
  ['What would help you most right now?', 'need'],
  ['Womit kann man dir helfen?', 'need'],
  ['何を探していますか？', 'need'],
  ['What do friends ask you for?', 'offer'],
  ['Was bietest du an?', 'offer'],
  ['Was bieten Sie an?', 'offer'],
  ['Que pouvez-vous offrir ?', 'offer'],
  ['何ができますか？', 'offer'],
  ['What would a great week look like?', null],
  ['What can you offer?', 'offer'],
  ['What skills do you bring?', 'offer'],
  ['What are your strengths?', 'offer'],
  ['How can you help others?', 'offer'],
  ['What could you teach somebody?', 'offer'],
  ['What would you like to share?', 'offer'],
  ['Areas of expertise', 'offer'],
  ['What are you good at?', 'offer'],
  ['What value do you bring to others?', 'offer'],
  ['What can others learn from you?', 'offer'],
  ['¿Qué puedes ofrecer?', 'offer'],
  ['Was kannst du anbieten?', 'offer'],
  ['What are you looking for and what can you offer?', 'mixed'],
  ['Your needs and offers', 'mixed'],
  ['What do you need? What can you give?', 'mixed'],
  ['Tell us about yourself', null],
  ['What is your name?', null],
  ['Current role?', null],
  ['Anything else?', null],
  ['', null],
  ['你好', null],
]

const abouts: readonly (readonly [prompt: string, topic: Topic])[] = [
  ['What is your full name?', 'name'],
  ['What should we call you?', 'name'],
  ['Current role?', 'role'],
  ['What do you do for a living?', 'role'],
  ['Job title', 'role'],
  ['Tell us about yourself', 'about'],
  ['What is your background?', 'about'],
  ['Describe your experience', 'experience'],
  ['What have you built?', 'experience'],
  ['Which industries interest you?', 'focus'],
  ['Your interests', 'focus'],
  ['How do you like to work?', 'engagement'],
  ['When are you available?', 'engagement'],
  ['What is your investment philosophy?', 'investing'],
  ['What do you invest in?', 'investing'],
]

describe('a question', () => {
  for (const [prompt, side] of sides) {
    test(`"${prompt}" asks for ${side ?? 'neither'}`, () => expect(readPrompt(prompt).side).toBe(side))
  }
  for (const [prompt, topic] of abouts) {
    test(`"${prompt}" is about ${topic}`, () => expect(readPrompt(prompt).topics.has(topic)).toBe(true))
  }
})

test('the name of a thing is not the name of a person', () => {
  for (const prompt of ['Company name', 'What is your project’s name?', 'Name of your startup']) {
    expect(readPrompt(prompt).topics.has('name'), prompt).toBe(false)
  }
})

test('a question of any length is read', () => {
  expect(readPrompt('what do you need and '.repeat(2000)).side).toBe('need')
})

test('a question after what somebody does not want, need or give asks for what is in no list', () => {
  for (const prompt of [
    'What are you not looking for?',
    'What do you not want?',
    'What don’t you need?',
    'What can you not offer?',
    'What do you never want to do?',
  ]) {
    expect([...readPrompt(prompt).topics], prompt).toContain('refused')
    expect(readPrompt(prompt).side, prompt).toBeNull()
  }
})

test('a question that asks for both what is and what is not looked for asks for a need', () => {
  const { side, topics } = readPrompt('What are you looking for, and what are you not looking for?')
  expect(side).toBe('need')
  expect(topics.has('refused')).toBe(false)
})
