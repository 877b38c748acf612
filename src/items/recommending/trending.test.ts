import assert from 'node:assert/strict'
import { test } from 'vitest'
import { trendOf } from './trending.ts'

test('what rises is above what stays, and that above what falls', () => {
  const [rising, steady, falling] = [
    { recent: 70, prior: 30 },
    { recent: 70, prior: 300 },
    { recent: 7, prior: 300 },
  ].map(trendOf)
  assert.ok((rising ?? 0) > (steady ?? 0) && (steady ?? 0) > (falling ?? 0))
  assert.ok(Math.abs(steady ?? 1) < 1e-9)
})

test('a first click is no trend beside a crowd that has come', () => {
  assert.ok(trendOf({ recent: 1, prior: 0 }) < trendOf({ recent: 60, prior: 20 }) / 10)
})

test('of two equal rises the one of more people comes first', () => {
  assert.ok(trendOf({ recent: 400, prior: 400 }) > trendOf({ recent: 40, prior: 40 }))
})

test('where nothing happened there is no trend', () => {
  assert.equal(trendOf({ recent: 0, prior: 0 }), 0)
  assert.ok(trendOf({ recent: 0, prior: 100 }) <= 0)
})
