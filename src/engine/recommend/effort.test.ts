import { expect, test } from 'vitest'
import { Stopped, continueOrStop, unlimitedEffort } from './effort.ts'

test('an effort that says stop ends what asks it, with an error of its own', () => {
  expect(() => continueOrStop({ ...unlimitedEffort(1), shouldStop: () => true })).toThrow(Stopped)
})

test('an unlimited effort never stops and keeps its seed', () => {
  const effort = unlimitedEffort(7)
  expect(() => continueOrStop(effort)).not.toThrow()
  expect([effort.secondsLeft(), effort.seed]).toEqual([Infinity, 7])
})
