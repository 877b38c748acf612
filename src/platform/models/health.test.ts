import { expect, test } from 'vitest'
import { openHealth } from './health.ts'

test('since is when the status changed, not when it was last said', () => {
  let now = 0
  const health = openHealth(() => new Date(now))
  now = 1
  health.set('lost', 'first')
  now = 2
  health.set('lost', 'second')
  expect(health.state()).toEqual({ status: 'lost', detail: 'second', since: new Date(1) })
  now = 3
  health.set('ready')
  expect(health.state()).toEqual({ status: 'ready', detail: null, since: new Date(3) })
})

test('it begins as starting', () => {
  expect(openHealth(() => new Date(7)).state()).toEqual({ status: 'starting', detail: null, since: new Date(7) })
})
