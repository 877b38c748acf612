import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { askTogether } from './ask-together.ts'

/** An asker whose every asking ends when it is told to. */
function heldAsker() {
  const askings: { readonly questions: readonly string[]; readonly end: (fault?: Error) => void }[] = []
  const askAll = (questions: readonly string[]): Promise<readonly string[]> =>
    new Promise((resolve, reject) => {
      const end = (fault?: Error): void =>
        fault ? reject(fault) : resolve(questions.map((each) => each.toUpperCase()))
      askings.push({ questions, end })
    })
  return { askings, askAll, asked: () => askings.map(({ questions }) => questions.join('')) }
}

async function settled(): Promise<void> {
  await turn()
  await turn()
}

describe('questions', () => {
  test('that come in one turn of the event loop go together, and each gets its own answer', async () => {
    const { askings, askAll, asked } = heldAsker()
    const ask = askTogether(askAll, { inFlightMax: 1, questionsMax: 10 })
    const answers = Promise.all(['a', 'b', 'c'].map(ask))
    await settled()
    expect(asked()).toEqual(['abc'])
    askings[0]?.end()
    expect(await answers).toEqual(['A', 'B', 'C'])
  })

  test('that come while the most are under way wait, and then go together', async () => {
    const { askings, askAll, asked } = heldAsker()
    const ask = askTogether(askAll, { inFlightMax: 2, questionsMax: 10 })
    const answers: Promise<string>[] = []
    for (const question of ['a', 'b', 'c', 'd']) {
      answers.push(ask(question))
      await settled()
    }
    expect(asked()).toEqual(['a', 'b'])
    askings[1]?.end()
    await settled()
    expect(asked()).toEqual(['a', 'b', 'cd'])
    askings[0]?.end()
    askings[2]?.end()
    expect(await Promise.all(answers)).toEqual(['A', 'B', 'C', 'D'])
  })

  test('are parted where more come than may go together', async () => {
    const { askings, askAll, asked } = heldAsker()
    const ask = askTogether(askAll, { inFlightMax: 1, questionsMax: 2 })
    const answers = Promise.all(['a', 'b', 'c'].map(ask))
    await settled()
    expect(asked()).toEqual(['ab'])
    askings[0]?.end()
    await settled()
    expect(asked()).toEqual(['ab', 'c'])
    askings[1]?.end()
    expect(await answers).toEqual(['A', 'B', 'C'])
  })

  test('are asked again each time: no answer is kept', async () => {
    const { askings, askAll, asked } = heldAsker()
    const ask = askTogether(askAll, { inFlightMax: 1, questionsMax: 2 })
    for (const round of [0, 1]) {
      const answer = ask('a')
      await settled()
      askings[round]?.end()
      expect(await answer).toBe('A')
    }
    expect(asked()).toEqual(['a', 'a'])
  })

  test('never join an asking that has begun', async () => {
    const { askings, askAll, asked } = heldAsker()
    const ask = askTogether(askAll, { inFlightMax: 2, questionsMax: 10 })
    const first = ask('a')
    await settled()
    const second = ask('a')
    await settled()
    expect(asked()).toEqual(['a', 'a'])
    for (const { end } of askings) end()
    expect(await Promise.all([first, second])).toEqual(['A', 'A'])
  })
})

describe('a failure', () => {
  test('of an asking goes to those who went together, and lets the next begin', async () => {
    const { askings, askAll } = heldAsker()
    const ask = askTogether(askAll, { inFlightMax: 1, questionsMax: 1 })
    const failed = expect(ask('a')).rejects.toThrow('lost')
    const answered = ask('b')
    await settled()
    askings[0]?.end(new Error('lost'))
    await failed
    await settled()
    askings[1]?.end()
    expect(await answered).toBe('B')
  })

  test('of one question is thrown to its asker alone', async () => {
    const ask = askTogether(
      async (questions: readonly string[]) => questions.map((each) => (each === 'b' ? new Error('not b') : each)),
      { inFlightMax: 1, questionsMax: 10 },
    )
    const [first, second] = await Promise.allSettled([ask('a'), ask('b')])
    expect(first).toMatchObject({ status: 'fulfilled', value: 'a' })
    expect(second).toMatchObject({ status: 'rejected', reason: { message: 'not b' } })
  })
})
